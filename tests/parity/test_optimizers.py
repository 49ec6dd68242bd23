"""Optimizers, schedules and clipping against Keras, along a hundred steps."""

import keras
import numpy as np
import pytest

from dlcourse import scratch

S, K = scratch, keras.optimizers
PAIRS = {
    "SGD": (S.SGD(0.1), K.SGD(0.1)),
    "momentum": (S.SGD(0.05, momentum=0.9), K.SGD(0.05, momentum=0.9)),
    "nesterov": (
        S.SGD(0.05, momentum=0.9, nesterov=True),
        K.SGD(0.05, momentum=0.9, nesterov=True),
    ),
    "Adagrad": (S.Adagrad(0.1), K.Adagrad(0.1)),
    "Adagrad, other constants": (
        S.Adagrad(0.1, initial_accumulator_value=0.5, epsilon=0.3),
        K.Adagrad(0.1, initial_accumulator_value=0.5, epsilon=0.3),
    ),
    "RMSprop": (S.RMSprop(0.01), K.RMSprop(0.01)),
    "RMSprop, other constants": (
        S.RMSprop(0.01, rho=0.7, epsilon=0.3),
        K.RMSprop(0.01, rho=0.7, epsilon=0.3),
    ),
    "RMSprop with momentum": (S.RMSprop(0.01, momentum=0.8), K.RMSprop(0.01, momentum=0.8)),
    "RMSprop, centered": (S.RMSprop(0.01, centered=True), K.RMSprop(0.01, centered=True)),
    "Adam": (S.Adam(0.02), K.Adam(0.02)),
    "Adam, other constants": (
        S.Adam(0.02, beta_1=0.8, beta_2=0.99, epsilon=1e-3),
        K.Adam(0.02, beta_1=0.8, beta_2=0.99, epsilon=1e-3),
    ),
    "AdamW": (S.AdamW(0.02, weight_decay=0.1), K.AdamW(0.02, weight_decay=0.1)),
    "clipvalue": (S.SGD(0.1, clipvalue=0.3), K.SGD(0.1, clipvalue=0.3)),
    "clipnorm": (S.SGD(0.1, clipnorm=0.5), K.SGD(0.1, clipnorm=0.5)),
    "global_clipnorm": (S.Adam(0.02, global_clipnorm=0.5), K.Adam(0.02, global_clipnorm=0.5)),
}
RATES = {
    "ExponentialDecay": (0.1, 20, 0.5),
    "InverseTimeDecay": (0.1, 20, 0.5),
    "PolynomialDecay": (0.1, 50, 0.01, 2.0),
    "CosineDecay": (0.1, 50, 0.1),
    "PiecewiseConstantDecay": ([20, 60], [0.1, 0.05, 0.01]),
}
OPTIONS = {
    "CosineDecay": [{}, {"warmup_target": 0.2, "warmup_steps": 15}],
    "ExponentialDecay": [{}, {"staircase": True}],
    "InverseTimeDecay": [{}, {"staircase": True}],
}


def start():
    rng = np.random.default_rng(0)
    return [rng.normal(size=shape).astype(np.float32) for shape in ((6, 4), (4,))]


def gradients(weights, step):
    """Return a gradient that depends on the weights, as that of a loss would."""
    noise = np.random.default_rng(step)
    return [
        (np.linspace(0.2, 3, w.size).reshape(w.shape) * w + noise.normal(size=w.shape)).astype(
            w.dtype
        )
        for w in weights
    ]


def as_array(variable):
    return variable.value.numpy()


def paths(ours, theirs, steps=100):
    """Take the steps with both, each on its own path; return where they end."""
    weights, variables = start(), [keras.Variable(w) for w in start()]
    for step in range(steps):
        ours.apply(gradients(weights, step), weights)
        there = [as_array(v) for v in variables]
        theirs.apply([keras.ops.convert_to_tensor(g) for g in gradients(there, step)], variables)
    return weights, [as_array(v) for v in variables]


def assert_same_path(ours, theirs):
    ends = paths(ours, theirs)
    for mine, other, first in zip(*ends, start(), strict=True):
        assert mine.dtype == np.float32
        np.testing.assert_allclose(mine, other, rtol=2e-5, atol=2e-5)
        assert np.abs(mine - first).max() > 0.05  # it is a path, and not a point


