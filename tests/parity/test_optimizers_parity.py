"""Optimizers, schedules and clipping against Keras, along a hundred steps."""

import keras
import numpy as np
import pytest

from dlcourse import scratch

MOMENTUM = {"learning_rate": 0.05, "momentum": 0.9}
ADAM = {"learning_rate": 0.02, "beta_1": 0.9, "beta_2": 0.999}
OPTIMIZERS = {
    "SGD": ("SGD", {"learning_rate": 0.1}),
    "momentum": ("SGD", MOMENTUM),
    "Nesterov": ("SGD", {**MOMENTUM, "nesterov": True}),
    "Adagrad": ("Adagrad", {"learning_rate": 0.1, "initial_accumulator_value": 0.125}),
    "Adagrad, constants": (
        "Adagrad",
        {"learning_rate": 0.1, "initial_accumulator_value": 0.5, "epsilon": 0.3},
    ),
    "RMSprop": ("RMSprop", {"learning_rate": 0.01}),
    "RMSprop, constants": ("RMSprop", {"learning_rate": 0.01, "rho": 0.7, "epsilon": 0.3}),
    "RMSprop, momentum": ("RMSprop", {"learning_rate": 0.01, "momentum": 0.8}),
    "RMSprop, centered": ("RMSprop", {"learning_rate": 0.01, "centered": True}),
    "RMSprop, all": (
        "RMSprop",
        {"learning_rate": 0.01, "rho": 0.8, "momentum": 0.5, "epsilon": 1e-3, "centered": True},
    ),
    "Adam": ("Adam", ADAM),
    "Adam, constants": (
        "Adam",
        {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.99, "epsilon": 1e-3},
    ),
    "AdamW": ("AdamW", {**ADAM, "weight_decay": 0.004}),
    "AdamW, constants": ("AdamW", {**ADAM, "weight_decay": 0.1, "beta_1": 0.8}),
    "clipvalue": ("SGD", {"learning_rate": 0.1, "clipvalue": 0.3}),
    "clipnorm": ("SGD", {"learning_rate": 0.1, "clipnorm": 0.5}),
    "global_clipnorm": ("SGD", {"learning_rate": 0.1, "global_clipnorm": 0.5}),
    "clipped Adam": ("Adam", {**ADAM, "global_clipnorm": 0.5}),
    "clipped RMSprop": ("RMSprop", {"learning_rate": 0.01, "momentum": 0.8, "clipvalue": 0.2}),
}
DECAY = {"initial_learning_rate": 0.1, "decay_steps": 20, "decay_rate": 0.5}
POLYNOMIAL = {"initial_learning_rate": 0.1, "decay_steps": 50, "end_learning_rate": 0.01}
COSINE = {"initial_learning_rate": 0.1, "decay_steps": 50}
WARM_UP = {"warmup_target": 0.2, "warmup_steps": 15}
SCHEDULES = {
    "ExponentialDecay": ("ExponentialDecay", DECAY),
    "ExponentialDecay, staircase": ("ExponentialDecay", {**DECAY, "staircase": True}),
    "InverseTimeDecay": ("InverseTimeDecay", DECAY),
    "InverseTimeDecay, staircase": ("InverseTimeDecay", {**DECAY, "staircase": True}),
    "PolynomialDecay": ("PolynomialDecay", POLYNOMIAL),
    "PolynomialDecay, squared": ("PolynomialDecay", {**POLYNOMIAL, "power": 2.0}),
    "CosineDecay": ("CosineDecay", {**COSINE, "alpha": 0.1}),
    "CosineDecay, warm-up": ("CosineDecay", {**COSINE, **WARM_UP}),
    "CosineDecay, warm-up from 0": (
        "CosineDecay",
        {**COSINE, **WARM_UP, "initial_learning_rate": 0.0},
    ),
    "PiecewiseConstantDecay": (
        "PiecewiseConstantDecay",
        {"boundaries": [20, 60], "values": [0.1, 0.05, 0.01]},
    ),
}
SHAPES = ((), (5,), (3, 4), (2, 3, 1))
#: How far the two may be apart anywhere on the path, absolutely plus relatively. That float64 stays
#: this near says that the rest, in float32, is rounding; most of it comes with Adam, of which Keras
#: computes `1 - beta_2 ** t` in 32 bit, too: at first that leaves four of seven digits.
NEAR = {"float64": 1e-13, "float32": 4e-6}
NEAR_ADAM = {"float64": 1e-13, "float32": 2e-5}


