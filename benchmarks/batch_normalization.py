"""Sixteen first scales with and without batch normalization: the engine, Keras, a plain script.

    python benchmarks/batch_normalization.py

The race of lesson 10: five layers of 40 ReLU units on 1344 digits of 8 x 8, batches of 64, gradient
descent, sixteen standard deviations of the first weights, from 1 to 0.0001, three starts each, at a
rate at which none diverges. Seconds of CPU on one thread, the least of several rounds that take
turns, a step and network, once with and once without batch normalization. Keras is measured twice:
with a new model for each network, as one would write it, and with one compiled model whose weights
are set anew. The plain script trains one network after another in float64, a class for each kind of
layer, as books do. All get the same weights and the same batches; the losses of the last epoch must
agree. Last, how near the engine comes to the multiplications alone.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"

import time
from collections.abc import Callable

import numpy as np
from plain_script import Affine, Relu, learn, multiplications_per_second

import dlcourse as dl

SIZES, BATCH, EPOCHS, RATE, ROUNDS, FEW = (64, *5 * [40], 10), 64, 6, 0.001, 3, 2
STDS = np.repeat(np.logspace(0, -4, 16), 3)
STEPS = 1344 // BATCH
PLACE = 6  # of two networks that learn with and without, in the middle of the island


def main() -> None:
    dl.setup(seed=0)
    digits = dl.datasets.load_digits(flat=True)
    mean, std = digits.x_train.mean(), digits.x_train.std()
    x, y = (digits.x_train[:1344] - mean) / std, digits.y_train[:1344]
    kernels = [first_kernels(std, seed) for seed, std in enumerate(STDS)]
    few = kernels[PLACE:][:FEW]
    for normalized in (False, True):
        measure(normalized, kernels, few, x, y)


def measure(normalized: bool, kernels: list, few: list, x: np.ndarray, y: np.ndarray) -> None:
    """Time all ways and print a line for each."""
    reset = resetter(normalized, few, x, y)
    ways = {
        "scratch.mlp, all at once": lambda: engine(normalized, kernels, x, y)[PLACE:][:FEW],
        "plain script, one by one": lambda: [plain(normalized, one, x, y) for one in few],
        "Keras, a new model each": lambda: [train(compiled(normalized), one, x, y) for one in few],
        "Keras, one model reset": reset,
    }
    times, found = dict.fromkeys(ways, np.inf), {}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            begun = time.process_time()
            found[name] = np.array(run())
            steps = EPOCHS * STEPS * (len(kernels) if "all" in name else FEW)
            times[name] = min(times[name], (time.process_time() - begun) / steps)
    ours = times["scratch.mlp, all at once"]
    head = f"{'with' if normalized else 'without'} batch normalization"
    print(f"\n{head:29}{'us a step':>10}{'times ours':>12}   losses of two networks, last epoch")
    for name, seconds in times.items():
        print(f"{name:29}{1e6 * seconds:10.0f}{seconds / ours:12.1f}   {found[name].round(4)}")
    pairs = [n * m for n, m in zip(SIZES, SIZES[1:], strict=False)]
    limit = BATCH * (3 * sum(pairs) - pairs[0]) / multiplications_per_second()
    print(f"{'multiplications alone':29}{1e6 * limit:10.0f}{limit / ours:12.1f}")


def first_kernels(std: float, seed: int) -> list[np.ndarray]:
    """Return the kernels of one network; all biases are 0."""
    rng = np.random.default_rng(seed)
    pairs = zip(SIZES, SIZES[1:], strict=False)
    return [rng.normal(0, std, pair).astype(np.float32) for pair in pairs]


def engine(normalized: bool, starts: list, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Train all at once; return the loss of the last epoch of each."""
    networks = dl.scratch.mlp(SIZES, variants=len(starts), batch_normalization=normalized)
    kernels = [weight for weight in networks.weights if weight.ndim == 3]
    for kernel, *given in zip(kernels, *starts, strict=True):
        kernel[...] = given
    sgd = dl.scratch.SGD(np.full(len(starts), RATE))
    with np.errstate(over="ignore", invalid="ignore"):
        history = networks.fit(x, y, epochs=EPOCHS, batch_size=BATCH, seed=None, optimizer=sgd)
    return history[-1]


def compiled(normalized: bool):
    import keras

    model = keras.Sequential([keras.Input((SIZES[0],))])
    for units in SIZES[1:-1]:
        model.add(keras.layers.Dense(units))
        if normalized:
            model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(SIZES[-1]))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(RATE), loss)
    return model


def train(model, kernels: list, x: np.ndarray, y: np.ndarray, blank: list | None = None) -> float:
    """Train a Keras model from these kernels; return the loss of the last epoch."""
    given, weights = iter(kernels), blank or model.get_weights()
    model.set_weights([next(given) if w.ndim == 2 else w for w in weights])
    history = model.fit(x, y, epochs=EPOCHS, batch_size=BATCH, shuffle=False, verbose=0)
    return history.history["loss"][-1]


def resetter(normalized: bool, few: list, x: np.ndarray, y: np.ndarray) -> Callable[[], list]:
    model = compiled(normalized)
    blank = model.get_weights()
    train(model, few[0], x, y, blank)  # traced before the clock runs
    return lambda: [train(model, kernels, x, y, blank) for kernels in few]


class BatchNorm:
    """Batch normalization in training, as a book writes it."""

    def __init__(self, units: int):
        self.gamma, self.beta = np.ones(units), np.zeros(units)
        self.running_mean, self.running_var = np.zeros(units), np.ones(units)

    def forward(self, x: np.ndarray) -> np.ndarray:
        mu = x.mean(axis=0)
        self.xc = x - mu
        var = np.mean(self.xc**2, axis=0)
        self.std = np.sqrt(var + 1e-3)
        self.xn = self.xc / self.std
        self.running_mean = 0.99 * self.running_mean + 0.01 * mu
        self.running_var = 0.99 * self.running_var + 0.01 * var
        return self.gamma * self.xn + self.beta

    def backward(self, dout: np.ndarray) -> np.ndarray:
        self.dbeta, self.dgamma = dout.sum(axis=0), np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dxc = dxn / self.std
        dstd = -np.sum((dxn * self.xc) / (self.std * self.std), axis=0)
        dvar = 0.5 * dstd / self.std
        dxc += (2.0 / len(dout)) * self.xc * dvar
        dmu = np.sum(dxc, axis=0)
        return dxc - dmu / len(dout)


def plain(normalized: bool, kernels: list, x: np.ndarray, y: np.ndarray) -> float:
    """Train one network by the plain script; return the mean loss of the last epoch."""
    layers = []
    for kernel in kernels:
        units = kernel.shape[1]
        layers += [Affine(kernel, np.zeros(units)), *[BatchNorm(units)] * normalized, Relu()]
    layers = layers[: -1 - normalized]  # nothing behind the last sums
    return learn(layers, x, y, epochs=EPOCHS, batch=BATCH, rate=RATE)


if __name__ == "__main__":
    main()
