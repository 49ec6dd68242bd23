"""Train a network bare, and with each recorder watching it: CPU seconds of each.

Run `python benchmarks/recorders.py [ROUNDS]`. Equal: model, start, data (60,000 rows of 784
numbers, as MNIST, drawn at random), 2 epochs of batches of 128, one thread, and at the end the same
weights, which is checked. One compiled model serves all runs; the variants take turns, after one
round that does not count.
"""

import os
import statistics
import sys
import time

os.environ |= dict.fromkeys(
    ["OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"], "1"
)

import dlcourse as dl  # noqa: E402  the threads are counted when the backend is imported

dl.setup(seed=1)

import keras  # noqa: E402
import numpy as np  # noqa: E402

N_SAMPLES, EPOCHS, BATCH = 60_000, 2, 128


def make_model() -> keras.Model:
    layers = [keras.layers.Dense(n, "relu", name=f"hidden_{n}") for n in (256, 128)]
    model = keras.Sequential([keras.Input((784,)), *layers, keras.layers.Dense(10, name="output")])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.01), loss)
    return model


def main(rounds: int) -> None:
    rng = np.random.default_rng(0)
    x = rng.random((N_SAMPLES, 784), dtype=np.float32)
    y = rng.integers(0, 10, N_SAMPLES)
    few, few_y = x[:128], y[:128]
    variants = {
        "bare fit": lambda: [],
        "WeightRecorder": lambda: [dl.callbacks.WeightRecorder()],
        "GradientRecorder": lambda: [dl.callbacks.GradientRecorder(few, few_y)],
        "ActivationRecorder": lambda: [dl.callbacks.ActivationRecorder(few)],
        "LiveCurve (not drawn)": lambda: [dl.callbacks.LiveCurve(draw=lambda history: None)],
        "all four": lambda: [c for name in list(variants)[1:5] for c in variants[name]()],
        "WeightRecorder(every=10)": lambda: [dl.callbacks.WeightRecorder(every=10)],
    }
    model = make_model()
    start, ends, seconds = model.get_weights(), [], {name: [] for name in variants}
    for counts in [False] + [True] * rounds:
        for name, recorders in variants.items():
            model.set_weights(start)
            before = time.process_time()
            model.fit(
                x,
                y,
                batch_size=BATCH,
                epochs=EPOCHS,
                shuffle=False,
                verbose=0,
                callbacks=recorders(),
            )
            if counts:
                seconds[name].append(time.process_time() - before)
            ends.append(model.get_weights()[0])
    assert all(np.array_equal(end, ends[0]) for end in ends), "the trainings ended differently"
    bare = seconds["bare fit"]
    print(f"median of {rounds:<16}{'CPU s':>8}{'ratio to the bare fit of its round':>38}")
    for name, values in seconds.items():
        ratio = statistics.median(a / b for a, b in zip(values, bare, strict=True))
        print(f"{name:<26}{statistics.median(values):>8.2f}{ratio:>12.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5)