@pytest.mark.parametrize("name", PAIRS)
def test_a_hundred_steps_stay_with_keras(name):
    assert_same_path(*PAIRS[name])


CASES = [(name, options) for name in RATES for options in OPTIONS.get(name, [{}])]


@pytest.mark.parametrize(("name", "options"), CASES)
def test_schedules_equal_keras(name, options):
    ours = getattr(scratch, name)(*RATES[name], **options)
    theirs = getattr(keras.optimizers.schedules, name)(*RATES[name], **options)
    steps = range(0, 100, 3)
    np.testing.assert_allclose(
        [ours(step) for step in steps], [float(theirs(step)) for step in steps], rtol=1e-5
    )


def test_an_optimizer_follows_its_schedule():
    ours, theirs = (
        module.ExponentialDecay(*RATES["ExponentialDecay"])
        for module in (scratch, keras.optimizers.schedules)
    )
    assert_same_path(scratch.Adam(ours), keras.optimizers.Adam(theirs))


def test_each_optimizer_keeps_float64():
    for make in (scratch.SGD, scratch.Adagrad, scratch.RMSprop, scratch.Adam, scratch.AdamW):
        weights, optimizer = [w.astype(np.float64) for w in start()], make()
        for step in range(3):
            optimizer.apply(gradients(weights, step), weights)
        assert all(w.dtype == np.float64 for w in weights)


def test_adam_equals_its_formulas_in_float64():
    (w, *_), t = [w.astype(np.float64) for w in start()], 0
    mine, m, v, adam = w.copy(), 0 * w, 0 * w, scratch.Adam(0.02)
    for step in range(100):
        g, t = gradients([w], step)[0], t + 1
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        w = w - 0.02 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-7)
        adam.apply(gradients([mine], step), [mine])
    np.testing.assert_allclose(mine, w, rtol=1e-10)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scratch.SGD(0),
        lambda: scratch.SGD(momentum=1),
        lambda: scratch.Adam(beta_1=-0.1),
        lambda: scratch.Adam(epsilon=0),
        lambda: scratch.AdamW(weight_decay=-1),
        lambda: scratch.SGD(clipnorm=1, clipvalue=1),
        lambda: scratch.SGD(clipnorm=0),
        lambda: scratch.Adagrad(np.nan),
        lambda: scratch.ExponentialDecay(0, 1, 1),
        lambda: scratch.CosineDecay(0.1, 10, warmup_steps=5),
        lambda: scratch.PiecewiseConstantDecay([1, 2], [0.1]),
    ],
)
def test_constants_out_of_their_range_are_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()


def test_an_optimizer_belongs_to_its_weights():
    optimizer, weights = scratch.Adam(), start()
    optimizer.apply(gradients(weights, 0), weights)
    with pytest.raises(ValueError, match="moved before"):
        optimizer.apply(gradients(weights, 0), start())
    with pytest.raises(ValueError, match="one gradient for each"):
        optimizer.apply(gradients(weights, 0)[:1], weights)


def test_the_learning_rate_may_change_between_two_steps():
    ours, theirs = scratch.SGD(0.1, momentum=0.5), keras.optimizers.SGD(0.1, momentum=0.5)
    (w, *_), gradient = start(), np.ones((6, 4), np.float32)
    mine, variable = w.copy(), keras.Variable(w)
    for rate in (0.1, 0.01):
        ours.learning_rate = theirs.learning_rate = rate
        ours.apply([gradient], [mine])
        theirs.apply([keras.ops.convert_to_tensor(gradient)], [variable])
    np.testing.assert_allclose(mine, as_array(variable), rtol=1e-6)


@pytest.mark.parametrize("shape", [(), (3,), (70_000,), (2, 70_000), (300, 200), (2, 300, 200)])
def test_weights_of_every_size_are_moved_whole_and_once(shape):
    weight = np.ones(shape)
    optimizer = scratch.SGD(0.5, momentum=0.5)
    for _ in range(2):
        optimizer.apply([np.ones(shape)], [weight])
    np.testing.assert_allclose(weight, 1 - 0.5 - 0.75)
