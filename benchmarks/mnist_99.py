"""Read 99 % of MNIST's 10,000 test images: the seconds that plain Keras takes, for several starts.

Run `python benchmarks/mnist_99.py [SEEDS] [--data MNIST.NPZ]` on a quiet machine. Without --data,
the file is that of DLCOURSE_MNIST, or Keras' own, which it downloads once (11 MB). Equal for both
networks: 60,000 images, 3 epochs of batches of 100, Adam, a rate that rises and falls, the seeds;
they take turns. The time is that of `fit`, with the tracing of its graph, without the import. The
test images are read once per training, after it; 99 % of 10,000 has a standard error of 0.1 points.

The first network shrinks its images by strides, so that no map is computed to be thrown away by
pooling; the second is that of lesson 14.
"""

import argparse
import os
import statistics
import time

import numpy as np

import dlcourse as dl

EPOCHS, BATCH, RATE, RISE = 3, 100, 0.004, 0.1  # RISE: share of the steps in which the rate rises


def strided() -> list:
    from keras import layers

    return [
        layers.Conv2D(16, 5, strides=2, activation="relu"),
        layers.Conv2D(32, 3, strides=2, activation="relu"),
        layers.Conv2D(64, 3, activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10),
    ]


def pooled() -> list:
    from keras import layers

    return [
        layers.Conv2D(8, 5, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(24, 5, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10),
    ]


def load(path: str | None) -> tuple[np.ndarray, ...]:
    """Return images, shape (n, 28, 28, 1), and digits for training, then those for testing."""
    if path is None:
        data = dl.datasets.load_mnist()
        return data.x_train[..., None], data.y_train, data.x_test[..., None], data.y_test
    with np.load(path) as file:
        x_train, x_test = (file[key][..., None] / np.float32(255) for key in ("x_train", "x_test"))
        return x_train, file["y_train"], x_test, file["y_test"]


def compiled(network: list):
    import keras

    model = keras.Sequential([keras.Input((28, 28, 1)), *network])
    steps = EPOCHS * 60_000 // BATCH
    rise = round(RISE * steps)
    rate = keras.optimizers.schedules.CosineDecay(
        RATE / 100, steps - rise, warmup_target=RATE, warmup_steps=rise
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, steps_per_execution=20)
    return model


def run(network: list, seed: int, data: tuple[np.ndarray, ...]) -> tuple[float, float, float]:
    """Train once; return the share of test images read, seconds on the clock, seconds of CPU."""
    import keras

    x_train, y_train, x_test, y_test = data
    keras.utils.set_random_seed(seed)
    model = compiled(network)
    clock, cpu = time.perf_counter(), time.process_time()
    model.fit(x_train, y_train, batch_size=BATCH, epochs=EPOCHS, verbose=0)
    seconds = time.perf_counter() - clock, time.process_time() - cpu
    read = model.predict(x_test, batch_size=1000, verbose=0).argmax(axis=1) == y_test
    return float(read.mean()), *seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seeds", nargs="?", type=int, default=3, help="how many starts")
    parser.add_argument("--data", default=os.environ.get("DLCOURSE_MNIST"), help="an mnist.npz")
    options = parser.parse_args()
    dl.setup()
    data, found = load(options.data), {"strides": [], "pooling": []}
    print(f"{'network':<9}{'seed':>5}{'test %':>9}{'clock s':>9}{'CPU s':>7}")
    for seed in range(options.seeds):
        for name, network in (("strides", strided()), ("pooling", pooled())):
            found[name].append(run(network, seed, data))
            share, clock, cpu = found[name][-1]
            print(f"{name:<9}{seed:>5}{100 * share:>9.2f}{clock:>9.1f}{cpu:>7.1f}", flush=True)
    for name, runs in found.items():
        shares, clock, cpu = zip(*runs, strict=True)
        told = f"{100 * min(shares):.2f} to {100 * max(shares):.2f} %"
        print(
            f"{name}: {told}, {statistics.median(clock):.1f} s, CPU {statistics.median(cpu):.1f} s"
        )
    cpu = [statistics.median(run[2] for run in runs) for runs in found.values()]
    print(f"pooling / strides, CPU: {cpu[1] / cpu[0]:.2f}")


if __name__ == "__main__":
    main()
