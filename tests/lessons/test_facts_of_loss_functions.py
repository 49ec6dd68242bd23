"""Facts of losses that are not worth a claim: tests prove them."""

import numpy as np
import pytest

from dlcourse.datasets import load_digits
from dlcourse.scratch import softmax


def _readers_taught_by_squares(rates, *, lead, epochs, seed):
    """Train a network for each rate, all at once; return their accuracies on digits kept back.

    64, 32 and 10 units, tanh and softmax, squared errors, plain steps; before the first one, `lead`
    is added to the score of class 0.
    """
    rng = np.random.default_rng(seed)
    digits = load_digits(flat=True)
    x, y = digits.x_train[:1152], np.eye(10, dtype="float32")[digits.y_train[:1152]]
    rate, n = np.reshape(rates, (-1, 1, 1)).astype("float32"), len(rates)
    v = (rng.uniform(-1, 1, (n, 64, 32)) * np.sqrt(6 / 96)).astype("float32")
    w = (rng.uniform(-1, 1, (n, 32, 10)) * np.sqrt(6 / 42)).astype("float32")
    a, b = np.zeros((n, 1, 32), "float32"), np.zeros((n, 1, 10), "float32")
    b[..., 0] = lead
    for _ in range(epochs):
        for batch in rng.permutation(1152).reshape(36, 32):
            h = np.tanh(x[batch] @ v + a)
            p = softmax(h @ w + b)
            slope = 2 * (p - y[batch]) / (10 * 32)
            slope = p * (slope - (slope * p).sum(-1, keepdims=True))
            below = slope @ w.transpose(0, 2, 1) * (1 - h * h)
            w -= rate * (h.transpose(0, 2, 1) @ slope)
            b -= rate * slope.sum(1, keepdims=True)
            v -= rate * (x[batch].T @ below)
            a -= rate * below.sum(1, keepdims=True)
    scores = np.tanh(digits.x_train[1152:] @ v + a) @ w + b
    return np.mean(scores.argmax(-1) == digits.y_train[1152:], axis=1)


@pytest.mark.proves("L04-03")
def test_squares_behind_a_sure_softmax_are_slow_at_short_steps_and_lost_at_long_ones():
    rates = np.repeat([8, 32], 3)
    after_5, after_400 = (
        _readers_taught_by_squares(rates, lead=14, epochs=epochs, seed=0) for epochs in (5, 400)
    )
    assert after_5.max() < 0.2
    assert after_400[:3].min() > 0.8
    assert after_400[3:].max() < 0.2


@pytest.mark.proves("L04-03")
def test_no_rate_teaches_squares_from_a_wrong_lead_of_14_in_five_epochs():
    rates = np.repeat(2.0 ** np.arange(1, 23), 3)  # 2 to four million, each twice the one before
    assert _readers_taught_by_squares(rates, lead=14, epochs=5, seed=0).max() < 0.2
    without_a_lead = _readers_taught_by_squares([8.0], lead=0, epochs=5, seed=0)
    assert without_a_lead.min() > 0.8
