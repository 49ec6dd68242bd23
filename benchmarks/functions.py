"""Time the scratch functions against naive NumPy and against Keras: ratios from one run.

Run `python benchmarks/functions.py [ROUNDS]`. Every function answers the same array of shape
(1000, 1000), float32, half of it below zero; every loss the same predictions, of shape (1000, 1000)
and of shape (100, 50). Each figure is CPU time of one thread, the least of all rounds; the three
take turns within a round. "naive" is the formula as a textbook prints it, which may overflow; it
stands where it says something.

For the slopes, Keras takes a forward and a backward pass: it has no derivatives of its own.
"""

import math
import os
import sys
import time

_THREADS = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]
_THREADS += ["TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"]
os.environ |= dict.fromkeys(_THREADS, "1")

import dlcourse as dl  # noqa: E402  the threads are counted when the backend is imported

dl.setup(seed=1)

import keras  # noqa: E402
import numpy as np  # noqa: E402

from dlcourse import scratch  # noqa: E402

_erf = np.frompyfunc(math.erf, 1, 1)

NAIVE = {
    "sigmoid": lambda z: np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z))),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.2 * z),
    "elu": lambda z: np.where(z > 0, z, np.exp(z) - 1),
    "selu": lambda z: (
        scratch.activations.SELU_SCALE
        * np.where(z > 0, z, scratch.activations.SELU_ALPHA * np.expm1(z))
    ),
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "silu": lambda z: z / (1 + np.exp(-z)),
    "gelu": lambda z: z * (1 + _erf(z / math.sqrt(2)).astype(z.dtype)) / 2,
}
NAIVE_SLOPES = {
    "sigmoid": lambda z: NAIVE["sigmoid"](z) * (1 - NAIVE["sigmoid"](z)),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: np.where(z > 0, 1, 0),
    "leaky_relu": lambda z: np.where(z > 0, 1, 0.2),
    "elu": lambda z: np.where(z > 0, 1, np.exp(z)),
}
LOSSES = {
    "MeanSquaredError": {},
    "MeanAbsoluteError": {},
    "Huber": {},
    "BinaryCrossentropy": {"from_logits": True},
    "CategoricalCrossentropy": {"from_logits": True},
    "SparseCategoricalCrossentropy": {"from_logits": True},
}


def least(calls: dict, rounds: int) -> dict[str, float]:
    """Return the least CPU milliseconds of each call; the calls take turns."""
    best = dict.fromkeys(calls, math.inf)
    for _ in range(rounds):
        for name, call in calls.items():
            before = time.process_time()
            call()
            best[name] = min(best[name], (time.process_time() - before) * 1e3)
    return best


def slopes_of_keras(function, z):
    """Return a call for the gradient of the sum of `function(z)`, or None without TensorFlow."""
    if keras.backend.backend() != "tensorflow":
        return None
    import tensorflow as tf

    def call():
        with tf.GradientTape() as tape:
            tape.watch(z)
            y = function(z)
        return tape.gradient(y, z)

    return call


def activation_calls(name: str, z: np.ndarray) -> tuple[dict, dict]:
    """Return the calls for the value and for the slope of one activation function."""
    ours, theirs = getattr(scratch, name), getattr(keras.activations, name)
    tensor = keras.ops.convert_to_tensor(z)
    values = {"scratch": lambda: ours(z), "Keras": lambda: theirs(tensor)}
    slopes = {"scratch": lambda: ours.derivative(z), "Keras": slopes_of_keras(theirs, tensor)}
    if name in NAIVE:
        values["naive"] = lambda: NAIVE[name](z)
    if name in NAIVE_SLOPES:
        slopes["naive"] = lambda: NAIVE_SLOPES[name](z)
    return values, {who: call for who, call in slopes.items() if call}


def loss_calls(name: str, options: dict, y_pred: np.ndarray) -> dict:
    """Return the calls for the value of one loss, and of ours for its gradient."""
    ours, theirs = getattr(scratch, name)(**options), getattr(keras.losses, name)(**options)
    rng = np.random.default_rng(1)
    labels = rng.integers(0, y_pred.shape[1], len(y_pred))
    y_true = np.eye(y_pred.shape[1], dtype="float32")[labels]
    y_true = labels if name.startswith("Sparse") else y_true
    tensors = keras.ops.convert_to_tensor(y_true), keras.ops.convert_to_tensor(y_pred)
    return {
        "scratch": lambda: ours(y_true, y_pred),
        "Keras": lambda: theirs(*tensors),
        "gradient": lambda: ours.gradient(y_true, y_pred),
    }


def report(name: str, milliseconds: dict[str, float]) -> None:
    """Print the times of one function and the ratios to ours."""
    ours = milliseconds["scratch"]
    others = [f"{who} {ms:8.3f} ({ms / ours:5.2f} x)" for who, ms in milliseconds.items()]
    print(f"{name:<44}" + "   ".join(others))


def main(rounds: int) -> None:
    z = (np.random.default_rng(0).normal(size=(1000, 1000)) * 3).astype("float32")
    with np.errstate(over="ignore"):
        for name in NAIVE:
            values, slopes = activation_calls(name, z)
            report(name, least(values, rounds))
            report(f"{name}, slope", least(slopes, rounds))
    for name, options in LOSSES.items():
        for y_pred in (z, np.ascontiguousarray(z[:100, :50])):
            report(f"{name} {y_pred.shape}", least(loss_calls(name, options, y_pred), rounds))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 9)
