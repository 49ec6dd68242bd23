"""Many networks at once: `scratch.mlp` beside Keras fits, a bare loop, and what a processor can do.

    python benchmarks/variants.py

Digits, 64-32-10, batches of 32, Adam. Seconds of CPU on one thread, the least of several rounds
that take turns, so that the ratios hold on a busy machine, too.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"

import time
from collections.abc import Callable

import numpy as np

import dlcourse as dl

COUNTS, EPOCHS, ROUNDS, BATCH = (1, 8, 32, 128), {1: 8, 8: 4, 32: 2, 128: 1}, 9, 32
SIZES, RATE = (64, 32, 10), 0.001


def main() -> None:
    dl.setup(seed=0)
    digits = dl.datasets.load_digits(flat=True)
    x, y = digits.x_train.astype(np.float32), digits.y_train
    keras_step, limit_step = keras_seconds(x, y), multiplications() / multiplications_per_second()
    print("microseconds of CPU a step and network; in brackets, a bare loop without any loss")
    print(f"{'networks':>8} {'scratch':>8} {'bare':>16} {'limit':>6} {'of bare':>16} {'Keras':>6}")
    for n in COUNTS:
        ours, bare, blind = side_by_side(x, y, n)
        print(
            f"{n:8} {1e6 * ours:8.1f} {1e6 * bare:7.1f} ({1e6 * blind:6.1f}) "
            f"{1e6 * limit_step:6.1f} {ours / bare:7.2f} ({ours / blind:6.2f}) "
            f"{keras_step / ours:5.0f}x"
        )


def side_by_side(x: np.ndarray, y: np.ndarray, n: int) -> list[float]:
    """Return seconds a step and network of `scratch.mlp`, and of the bare loop with and without.

    All start anew in each round: late in a training, gradients of nearly 0 take their time.
    """

    def ours() -> None:
        networks, adam = dl.scratch.mlp(SIZES, variants=n), dl.scratch.Adam(RATE)
        networks.fit(x, y, epochs=EPOCHS[n], batch_size=BATCH, optimizer=adam)

    def bare(losses: bool) -> list:
        return [bare_loop(x, y, min(n, 32), EPOCHS[n], losses) for _ in range(0, n, 32)]

    contestants = ours, lambda: bare(True), lambda: bare(False)
    steps = EPOCHS[n] * -(-len(x) // BATCH) * n
    rounds = [[seconds(run) / steps for run in contestants] for _ in range(ROUNDS)]
    return np.min(rounds, axis=0).tolist()


def bare_loop(x: np.ndarray, y: np.ndarray, n: int, epochs: int, losses: bool) -> list:
    """Train with preallocated arrays and nothing else: no checks, no other layers.

    It takes the steps of `fit`, and the losses of `fit` if asked: no training needs them, and
    nobody trains without.
    """
    (d, h, k), rng = SIZES, np.random.default_rng(0)
    ends = np.cumsum([d * h, h, h * k, k])
    weights = rng.normal(0, 0.1, (n, ends[-1])).astype(np.float32)
    gradient, m, v, spare = (np.zeros_like(weights) for _ in range(4))
    shapes = ((n, d, h), (n, 1, h), (n, h, k), (n, 1, k))
    (w1, b1, w2, b2), (g1, c1, g2, c2) = (
        [part.reshape(s) for part, s in zip(np.split(a, ends[:-1], axis=1), shapes, strict=True)]
        for a in (weights, gradient)
    )
    one_hot, history = np.eye(k, dtype=np.float32)[y], []
    orders = [rng.permutation(len(x)) for _ in range(epochs)]
    batches = [order[i : i + BATCH] for order in orders for i in range(0, len(x), BATCH)]
    for t, rows in enumerate(batches, start=1):
        xb, tb = x[rows], one_hot[rows]
        hidden = np.matmul(xb, w1)
        hidden += b1
        np.maximum(hidden, 0, out=hidden)
        p = np.matmul(hidden, w2)
        p += b2
        p -= p.max(axis=-1, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(axis=-1, keepdims=True)
        if losses:
            history.append(-np.log((p * tb).sum(axis=-1)).mean(axis=-1))
        p -= tb
        p /= len(rows)
        g2[...] = hidden.swapaxes(1, 2) @ p
        np.sum(p, axis=1, keepdims=True, out=c2)
        dh = p @ w2.swapaxes(1, 2)
        dh *= hidden > 0
        g1[...] = xb.T @ dh
        np.sum(dh, axis=1, keepdims=True, out=c1)
        for mean, power, keep in ((m, gradient, 0.9), (v, np.square(gradient, out=spare), 0.999)):
            mean *= keep
            mean += (1 - keep) * power
        alpha = RATE * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t)
        np.sqrt(v, out=spare)
        spare += 1e-7
        np.divide(m, spare, out=spare)
        spare *= alpha
        weights -= spare
    return history


def keras_seconds(x: np.ndarray, y: np.ndarray) -> float:
    """Return seconds a step of one Keras model, ten epochs of `fit`, its tracing included."""
    times = []
    for _ in range(2):
        model = dl.models.mlp(SIZES)
        loss = keras_loss()
        model.compile("adam", loss)
        times.append(seconds(lambda m=model: m.fit(x, y, batch_size=BATCH, epochs=10, verbose=0)))
    return min(times) / (10 * -(-len(x) // BATCH))


def keras_loss():
    import keras

    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def multiplications() -> float:
    """Return the multiplications of one step: forward, and twice as many back, less the first."""
    d, h, k = SIZES
    return BATCH * (2 * d * h + 3 * h * k)


def multiplications_per_second() -> float:
    """Measure what one thread does in a large float32 product."""
    a = np.ones((1024, 1024), np.float32)
    return 1024**3 / min(seconds(lambda: a @ a) for _ in range(10))


def seconds(run: Callable) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    main()
