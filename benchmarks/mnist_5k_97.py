"""Read 97 % of the 1,000 test digits of `load_mnist_5k`, and more, from each of five starts.

Run `python benchmarks/mnist_5k_97.py [STARTS] [--held-out]`; it needs no download. The network is
that of lesson 14. `RandomTranslation` moves the 4,000 digits by up to two pixels, each time
otherwise; 8 epochs of batches of 100, Adam, a rate that rises for one epoch and falls to zero along
a cosine. It fails (exit status 1) if one start reads 97 % or less.

Epochs and rate were chosen on digits held out, not on the test digits: with --held-out, each start
learns from 3,200 of the training digits and reads the other 800. The time is that of `fit`, with
the tracing of its graph, without the import. 97 % of 1,000 has a standard error of 0.5 points.
"""

import argparse
import time

import numpy as np
from mnist_99 import pooled

import dlcourse as dl

EPOCHS, BATCH, RATE, PIXELS, ENOUGH = 8, 100, 0.016, 2, 0.97


def digits(held_out: bool) -> tuple[np.ndarray, ...]:
    """Return images and digits to learn from, then those to read."""
    data = dl.datasets.load_mnist_5k()
    x, y = data.x_train[..., None], data.y_train
    if not held_out:
        return x, y, data.x_test[..., None], data.y_test
    order = np.random.default_rng(0).permutation(len(x))
    learn, read = order[800:], order[:800]
    return x[learn], y[learn], x[read], y[read]


def compiled(n_images: int):
    """Return lesson 14's network behind a layer that moves images."""
    import keras

    epoch = n_images // BATCH
    rate = keras.optimizers.schedules.CosineDecay(
        RATE / epoch, (EPOCHS - 1) * epoch, warmup_target=RATE, warmup_steps=epoch
    )
    move = keras.layers.RandomTranslation(
        PIXELS / 28, PIXELS / 28, fill_mode="constant", interpolation="nearest"
    )
    model = keras.Sequential([keras.Input((28, 28, 1)), move, *pooled()])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, steps_per_execution=epoch)
    return model


def run(start: int, data: tuple[np.ndarray, ...]) -> tuple[float, float, float]:
    """Train once; return the share of digits read, seconds on the clock, seconds of CPU."""
    import keras

    x_learn, y_learn, x_read, y_read = data
    keras.utils.set_random_seed(start)
    model = compiled(len(x_learn))
    clock, cpu = time.perf_counter(), time.process_time()
    model.fit(x_learn, y_learn, batch_size=BATCH, epochs=EPOCHS, verbose=0)
    seconds = time.perf_counter() - clock, time.process_time() - cpu
    return float(np.mean(model.predict_on_batch(x_read).argmax(axis=1) == y_read)), *seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("starts", nargs="?", type=int, default=5)
    parser.add_argument("--held-out", action="store_true", help="read training digits held out")
    options = parser.parse_args()
    dl.setup()
    data, runs = digits(options.held_out), []
    print(f"{'start':<7}{'read %':>8}{'clock s':>9}{'CPU s':>7}")
    for start in range(options.starts):
        runs.append(run(start, data))
        share, clock, cpu = runs[-1]
        print(f"{start:<7}{100 * share:>8.1f}{clock:>9.1f}{cpu:>7.1f}", flush=True)
    shares = [share for share, _, _ in runs]
    print(f"worst {100 * min(shares):.1f} %, mean {100 * np.mean(shares):.1f} %")
    if not options.held_out and min(shares) <= ENOUGH:
        raise SystemExit(f"Expected more than {100 * ENOUGH:.0f} % from each start.")


if __name__ == "__main__":
    main()
