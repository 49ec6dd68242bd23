"""The demo of lesson 01: it settles exactly where a line exists."""

import importlib

import numpy as np
import pytest

from dlcourse import demos

line = importlib.import_module("dlcourse.demos.gallery.perceptron_line")
DIRECTIONS = range(-180, 181, 15)


def settles(gate, direction, use_bias=True):
    history = line.train(gate, direction, use_bias)
    return line.misjudged(gate, history[-1]) == 0


@pytest.mark.parametrize("gate", ["and", "or", "nand"])
def test_separable_gates_settle_from_every_direction(gate):
    assert all(settles(gate, direction) for direction in DIRECTIONS)


def test_xor_settles_from_no_direction():
    for direction in DIRECTIONS:
        history = line.train("xor", direction, use_bias=True)
        assert len(history) == line.MOST_UPDATES + 1
        assert min(line.misjudged("xor", update) for update in history) > 0


@pytest.mark.parametrize("gate, possible", [("and", False), ("nand", False), ("or", True)])
def test_without_learning_the_bias_only_or_settles(gate, possible):
    assert {settles(gate, direction, use_bias=False) for direction in DIRECTIONS} == {possible}


def test_the_start_is_a_unit_vector_in_the_direction():
    start = line.train("and", 30, use_bias=True)[0]
    np.testing.assert_allclose(start.weights, [np.cos(np.pi / 6), 0.5], atol=1e-3)
    assert start.bias == line.START_BIAS


@pytest.mark.parametrize("gate", ["and", "or", "nand", "xor"])
def test_no_line_runs_through_a_point(gate):
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    for direction in DIRECTIONS:
        for update in line.train(gate, direction, use_bias=True):
            assert np.abs(corners @ update.weights + update.bias).min() > 0.01


def test_a_bias_that_must_not_learn_is_none_at_all():
    assert {update.bias for update in line.train("and", 30, use_bias=False)} == {0.0}


def test_pictures_follow_every_control():
    view = demos.perceptron_line()
    seen = {view.png}
    for change in ({"updates": 2}, {"gate": "xor"}, {"direction": 0}, {"use_bias": False}):
        view.set(**change)
        assert not view.error
        seen.add(view.png)
    assert len(seen) == 5


def test_a_slider_beyond_the_last_update_shows_the_settled_line():
    view = demos.perceptron_line(gate="or", direction=45, updates=40)
    assert view.png == demos.perceptron_line(gate="or", direction=45, updates=30).png
