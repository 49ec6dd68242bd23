"""First weights at many scales: the engine, Keras one after the other, and a plain script.

    python benchmarks/initial_scales.py

The race of lesson 09 in small: five layers of 100 ReLU units on 2000 images of 28 x 28, batches of
100, gradient descent, four starts. Seconds of CPU on one thread, the least of several rounds that
take turns, a step and network. Keras is measured twice: with a new model for each network, as one
would write it, and with one compiled model whose weights are set anew. The plain script trains one
network after another in float64, a class for each kind of layer, as books do. Last, how near the
engine comes to the multiplications alone.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"

import time
from collections.abc import Callable

import numpy as np
from plain_script import Affine, Relu, learn, multiplications_per_second

import dlcourse as dl

SIZES, BATCH, EPOCHS, RATE, ROUNDS, NETWORKS = (784, *5 * [100], 10), 100, 4, 0.03, 3, 24
SCALES = (0.5, 1.0, 1.2, 1.4)  # of He's standard deviation: none diverges at this rate


def main() -> None:
    dl.setup(seed=0)
    digits = dl.datasets.load_mnist_5k(flat=True)
    mean, std = digits.x_train.mean(), digits.x_train.std()
    x, y = (digits.x_train[:2000] - mean) / std, digits.y_train[:2000]
    x_test, y_test = (digits.x_test - mean) / std, digits.y_test
    starts = [first_weights(seed) for seed in range(NETWORKS)]
    ways = {
        "scratch.mlp, all at once": lambda: engine(starts, x, y),
        "plain script, one by one": lambda: [plain(start, x, y) for start in starts[:2]],
        "Keras, a new model each": lambda: [new_model(start, x, y) for start in starts[:2]],
        "Keras, one model reset": resetter(starts, x, y),
    }
    steps = {name: EPOCHS * len(x) // BATCH * (NETWORKS if "all" in name else 2) for name in ways}
    times = {name: np.inf for name in ways}
    found = {}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            begun = time.process_time()
            found[name] = run()
            times[name] = min(times[name], (time.process_time() - begun) / steps[name])
    report(times, found, x_test, y_test)


def report(times: dict, found: dict, x_test: np.ndarray, y_test: np.ndarray) -> None:
    """Print a line for each way; what the first two networks read must agree."""
    ours, *_ = times.values()
    print(f"{'':26}{'us a step':>10}{'times ours':>12}   the first two networks read")
    for name, seconds in times.items():
        read = [accuracy(weights, x_test, y_test) for weights in found[name][:2]]
        print(f"{name:26}{1e6 * seconds:10.0f}{seconds / ours:12.1f}   {np.round(read, 3)}")
    limit = multiplications() / multiplications_per_second()
    print(f"{'multiplications alone':26}{1e6 * limit:10.0f}{limit / ours:12.1f}")


def first_weights(seed: int) -> list[np.ndarray]:
    """Return kernels and biases of one network; its scale is that of its turn."""
    rng, scale = np.random.default_rng(seed), SCALES[seed % len(SCALES)]
    weights = []
    for n, m in zip(SIZES, SIZES[1:], strict=False):
        weights += [rng.normal(0, scale * np.sqrt(2 / n), (n, m)), np.zeros(m)]
    return [w.astype(np.float32) for w in weights]


def engine(starts: list, x: np.ndarray, y: np.ndarray) -> list:
    networks = dl.scratch.mlp(SIZES, variants=len(starts))
    for weight, *given in zip(networks.weights, *starts, strict=True):
        weight[...] = given
    rates = np.full(len(starts), RATE)
    networks.fit(x, y, epochs=EPOCHS, batch_size=BATCH, seed=None, optimizer=dl.scratch.SGD(rates))
    return [[weight[i] for weight in networks.weights] for i in range(len(starts))]


def compiled():
    import keras

    layers = [keras.layers.Dense(n, activation="relu") for n in SIZES[1:-1]]
    model = keras.Sequential([keras.Input((SIZES[0],)), *layers, keras.layers.Dense(SIZES[-1])])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(RATE), loss)
    return model


def train(model, start: list, x: np.ndarray, y: np.ndarray) -> list:
    model.set_weights(start)
    model.fit(x, y, epochs=EPOCHS, batch_size=BATCH, shuffle=False, verbose=0)
    return model.get_weights()


def new_model(start: list, x: np.ndarray, y: np.ndarray) -> list:
    return train(compiled(), start, x, y)


def resetter(starts: list, x: np.ndarray, y: np.ndarray) -> Callable[[], list]:
    model = compiled()
    train(model, starts[0], x, y)  # traced before the clock runs
    return lambda: [train(model, start, x, y) for start in starts[:2]]


def plain(start: list, x: np.ndarray, y: np.ndarray) -> list:
    """Train one network by the plain script; return its weights."""
    affine = [Affine(w, b) for w, b in zip(start[::2], start[1::2], strict=True)]
    layers = [part for one in affine for part in (one, Relu())][:-1]
    learn(layers, x, y, epochs=EPOCHS, batch=BATCH, rate=RATE)
    return [array for one in affine for array in (one.w, one.b)]


def accuracy(weights: list, x: np.ndarray, y: np.ndarray) -> float:
    h = x
    for w, b in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        h = np.maximum(h @ w + b, 0)
    return float(np.mean((h @ weights[-2] + weights[-1]).argmax(axis=1) == y))


def multiplications() -> float:
    """Return the multiplications of one step: forward, twice as many back, less the first."""
    pairs = [n * m for n, m in zip(SIZES, SIZES[1:], strict=False)]
    return BATCH * (3 * sum(pairs) - pairs[0])


if __name__ == "__main__":
    main()
