"""Recurrent layers: what a step of training costs here, alone and many at once, and in Keras.

    python benchmarks/recurrent.py

One recurrent layer of 32 units and a Dense layer, 64 sequences of 50 steps with 2 inputs, Adam.
Seconds of CPU on one thread, the least of several rounds that take turns, a step and network. Keras
is measured with and without `jit_compile`, by `train_on_batch` on a compiled and traced model; the
time of its first step, tracing included, stands beside it. All get the same weights and the same
batch; the losses of the last step must agree.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"

import time

import numpy as np

import dlcourse as dl

UNITS, INPUTS, STEPS, BATCH, ROUNDS, REPEATS, MANY = 32, 2, 50, 64, 5, 5, 8
RATE = 0.001


def main() -> None:
    dl.setup(seed=0)
    rng = np.random.default_rng(0)
    x = rng.normal(size=(BATCH, STEPS, INPUTS)).astype("float32")
    y = rng.normal(size=(BATCH, 1)).astype("float32")
    print(f"{'':38}{'ms a step':>10}{'times ours':>12}{'first, s':>10}   last loss")
    for kind in ("SimpleRNN", "LSTM", "GRU"):
        measure(kind, x, y)


def measure(kind: str, x: np.ndarray, y: np.ndarray) -> None:
    """Time all ways for one kind of layer, and print a line for each."""
    begun = time.process_time()
    plain = compiled(kind, jit=False)
    weights = plain.get_weights()
    ways, firsts = {}, {}
    for name, model in [("Keras", plain), ("Keras, jit_compile", compiled(kind, jit=True))]:
        model.set_weights(weights)
        begun = time.process_time()
        model.train_on_batch(x, y)
        firsts[name] = time.process_time() - begun
        ways[name] = (model.train_on_batch, 1)
    for name, n in [("scratch", None), (f"scratch, {MANY} at once", MANY)]:
        network, optimizer = scratch_twin(kind, weights, n), dl.scratch.Adam(RATE)
        network.train_on_batch(x, y, optimizer)
        ways[name] = (
            lambda x, y, network=network, optimizer=optimizer: network.train_on_batch(
                x, y, optimizer
            ),
            n or 1,
        )
    report(kind, ways, firsts, x, y)


def report(kind: str, ways: dict, firsts: dict, x: np.ndarray, y: np.ndarray) -> None:
    times, losses = dict.fromkeys(ways, np.inf), {}
    for _ in range(ROUNDS):
        for name, (step, n) in ways.items():
            begun = time.process_time()
            for _ in range(REPEATS):
                losses[name] = np.ravel(step(x, y))[0]
            times[name] = min(times[name], (time.process_time() - begun) / REPEATS / n)
    ours = times["scratch"]
    for name, seconds in times.items():
        first = f"{firsts[name]:10.2f}" if name in firsts else " " * 10
        label = f"{kind}: {name}"
        print(f"{label:38}{1e3 * seconds:10.2f}{seconds / ours:12.2f}{first}   {losses[name]:.4f}")


def compiled(kind: str, jit: bool):
    """Return a Keras model that is ready to be trained."""
    import keras

    layers = [getattr(keras.layers, kind)(UNITS), keras.layers.Dense(1)]
    model = keras.Sequential([keras.Input((STEPS, INPUTS)), *layers])
    model.compile(keras.optimizers.Adam(RATE), "mse", jit_compile=jit)
    return model


def scratch_twin(kind: str, weights: list[np.ndarray], n: int | None) -> dl.scratch.Network:
    """Return a network with these weights, or many with the same."""
    if n is not None:
        weights = [np.stack(n * [weight]) for weight in weights]
    layers = [getattr(dl.scratch, kind)(*weights[:3]), dl.scratch.Dense(*weights[3:])]
    return dl.scratch.Network(layers, dl.scratch.MeanSquaredError())


if __name__ == "__main__":
    main()
