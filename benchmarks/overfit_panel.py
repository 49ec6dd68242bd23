"""Networks held back in many ways: the engine, Keras one after the other, and a plain script.

    python benchmarks/overfit_panel.py

The panel of lesson 11 in small: seven layers, 784-100x6-10, 300 images, batches of 100, ten
epochs of gradient descent, without a remedy, with L2 and with dropout, eight starts each. Seconds
of CPU on one thread, the least of several rounds that take turns, a step and network. Keras is
measured twice: with a new model for each network, as one would write it, and with one compiled
model of each kind, whose weights are set anew. The plain script is that of a book, in float64, a
class for each kind of layer. What comes out must agree: without dropout all ways read the same;
dropout draws other numbers in each way, so there the accuracies are alike only. Last, how near the
engine comes to the multiplications alone: a script that did nothing else would gain no more.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"

import time

import numpy as np
from initial_scales import (
    Affine,
    Relu,
    accuracy,
    multiplications_per_second,
)

import dlcourse as dl

SIZES, BATCH, EPOCHS, RATE, ROUNDS, STARTS = (784, *6 * [100], 10), 100, 10, 0.05, 3, 8
L2, DROPOUT = 0.003, 0.15
REMEDIES = ("nothing", "L2", "dropout")


def main() -> None:
    dl.setup(seed=0)
    digits = dl.datasets.load_mnist_5k(flat=True)
    mean, std = digits.x_train.mean(), digits.x_train.std()
    x, y = (digits.x_train[:300] - mean) / std, digits.y_train[:300]
    test = (digits.x_test - mean) / std, digits.y_test
    starts = [first_weights(seed) for seed in range(STARTS)]
    compiled = {remedy: keras_model(remedy) for remedy in REMEDIES}
    for model in compiled.values():
        fit(model, starts[0], x, y)  # traced before the clock runs
    few = starts[:2]
    ways = {
        "scratch.mlp, all at once": lambda r: engine(starts, r, x, y),
        "plain script, one by one": lambda r: [plain(start, r, x, y) for start in few],
        "Keras, a new model each": lambda r: [fit(keras_model(r), start, x, y) for start in few],
        "Keras, one model reset": lambda r: [fit(compiled[r], start, x, y) for start in few],
    }
    report(*measured(ways), test)


def measured(ways: dict) -> tuple[dict, dict]:
    """Return seconds a step and network, and the weights found, both by way and remedy."""
    times, found = {}, {}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            for remedy in REMEDIES:
                begun = time.process_time()
                found[name, remedy] = run(remedy)
                seconds = time.process_time() - begun
                steps = EPOCHS * 300 // BATCH * len(found[name, remedy])
                key = name, remedy
                times[key] = min(times.get(key, np.inf), seconds / steps)
    return times, found


def report(times: dict, found: dict, test: tuple) -> None:
    """Print a line for each way: time by remedy, the ratio of their sums, what is read."""
    names = list(dict.fromkeys(name for name, _ in times))
    ours = sum(times[names[0], remedy] for remedy in REMEDIES)
    print(f"{'us a step and network':26}" + "".join(f"{remedy:>9}" for remedy in REMEDIES), end="")
    print(f"{'times ours':>12}   the first two networks of each read")
    for name in names:
        each = [times[name, remedy] for remedy in REMEDIES]
        read = [[accuracy(w, *test) for w in found[name, remedy][:2]] for remedy in REMEDIES]
        print(f"{name:26}" + "".join(f"{1e6 * one:9.0f}" for one in each), end="")
        print(f"{sum(each) / ours:12.1f}   {np.round(read, 2).tolist()}")
    pairs = [n * m for n, m in zip(SIZES, SIZES[1:], strict=False)]
    limit = BATCH * (3 * sum(pairs) - pairs[0]) / multiplications_per_second()
    print(f"{'multiplications alone':26}{1e6 * limit:9.0f}{'':18}{3 * limit / ours:12.1f}")


def first_weights(seed: int) -> list[np.ndarray]:
    """Return kernels and biases of one network, by He's start."""
    rng, weights = np.random.default_rng(seed), []
    for n, m in zip(SIZES, SIZES[1:], strict=False):
        weights += [rng.normal(0, np.sqrt(2 / n), (n, m)), np.zeros(m)]
    return [w.astype(np.float32) for w in weights]