def make(module, kind, options, dtype="float64"):
    """Return an object of a module; Keras rounds some constants that are plain floats to 32 bit."""
    if dtype == "float64":
        options = {k: np.float64(v) if type(v) is float else v for k, v in options.items()}
    return getattr(module, kind)(**options)


def start(dtype="float32", seed=0):
    rng = np.random.default_rng(seed)
    return [np.asarray(rng.normal(size=shape), dtype=dtype) for shape in SHAPES]


def gradients(weights, step):
    """Return a gradient that depends on the weights, as that of a loss would."""
    noise = np.random.default_rng(step)
    return [
        np.asarray(
            np.linspace(0.2, 3, w.size).reshape(w.shape) * w + noise.normal(size=w.shape), w.dtype
        )
        for w in weights
    ]


def as_array(variable):
    return variable.value.numpy()


def assert_same_path(ours, theirs, dtype, steps=100):
    """Take the steps with both, each on its own path, and compare after each."""
    near = (NEAR_ADAM if isinstance(ours, scratch.Adam) else NEAR)[dtype]
    weights, variables = start(dtype), [keras.Variable(w, dtype=dtype) for w in start(dtype)]
    for step in range(steps):
        ours.apply(gradients(weights, step), weights)
        there = [as_array(v) for v in variables]
        theirs.apply([keras.ops.convert_to_tensor(g) for g in gradients(there, step)], variables)
        for mine, variable in zip(weights, variables, strict=True):
            other = as_array(variable)
            assert mine.dtype == other.dtype == dtype
            np.testing.assert_allclose(mine, other, rtol=near, atol=near)
    ways = [np.abs(w - first).max() for w, first in zip(weights, start(dtype), strict=True)]
    assert min(ways) > 0.005 and max(ways) > 0.1  # it is a path, and not a point


@pytest.fixture(params=NEAR)
def dtype(request):
    """Let Keras make its variables with this dtype, too: learning rates, running means."""
    usual = keras.config.floatx()
    keras.config.set_floatx(request.param)
    yield request.param
    keras.config.set_floatx(usual)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_hundred_steps_stay_with_keras(name, dtype):
    kind, options = OPTIMIZERS[name]
    ours, theirs = (make(m, kind, options, dtype) for m in (scratch, keras.optimizers))
    assert_same_path(ours, theirs, dtype)


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedules_equal_keras(name):
    kind, options = SCHEDULES[name]
    ours, theirs = (make(m, kind, options) for m in (scratch, keras.optimizers.schedules))
    if kind == "PiecewiseConstantDecay":  # of a list, Keras makes 32 bit
        expected = [np.float32(theirs(step)) for step in range(100)]
        np.testing.assert_array_equal([np.float32(ours(step)) for step in range(100)], expected)
    else:
        expected = [float(theirs(step)) for step in range(100)]
        np.testing.assert_allclose([ours(step) for step in range(100)], expected, rtol=1e-12)
    assert len({float(rate) for rate in expected}) > 2


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
def test_an_optimizer_follows_its_schedule(optimizer, dtype):
    options = {k: v for k, v in ADAM.items() if optimizer == "Adam"}
    ours, theirs = (
        make(module, optimizer, {**options, "learning_rate": schedule}, dtype)
        for module, schedules in (
            (scratch, scratch),
            (keras.optimizers, keras.optimizers.schedules),
        )
        for schedule in [make(schedules, "ExponentialDecay", DECAY, dtype)]
    )
    assert_same_path(ours, theirs, dtype)


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in OPTIMIZERS.values()}))
def test_constants_that_are_not_given_are_those_of_keras(kind):
    ours, theirs = getattr(scratch, kind)(), getattr(keras.optimizers, kind)().get_config()
    constants = {"learning_rate": ours.learning_rate, **ours.constants}
    for name, value in constants.items():
        assert value == pytest.approx(theirs[name]), name


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
    w, gradient = start()[2], np.ones((3, 4), np.float32)
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
