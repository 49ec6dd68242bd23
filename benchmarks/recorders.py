"""Train a network bare, and with each recorder watching it: what does watching cost?

Run `python benchmarks/recorders.py [ROUNDS]`. Two trainings: a real one (60,000 rows of 784
numbers, as MNIST, drawn at random; 469 steps an epoch) and a tiny one (the digits that the course
ships; 43 steps an epoch), where a step takes so little that every look at the network shows.
Equal within each: model, start, data, order, one thread, and at the end the same weights, which is
checked. One compiled model serves all runs; the variants take turns, each round beginning with
another one, after one round that does not count.

Two figures, because the recorders cost less than the noise of a shared machine. The first is the
CPU time spent inside the recorder's methods, divided by that of the rest of the same fit. The
second is the CPU time of the whole fit, divided by that of the bare fit of the same round; it also
has what Keras pays for calling a callback, and the noise.
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

HOOKS = ("on_train_begin", "on_train_batch_end", "on_epoch_end", "on_train_end")


def real():
    """Return the data, the model and the options of a training as large as MNIST's."""
    rng = np.random.default_rng(0)
    x, y = rng.random((60_000, 784), dtype=np.float32), rng.integers(0, 10, 60_000)
    return x, y, dl.models.mlp([784, 256, 128, 10]), {"batch_size": 128, "epochs": 2}


def tiny():
    """Return the same for the digits."""
    digits = dl.datasets.load_digits(flat=True)
    model = dl.models.mlp([64, 64, 64, 10])
    return digits.x_train, digits.y_train, model, {"batch_size": 32, "epochs": 20}


def variants(x, y):
    """Return functions that make the callbacks of each variant."""
    few, few_y = x[:128], y[:128]
    alone = {
        "WeightRecorder": lambda: [dl.callbacks.WeightRecorder()],
        "GradientRecorder": lambda: [dl.callbacks.GradientRecorder(few, few_y)],
        "ActivationRecorder": lambda: [dl.callbacks.ActivationRecorder(few)],
        "LiveCurve (not drawn)": lambda: [dl.callbacks.LiveCurve(draw=lambda history: None)],
    }
    return {
        "bare fit": lambda: [],
        **alone,
        "all four": lambda: [c for make in alone.values() for c in make()],
        "WeightRecorder(every=10)": lambda: [dl.callbacks.WeightRecorder(every=10)],
    }


class Clock:
    """Adds up the CPU seconds spent inside the methods of callbacks."""

    def __init__(self, callbacks):
        self.seconds = 0.0
        for callback in callbacks:
            for hook in HOOKS:
                if getattr(type(callback), hook) is not getattr(keras.callbacks.Callback, hook):
                    setattr(callback, hook, self._timed(getattr(callback, hook)))

    def _timed(self, method):
        def timed(*args, **kwargs):
            before = time.process_time()
            method(*args, **kwargs)
            self.seconds += time.process_time() - before

        return timed


def measure(training, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return the CPU seconds of the fit and those inside the recorders, by variant and round."""
    x, y, model, options = training()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.01), loss)
    start, ends, makers = model.get_weights(), [], variants(x, y)
    seconds = {name: [] for name in makers}
    for number in range(rounds + 1):
        names = list(makers)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            callbacks = makers[name]()
            clock = Clock(callbacks)
            model.set_weights(start)
            before = time.process_time()
            model.fit(x, y, shuffle=False, verbose=0, callbacks=callbacks, **options)
            if number:
                seconds[name].append((time.process_time() - before, clock.seconds))
            ends.append(model.get_weights()[0])
    assert all(np.array_equal(end, ends[0]) for end in ends), "the trainings ended differently"
    return seconds


def main(rounds: int) -> None:
    for training in (real, tiny):
        seconds = measure(training, rounds)
        bare = [fit for fit, _ in seconds["bare fit"]]
        title = f"{training.__name__} fit, {rounds} rounds"
        print(f"\n{title:<26}{'CPU s':>8}{'1 + inside':>14}{'ratio to bare fit':>21}")
        for name, rows in seconds.items():
            inside = 1 + statistics.median(own / (fit - own) for fit, own in rows)
            ratio = statistics.median(fit / b for (fit, _), b in zip(rows, bare, strict=True))
            fit = statistics.median(fit for fit, _ in rows)
            print(f"{name:<26}{fit:>8.2f}{inside:>14.3f}{ratio:>21.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 7)