def engine(starts: list, remedy: str, x: np.ndarray, y: np.ndarray) -> list:
    networks = dl.scratch.mlp(
        SIZES,
        variants=len(starts),
        kernel_regularizer=dl.scratch.L2(L2) if remedy == "L2" else None,
        dropout=DROPOUT if remedy == "dropout" else 0.0,
    )
    for weight, *given in zip(networks.weights, *starts, strict=True):
        weight[...] = given
    rates = np.full(len(starts), RATE)
    networks.fit(x, y, epochs=EPOCHS, batch_size=BATCH, seed=None, optimizer=dl.scratch.SGD(rates))
    return [[weight[i] for weight in networks.weights] for i in range(len(starts))]


def keras_model(remedy: str):
    import keras

    penalty = keras.regularizers.L2(L2) if remedy == "L2" else None
    layers = [keras.Input((SIZES[0],))]
    for n in SIZES[1:-1]:
        layers.append(keras.layers.Dense(n, activation="relu", kernel_regularizer=penalty))
        if remedy == "dropout":
            layers.append(keras.layers.Dropout(DROPOUT))
    layers.append(keras.layers.Dense(SIZES[-1], kernel_regularizer=penalty))
    model = keras.Sequential(layers)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(RATE), loss)
    return model


def fit(model, start: list, x: np.ndarray, y: np.ndarray) -> list:
    model.set_weights(start)
    model.fit(x, y, epochs=EPOCHS, batch_size=BATCH, shuffle=False, verbose=0)
    return model.get_weights()


class Dropout:
    """Some outputs set to 0 and the others enlarged, as a book writes it."""

    def __init__(self, rng: np.random.Generator):
        self.rng = rng

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.mask = (self.rng.random(x.shape) > DROPOUT) / (1 - DROPOUT)
        return x * self.mask

    def backward(self, dout: np.ndarray) -> np.ndarray:
        return dout * self.mask


def plain(start: list, remedy: str, x: np.ndarray, y: np.ndarray) -> list:
    """Train one network; the loss of each batch is computed, penalty included, as `fit` does."""
    affine = [Affine(w, b) for w, b in zip(start[::2], start[1::2], strict=True)]
    rng, layers = np.random.default_rng(0), []
    for one in affine[:-1]:
        layers += [one, Relu(), *([Dropout(rng)] if remedy == "dropout" else [])]
    layers.append(affine[-1])
    strength = L2 if remedy == "L2" else 0.0
    x, t, losses = x.astype(np.float64), np.eye(10)[y], []
    for _ in range(EPOCHS):
        for i in range(0, len(x), BATCH):
            losses.append(step(layers, affine, x[i : i + BATCH], t[i : i + BATCH], strength))
    return [array for one in affine for array in (one.w, one.b)]


def step(layers: list, affine: list, x: np.ndarray, t: np.ndarray, strength: float) -> float:
    """Take one step and return the loss before it."""
    out = x
    for layer in layers:
        out = layer.forward(out)
    out = np.exp(out - out.max(axis=1, keepdims=True))
    p = out / out.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log((p * t).sum(axis=1) + 1e-12))
    dout = (p - t) / len(x)
    for layer in reversed(layers):
        dout = layer.backward(dout)
    for one in affine:
        if strength:
            loss += strength * np.sum(one.w**2)
            one.dw += 2 * strength * one.w
        one.w -= RATE * one.dw
        one.b -= RATE * one.db
    return float(loss)


if __name__ == "__main__":
    main()
