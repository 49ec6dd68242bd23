"""The demo of the light switch: what it shows is what the network does."""

import importlib

import numpy as np
import pytest
from parabola import axes_of

from dlcourse import scratch

module = importlib.import_module("dlcourse.demos.gallery.state_steps")


def right(inputs):
    """How the light stands after each input."""
    on, answers = False, []
    for letter in inputs:
        on = {"+": True, "-": False, ".": on}[letter]
        answers.append(on)
    return np.array(answers)


def test_it_knows_how_the_light_stands_far_beyond_the_length_of_its_training():
    rng = np.random.default_rng(0)
    for _ in range(50):
        inputs = "".join(rng.choice(list("+-."), p=[0.1, 0.1, 0.8], size=100))
        _, sure = module.run(inputs, 1.0)
        np.testing.assert_array_equal(sure > 0.5, right(inputs))


def test_the_states_are_those_of_the_engine():
    states, sure = module.run("+.-", 0.5)
    kernel, recurrent, bias, *output = module.WEIGHTS
    layer = scratch.SimpleRNN(kernel, 0.5 * np.array(recurrent), bias, return_sequences=True)
    np.testing.assert_allclose(states, layer.forward([[[1.0], [0.0], [-1.0]]])[0])
    assert sure.shape == (3,) and 0 < sure.min() < sure.max() < 1


def test_the_last_switch_shows_and_what_came_before_does_not():
    shown = module.effects("+..-....", 1.0)
    assert shown.argmax() == 3 and shown[0] < 0.05  # off, and off it would be without it?
    shown = module.effects("-..+....", 1.0)
    assert shown[3] > 0.9 and shown[0] < 0.05


def test_there_is_an_answer_to_the_question():
    _, sure = module.run("+...+...", 1.0)
    assert sure[-1] > 0.9 and module.effects("+...+...", 1.0).max() < 0.05


def test_with_a_weak_kernel_nothing_is_held():
    _, strong = module.run("+" + 20 * ".", 1.0)
    _, weak = module.run("+" + 20 * ".", 0.5)
    assert strong[-1] > 0.9 and weak[-1] < 0.1


@pytest.mark.parametrize("inputs", ["", "+", 24 * "-"])
@pytest.mark.parametrize("step", [1, 24])
def test_any_text_can_be_shown(inputs, step):
    effect, state, light = axes_of(module.demo, inputs=inputs, step=step, strength=1.0)
    heard = max(1, min(step, len(inputs)))
    assert len(light.lines[1].get_xdata()) == heard
    data = state.images[0].get_array()
    assert np.isfinite(np.ma.filled(data, np.nan)).all(axis=0).sum() == heard
    assert len([t for t in effect.texts if t.get_text()]) == len(inputs)


def test_the_bars_are_the_effects():
    effect, *_ = axes_of(module.demo, inputs="-..+....", step=8, strength=1.0)
    heights = [bar.get_height() for bar in effect.patches]
    np.testing.assert_allclose(heights[:8], module.effects("-..+....", 1.0))
