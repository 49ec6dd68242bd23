"""The trials of a search: the engine, Keras one after the other, and a plain script.

    python benchmarks/search_trials.py

Random learning rates and penalties for two networks: that of lesson 12, with 1,000 trials on images
of 7 x 7, and a larger one, with 100 trials on images of 14 x 14. Seconds of CPU on one thread, the
least of several rounds that take turns, a trial. Keras is measured with a new model for each trial,
as one would write it. (`benchmarks/initial_scales.py` shows what it gains from a model that is set
anew; here a penalty is part of the model.) The plain script trains one network after another in
float64, a class for each kind of layer, as books do. Rates stay where no trial diverges, so that
all three must read the same images. Last, how near the engine comes to the multiplications alone.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"

import time
from typing import NamedTuple

import numpy as np
from initial_scales import Affine, Relu, multiplications_per_second

import dlcourse as dl

ROUNDS, FEW, BATCH = 3, 3, 50


class Search(NamedTuple):
    """A size of the problem: units of each layer, images to train, epochs, and how many trials."""

    sizes: tuple[int, ...]
    n_train: int
    epochs: int
    trials: int


SEARCHES = (Search((49, 20, 20, 10), 500, 8, 1000), Search((196, 50, 50, 10), 1000, 20, 100))


def main() -> None:
    dl.setup(seed=0)
    for search in SEARCHES:
        measure(search)


def measure(search: Search) -> None:
    """Time the three ways on one search, and print what they took and read."""
    x, y = images(round(search.sizes[0] ** 0.5))
    part, val = slice(search.n_train), slice(search.n_train, search.n_train + 500)
    rng = np.random.default_rng(0)
    rates, penalties = 10 ** rng.uniform([[-3], [-8]], [[-1], [-3]], (2, search.trials))
    starts = [first_weights(search.sizes, seed) for seed in range(search.trials)]
    few = list(zip(starts, rates.tolist(), penalties.tolist(), strict=True))[:FEW]
    data, judged = (x[part], y[part]), (x[val], y[val])
    ways = {
        "scratch.mlp, all at once": lambda: engine(search, starts, rates, penalties, *data),
        "plain script, one by one": lambda: [plain(search, *one, *data) for one in few],
        "Keras, a new model each": lambda: [fitted(search, *one, *data) for one in few],
    }
    times, found = dict.fromkeys(ways, np.inf), {}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            begun = time.process_time()
            found[name] = run()
            seconds = (time.process_time() - begun) / len(found[name])
            times[name] = min(times[name], seconds)
    report(search, times, {n: [accuracy(w, *judged) for w in f[:FEW]] for n, f in found.items()})


def report(search: Search, times: dict, read: dict) -> None:
    """Print a line for each way; what they read of the first trials must agree."""
    ours, *_ = times.values()
    print(f"{search.trials} trials of {'-'.join(map(str, search.sizes))}, {search.epochs} epochs")
    print(f"{'':26}{'ms a trial':>10}{'all, s':>9}{'times ours':>12}   the first trials read")
    for name, seconds in times.items():
        every = search.trials * seconds
        told = np.round(read[name], 3)
        print(f"{name:26}{1e3 * seconds:10.2f}{every:9.1f}{seconds / ours:12.1f}   {told}")
    limit = multiplications(search) / multiplications_per_second()
    alone = f"{1e3 * limit:10.2f}{search.trials * limit:9.1f}{limit / ours:12.2f}"
    print(f"{'multiplications alone':26}{alone}\n")


def images(side: int) -> tuple[np.ndarray, np.ndarray]:
    """Return 5,000 digits, each pixel the mean of a square, and their labels."""
    digits = dl.datasets.load_mnist_5k()
    x = np.concatenate([digits.x_train, digits.x_test])
    step = 28 // side
    x = x.reshape(-1, side, step, side, step).mean(axis=(2, 4)).reshape(len(x), -1)
    return (x - x[:500].mean()) / x[:500].std(), np.concatenate([digits.y_train, digits.y_test])


def first_weights(sizes: tuple[int, ...], seed: int) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    weights = []
    for n, m in zip(sizes, sizes[1:], strict=False):
        weights += [rng.normal(0, np.sqrt(2 / n), (n, m)), np.zeros(m)]
    return [w.astype(np.float32) for w in weights]


def engine(search: Search, starts, rates, penalties, x, y) -> list:
    penalty = dl.scratch.L2(penalties)
    networks = dl.scratch.mlp(search.sizes, variants=len(starts), kernel_regularizer=penalty)
    for weight, *given in zip(networks.weights, *starts, strict=True):
        weight[...] = given
    options = {"epochs": search.epochs, "batch_size": BATCH, "seed": None}
    networks.fit(x, y, **options, optimizer=dl.scratch.SGD(rates))
    return [[weight[i] for weight in networks.weights] for i in range(len(starts))]


def fitted(search: Search, start, rate: float, penalty: float, x, y) -> list:
    import keras

    units, l2 = search.sizes[1:], keras.regularizers.L2(penalty)
    names = [*["relu"] * (len(units) - 1), None]
    layers = [
        keras.layers.Dense(n, activation=name, kernel_regularizer=l2)
        for n, name in zip(units, names, strict=True)
    ]
    model = keras.Sequential([keras.Input((search.sizes[0],)), *layers])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(rate), loss)
    model.set_weights(start)
    model.fit(x, y, epochs=search.epochs, batch_size=BATCH, shuffle=False, verbose=0)
    return model.get_weights()


def plain(search: Search, start, rate: float, penalty: float, x, y) -> list:
    """Train one network; the loss of each batch is computed, as `fit` does."""
    affine = [Affine(w, b) for w, b in zip(start[::2], start[1::2], strict=True)]
    layers = [part for one in affine for part in (one, Relu())][:-1]
    x, t, losses = x.astype(np.float64), np.eye(10)[y], []
    for _ in range(search.epochs):
        for i in range(0, len(x), BATCH):
            out = x[i : i + BATCH]
            for layer in layers:
                out = layer.forward(out)
            out = np.exp(out - out.max(axis=1, keepdims=True))
            p = out / out.sum(axis=1, keepdims=True)
            loss = -np.mean(np.log((p * t[i : i + BATCH]).sum(axis=1) + 1e-12))
            losses.append(loss + penalty * sum(np.sum(one.w**2) for one in affine))
            dout = (p - t[i : i + BATCH]) / BATCH
            for layer in reversed(layers):
                dout = layer.backward(dout)
            for one in affine:
                one.w -= rate * (one.dw + 2 * penalty * one.w)
                one.b -= rate * one.db
    return [array for one in affine for array in (one.w, one.b)]


def accuracy(weights: list, x: np.ndarray, y: np.ndarray) -> float:
    h = x
    for w, b in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        h = np.maximum(h @ w + b, 0)
    return float(np.mean((h @ weights[-2] + weights[-1]).argmax(axis=1) == y))


def multiplications(search: Search) -> float:
    """Return the multiplications of one trial: forward, twice as many back, less the first."""
    pairs = [n * m for n, m in zip(search.sizes, search.sizes[1:], strict=False)]
    return search.epochs * search.n_train * (3 * sum(pairs) - pairs[0])


if __name__ == "__main__":
    main()
