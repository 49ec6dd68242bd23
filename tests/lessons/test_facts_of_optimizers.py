"""Facts of optimizers that are not worth a claim: tests prove them."""

import keras
import numpy as np
import pytest

from dlcourse import scratch


def slots_after(optimizer, gradients):
    """Return what an optimizer keeps for one weight, after each of these gradients."""
    weight, seen = np.zeros(1), []
    for gradient in gradients:
        optimizer.apply([np.array([gradient])], [weight])
        (piece,) = optimizer._pieces
        seen.append([slot.item() for slot in piece.slots])
    return np.array(seen)


@pytest.mark.proves("L08-03")
def test_a_ball_is_ten_times_as_fast_where_slopes_agree_and_half_as_fast_where_they_alternate():
    same = slots_after(scratch.SGD(0.1, momentum=0.9), [1.0] * 200)
    alternating = slots_after(scratch.SGD(0.1, momentum=0.9), [1.0, -1.0] * 100)
    assert abs(same[-1, 0]) == pytest.approx(1.0, rel=1e-6)
    assert abs(alternating[-1, 0]) == pytest.approx(0.1 / 1.9, rel=1e-6)


@pytest.mark.proves("L08-03")
def test_without_momentum_a_ball_is_a_walker():
    weights = [np.array([1.0, -2.0]), np.array([1.0, -2.0])]
    for weight, momentum in zip(weights, (0.0, 1e-12), strict=True):
        optimizer = scratch.SGD(0.1, momentum=momentum)
        for _ in range(5):
            optimizer.apply([2 * weight], [weight])
    np.testing.assert_allclose(*weights)


@pytest.mark.proves("L08-05")
def test_adagrads_rate_dies_if_its_sum_grows_and_only_then():
    def rate(gradients):
        optimizer = scratch.Adagrad(1.0, initial_accumulator_value=0.0)
        return 1 / np.sqrt(slots_after(optimizer, gradients)[:, 0])

    np.testing.assert_allclose(rate(np.ones(10_000))[[0, 99, 9999]], [1, 0.1, 0.01])
    dying = rate(0.9 ** np.arange(200))
    assert dying[-1] == pytest.approx(0.436, abs=5e-4)
    assert dying[-1] == pytest.approx(dying[99], rel=1e-6)
    assert np.sum(np.tile([1.0, -1.0], 50)) == 0  # a sum of gradients themselves says nothing


@pytest.mark.proves("L08-06")
def test_rmsprop_forgets():
    even = slots_after(scratch.RMSprop(1.0), np.ones(10_000))[:, 0]
    assert 1 / np.sqrt(even[-1]) == pytest.approx(1.0)


@pytest.mark.proves("L08-07")
@pytest.mark.parametrize(
    ("rho", "newest", "memory"), [(0.5, 0.5, 4), (0.9, 0.1, 22), (0.99, 0.01, 230)]
)
def test_the_larger_the_decay_rate_the_longer_the_memory(rho, newest, memory):
    pushed = slots_after(scratch.RMSprop(1.0, rho=rho), [1.0] + [0.0] * 999)[:, 0]
    assert pushed[0] == pytest.approx(newest)  # the weight of a square, from its first step on
    held = np.cumsum(pushed)
    assert held[memory - 2] < 0.9 <= held[memory - 1]


@pytest.mark.proves("L08-09")
def test_adam_estimates_the_first_and_the_second_moment():
    adam, gradients = scratch.Adam(0.001), np.random.default_rng(8).normal(2, 1, size=20_000)
    moments = slots_after(adam, gradients)
    steps = np.arange(1, 20_001)[:, None]
    first, second = (moments / (1 - np.array([0.9, 0.999]) ** steps))[5000:].mean(axis=0)
    assert first == pytest.approx(2, abs=0.05)
    assert second == pytest.approx(4 + 1, abs=0.1)


@pytest.mark.proves("L08-10")
def test_the_correction_is_for_averages_that_begin_at_0():
    gradients = np.full(5000, 100.0)
    first, second = slots_after(scratch.Adam(0.001), gradients).T
    without = first / np.sqrt(second)
    assert without[0] == pytest.approx(10**0.5, rel=1e-4)
    assert without[-1] == pytest.approx(1, rel=0.01)


@pytest.mark.proves("L08-08")
def test_keras_adam_takes_the_steps_of_ours():
    start = np.array([3.0, -2.0])
    ours, theirs = start.copy(), keras.Variable(start, dtype="float32")
    adam, twin = scratch.Adam(0.1), keras.optimizers.Adam(0.1)
    for _ in range(20):
        adam.apply([ours * [0.1, 2.0]], [ours])
        twin.apply([theirs * keras.ops.array([0.1, 2.0])], [theirs])
    np.testing.assert_allclose(theirs.numpy(), ours, atol=3e-5)
