"""Glorot's start: uniform weights whose variance is a compromise between forward and back."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _glorot_uniform(n_in, n_out, seed):
    limit = np.sqrt(6 / (n_in + n_out))
    return np.random.default_rng(seed).uniform(-limit, limit, size=(n_in, n_out))


def _glorot_uniform_inputs(rng):
    seeds = rng.integers(1000, size=4).tolist()
    shapes = [(300, 200), (784, 100), (50, 400), (100, 100)]
    return [(*shape, seed) for shape, seed in zip(shapes, seeds, strict=True)]


def _statistics(returned, n_in, n_out, seed):
    """Return what does not hang on the draws, to about a per cent."""
    try:
        kernel = np.asarray(returned, dtype=np.float64)
    except (TypeError, ValueError):
        kernel = np.empty(0)
    if kernel.size < 2 or not np.isfinite(kernel).all():
        raise ValueError("Expected an array of finite numbers, the kernel.")
    return {
        "shape": np.array(kernel.shape),
        "standard deviation": kernel.std(),
        "largest weight": kernel.max(),
        "smallest weight": kernel.min(),
    }


def _by_deviation(n_in, n_out, seed):
    std = ((n_in + n_out) / 2) ** -0.5
    return std * 3**0.5 * (2 * np.random.default_rng(seed).random((n_in, n_out)) - 1)


def _by_keras(n_in, n_out, seed):
    import keras

    draw = keras.initializers.GlorotUniform(seed=seed)
    return keras.ops.convert_to_numpy(draw((n_in, n_out)))


def _drawn(limit, shape=lambda n_in, n_out: (n_in, n_out), low=-1):
    """Return an answer with another limit or shape."""

    def answer(n_in, n_out, seed):
        end = limit(n_in, n_out)
        return np.random.default_rng(seed).uniform(low * end, end, shape(n_in, n_out))

    return answer


def _normal(n_in, n_out, seed):
    std = np.sqrt(2 / (n_in + n_out))
    return np.random.default_rng(seed).normal(0, std, (n_in, n_out))


def _right_limit(n_in, n_out):
    return np.sqrt(6 / (n_in + n_out))


glorot_uniform = Exercise(
    name="glorot_uniform",
    reference=_glorot_uniform,
    right=[_by_deviation, _by_keras],
    inputs=_glorot_uniform_inputs,
    outcome=_statistics,
    rtol=2e-2,
    mistakes=[
        Mistake(
            "the deviation taken for the limit",
            "Uniform numbers from -a to a have the standard deviation a / √3, not a. Make the "
            "limits wider.",
            _drawn(lambda n_in, n_out: np.sqrt(2 / (n_in + n_out))),
        ),
        Mistake(
            "normal numbers",
            "The variance is right. But uniform numbers are asked, none of them beyond the limits.",
            _normal,
        ),
        Mistake(
            "the variance taken for the deviation",
            "Glorot's 2 / (inputs + outputs) is a variance. The standard deviation is its root.",
            _drawn(lambda n_in, n_out: 2 * np.sqrt(3) / (n_in + n_out)),
            also=[
                _drawn(lambda n_in, n_out: 2 / (n_in + n_out)),
                _drawn(lambda n_in, n_out: 6 / (n_in + n_out)),
            ],
        ),
        Mistake(
            "sum for mean",
            "The mean of inputs and outputs is half their sum.",
            _drawn(lambda n_in, n_out: np.sqrt(3 / (n_in + n_out))),
        ),
        Mistake(
            "inputs alone",
            "This looks at the way forward alone. Glorot takes the mean of inputs and outputs.",
            _drawn(lambda n_in, n_out: np.sqrt(3 / n_in)),
        ),
        Mistake(
            "outputs alone",
            "This looks at the way back alone. Glorot takes the mean of inputs and outputs.",
            _drawn(lambda n_in, n_out: np.sqrt(3 / n_out)),
        ),
        Mistake(
            "He's start",
            "The variance 2 / inputs is He's, for ReLU.",
            _drawn(lambda n_in, n_out: np.sqrt(6 / n_in)),
        ),
        Mistake(
            "only positive weights",
            "Half of the weights have to be negative, or the sums of a layer all grow upwards.",
            _drawn(_right_limit, low=0),
        ),
        Mistake(
            "lying kernel",
            "A kernel has one row for each input and one column for each unit.",
            _drawn(_right_limit, shape=lambda n_in, n_out: (n_out, n_in)),
        ),
        Mistake(
            "one number for each unit",
            "A kernel holds one weight for each pair of an input and a unit.",
            _drawn(_right_limit, shape=lambda n_in, n_out: (n_out,)),
            also=[_drawn(_right_limit, shape=lambda n_in, n_out: (n_in,))],
        ),
        Mistake(
            "one row short of shape",
            "All weights are there, but in one row. They belong into a table of inputs and units.",
            _drawn(_right_limit, shape=lambda n_in, n_out: (n_in * n_out,)),
        ),
    ],
    further="In Keras this is `keras.initializers.GlorotUniform`, the start of every `Dense`.",
    hints=[
        "Which variance does Glorot ask for? What is its root?",
        "Uniform numbers from -a to a have the variance a² / 3. Which a gives Glorot's?",
        "`rng.uniform(low, high, size=...)` draws them.",
    ],
)
