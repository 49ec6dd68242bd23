"""The race of lesson 08 on the engine, beside Keras fits and a NumPy script, one after the other.

    python benchmarks/optimizers_race.py

Five optimizers, each with 19 learning rates and 5 starts: 475 networks of 64-32-10 on the digits,
five epochs of batches of 32. Keras and the script train a sample of these networks, 2 and 4 of each
optimizer, and the rest is taken to cost as much; Keras resets one compiled model, so that it
translates each optimizer once. Seconds of CPU on one thread, all in one run.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"

import time
from collections.abc import Callable

import numpy as np

import dlcourse as dl

SIZES, BATCH, EPOCHS, STARTS = (64, 32, 10), 32, 5, 5
RATES = 10.0 ** np.arange(-4, 0.6, 0.25)
#: A rate at which each optimizer learns.
GOOD = {"SGD": 0.3, "momentum": 0.05, "Adagrad": 0.1, "RMSprop": 0.01, "Adam": 0.01}


def main() -> None:
    dl.setup(seed=0)
    digits = dl.datasets.load_digits(flat=True)
    x, y = digits.x_train.astype(np.float32), digits.y_train
    networks = len(GOOD) * len(RATES) * STARTS
    print(f"{networks} networks of {'-'.join(map(str, SIZES))}, {EPOCHS} epochs of {BATCH}")
    print(f"{'':28} {'CPU s':>8} {'of engine':>10} {'loss at a good rate':>20}")
    engine, best = engine_race(x, y)
    rows = [("engine, all at once", engine, best)]
    for name, train, each in [
        ("script, one by one", script, 4),
        ("Keras fit, one by one", KerasFits(), 2),
    ]:
        taken, losses = [], []
        for kind in GOOD:
            runs = [timed(train, kind, x, y, seed) for seed in range(each)]
            taken.append(np.mean([second for second, _ in runs]))
            losses.append(np.mean([loss for _, loss in runs]))
        rows.append((name, networks * np.mean(taken), np.mean(losses)))
    for name, taken, loss in rows:
        print(f"{name:28} {taken:8.1f} {taken / engine:9.1f}x {loss:20.3f}")
    print(f"{'limit: products alone':28} {limit(len(x), networks):8.1f}")


def engine_race(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Return seconds for all networks, the least of three runs, and the loss at the good rates."""

    def race() -> np.ndarray:
        rates, n = np.tile(RATES, STARTS), len(RATES) * STARTS
        nets = dl.scratch.mlp(SIZES, variants=len(GOOD) * n, seed=0)
        return nets.fit(
            x, y, epochs=EPOCHS, batch_size=BATCH, optimizer=[of_engine(k, rates) for k in GOOD]
        )

    runs = [timed(race) for _ in range(3)]
    losses = runs[0][1][-1].reshape(len(GOOD), STARTS, len(RATES)).mean(axis=1)
    nearest = [np.abs(RATES - good).argmin() for good in GOOD.values()]
    return min(second for second, _ in runs), losses[np.arange(len(GOOD)), nearest].mean()


def of_engine(kind: str, rate):
    if kind == "momentum":
        return dl.scratch.SGD(rate, momentum=0.9)
    more = {"initial_accumulator_value": 0.0} if kind == "Adagrad" else {}
    return getattr(dl.scratch, kind)(rate, **more)


class KerasFits:
    """One model of Keras, compiled once for each optimizer and put back for each training."""

    def __init__(self) -> None:
        self.compiled: dict = {}

    def __call__(self, kind: str, x: np.ndarray, y: np.ndarray, seed: int) -> float:
        import keras

        if kind not in self.compiled:
            model = dl.models.mlp(SIZES)
            options = {"momentum": ("SGD", {"momentum": 0.9})}.get(kind, (kind, {}))
            optimizer = getattr(keras.optimizers, options[0])(GOOD[kind], **options[1])
            loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
            model.compile(optimizer, loss)
            optimizer.build(model.trainable_variables)
            self.compiled[kind] = model, [v.numpy() for v in optimizer.variables]
        model, begun = self.compiled[kind]
        keras.utils.set_random_seed(seed)
        model.set_weights(dl.models.mlp(SIZES).get_weights())
        for variable, value in zip(model.optimizer.variables, begun, strict=True):
            variable.assign(value)
        return model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0).history["loss"][-1]


def script(kind: str, x: np.ndarray, y: np.ndarray, seed: int) -> float:
    """Train one network as a book does: dictionaries of arrays, float64, plain formulas."""
    rng, rate = np.random.default_rng(seed), GOOD[kind]
    x, target = x.astype(np.float64), np.eye(SIZES[2])[y]
    params = {}
    for number, (n_in, n_out) in enumerate(zip(SIZES, SIZES[1:], strict=False), start=1):
        limit = np.sqrt(6 / (n_in + n_out))
        params[f"W{number}"] = rng.uniform(-limit, limit, (n_in, n_out))
        params[f"b{number}"] = np.zeros(n_out)
    slots = [{name: np.zeros_like(value) for name, value in params.items()} for _ in range(2)]
    t = 0
    for _ in range(EPOCHS):
        order, losses = rng.permutation(len(x)), []
        for start in range(0, len(x), BATCH):
            rows = order[start : start + BATCH]
            loss, grads = gradients(params, x[rows], target[rows])
            losses.append(loss)
            t += 1
            for name in params:
                params[name] -= step(kind, rate, grads[name], slots[0], slots[1], name, t)
    return float(np.mean(losses))


def gradients(params: dict, x: np.ndarray, target: np.ndarray) -> tuple[float, dict]:
    """Return the loss of a batch, and its gradients by name."""
    sums = x @ params["W1"] + params["b1"]
    hidden = np.maximum(sums, 0)
    scores = hidden @ params["W2"] + params["b2"]
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log((p * target).sum(axis=1) + 1e-7))
    delta = (p - target) / len(x)
    grads = {"W2": hidden.T @ delta, "b2": delta.sum(axis=0)}
    delta = delta @ params["W2"].T * (sums > 0)
    return loss, {**grads, "W1": x.T @ delta, "b1": delta.sum(axis=0)}


def step(kind: str, rate: float, g: np.ndarray, m: dict, v: dict, name: str, t: int) -> np.ndarray:
    """Return what to take off one array of weights."""
    if kind == "SGD":
        return rate * g
    if kind == "momentum":
        m[name] = 0.9 * m[name] + rate * g
        return m[name]
    if kind == "Adagrad":
        v[name] += g * g
        return rate * g / (np.sqrt(v[name]) + 1e-7)
    if kind == "RMSprop":
        v[name] = 0.9 * v[name] + 0.1 * g * g
        return rate * g / (np.sqrt(v[name]) + 1e-7)
    m[name] = 0.9 * m[name] + 0.1 * g
    v[name] = 0.999 * v[name] + 0.001 * g * g
    alpha = rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    return alpha * m[name] / (np.sqrt(v[name]) + 1e-7)


def limit(samples: int, networks: int) -> float:
    """Return the seconds that the matrix products alone would take at this machine's best."""
    d, h, k = SIZES
    a = np.ones((1024, 1024), np.float32)
    best = min(timed(lambda: a @ a)[0] for _ in range(10))
    return EPOCHS * samples * networks * (2 * d * h + 3 * h * k) / 1024**3 * best


def timed(run: Callable, *arguments) -> tuple:
    start = time.process_time()
    result = run(*arguments)
    return time.process_time() - start, result


if __name__ == "__main__":
    main()
