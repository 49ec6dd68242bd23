"""A callback that remembers the best epoch."""

import operator

import numpy as np

from dlcourse.exercises.keras_workflow._wrong_callbacks import (
    callback,
    callback_that_forgets_the_epoch_only,
    callback_that_stops,
    watching,
)
from dlcourse.judging import Exercise, Mistake


def _best_epoch():
    import keras

    class BestEpoch(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.epoch, self.val_loss = 0, float("inf")

        def on_epoch_end(self, epoch, logs=None):
            if logs["val_loss"] < self.val_loss:
                self.epoch, self.val_loss = epoch + 1, logs["val_loss"]

    return BestEpoch()


def _check_callback(candidate):
    import keras

    if isinstance(candidate, type):
        raise ValueError(
            "Expected an instance of your class. A class makes one when it is called, with ()."
        )
    if not issubclass(type(candidate), keras.callbacks.Callback):
        raise ValueError(
            "Expected an instance of a class that inherits from keras.callbacks.Callback."
        )


def _after_training(watcher, trainings):
    """Call the callback as `fit` would, for one training after the other."""
    import keras

    _check_callback(watcher)
    model = keras.Sequential()
    watcher.set_model(model)  # for answers that keep its weights
    for losses in trainings:
        watcher.set_params({"epochs": len(losses), "steps": 1, "verbose": 0})
        watcher.on_train_begin({})
        for epoch, loss in enumerate(losses):
            watcher.on_epoch_begin(epoch, {})
            watcher.on_epoch_end(epoch, {"loss": 0.5 * loss + 0.1 / (epoch + 1), "val_loss": loss})
        watcher.on_train_end({})
    goes_on = not getattr(model, "stop_training", False)
    return {"epoch": watcher.epoch, "val_loss": watcher.val_loss, "training goes on": goes_on}


def _callback_with_list():
    import keras

    class Best(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.losses = []

        def on_epoch_end(self, epoch, logs=None):
            self.losses.append(logs["val_loss"])

        @property
        def val_loss(self):
            return min(self.losses)

        @property
        def epoch(self):
            return self.losses.index(self.val_loss) + 1

    return Best()


def _callback_from_function():
    import keras

    callback = keras.callbacks.LambdaCallback()

    def begin(logs):
        callback.epoch, callback.val_loss = 0, np.inf

    def end(epoch, logs):
        if callback.val_loss > logs["val_loss"]:
            callback.epoch, callback.val_loss = epoch + 1, logs["val_loss"]

    callback.on_train_begin, callback.on_epoch_end = begin, end
    return callback


def _callback_that_keeps_weights():
    import keras

    class Best(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == 0 or logs["val_loss"] < self.val_loss:
                self.epoch, self.val_loss = np.int64(epoch + 1), np.float32(logs["val_loss"])
                self.weights = self.model.get_weights()

    return Best()


def _callback_that_decides_at_the_end():
    import keras

    class Best(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.losses = np.full(self.params["epochs"], np.inf)

        def on_epoch_end(self, epoch, logs=None):
            self.losses[epoch] = logs["val_loss"]

        def on_train_end(self, logs=None):
            self.epoch = self.losses.argmin() + 1
            self.val_loss = self.losses.min()

    return Best()


best_epoch = Exercise(
    name="best_epoch",
    reference=_best_epoch,
    right=[
        _callback_with_list,
        _callback_from_function,
        _callback_that_keeps_weights,
        _callback_that_decides_at_the_end,
    ],
    inputs=lambda rng: [
        ([[0.9, 0.5, 0.7]],),
        ([[0.9, 0.5, 0.5, 0.6]],),
        ([[0.4, 0.7, 0.6]],),  # the first epoch is the best
        ([[2.3, 1.9, 1.2, 1.4]],),  # losses above 1
        ([[3e12, 2e12, 2.5e12]],),
        ([[0.5, 0.49999, 0.6]],),  # a little better is better
        ([[0.9, 0.1], [0.8, 0.6, 0.7]],),
        ([rng.uniform(size=8).round(3).tolist()],),
    ],
    call=lambda answer, trainings: answer(),
    outcome=_after_training,
    time_limit=30.0,
    mistakes=[
        Mistake(
            "counted from zero",
            "Keras numbers the epochs from 0. People count from 1.",
            lambda: callback(first=0),
        ),
        Mistake(
            "the first epoch is called 0",
            "Your first epoch has another number than the rest count on: it is epoch 1.",
            watching(lambda best, k, new, last: (k * (k > 1), new) if new < best[1] else best),
        ),
        Mistake(
            "starts at a number that losses exceed",
            "A loss has no upper limit: 2.3 is usual for ten classes, a thousand for other tasks. "
            "Start with a number that every loss beats.",
            lambda: callback(start=(0, 1.0)),
            also=[
                lambda loss=loss, epoch=epoch: callback(start=(epoch, float(loss)))
                for loss in (1, 10, 100, 1000, 9999, 1e6, 1e9, 1e10)
                for epoch in (0, 1, None)
            ],
        ),
        Mistake(
            "the last of equals",
            "Of two equally good epochs the first one counts: only a smaller loss is better.",
            lambda: callback(operator.le),
        ),
        Mistake(
            "training loss",
            "You look at logs['loss'], the loss of the training data. It goes on falling when the "
            "model learns by heart.",
            lambda: callback(watch="loss"),
        ),
        Mistake(
            "remembers the last training",
            "A second call of fit must start anew. Reset your attributes when a training begins.",
            lambda: callback(forget=False),
        ),
        Mistake(
            "the latest epoch",
            "You keep every epoch, so in the end you have the last one.",
            lambda: callback(lambda new, best: True),
        ),
        Mistake(
            "starts at loss 0",
            "These losses are never below 0, so your callback finds no best epoch. Start with a "
            "number that every loss beats.",
            lambda: callback(start=(0, 0.0)),
            also=[lambda: callback(start=(None, 0.0)), lambda: callback(start=(1, 0.0))],
        ),
        Mistake(
            "the largest loss",
            "You keep an epoch if its loss is larger than the best so far. The best one is the "
            "smallest.",
            lambda: callback(operator.gt, start=(0, 0.0)),
        ),
        Mistake(
            "nothing is kept",
            "The values from the start are still there after the training. Is the comparison the "
            "right way round? Has the method its exact name?",
            lambda: callback(operator.gt),
            also=[lambda: callback(operator.gt, start=(None, np.inf))],
        ),
        Mistake(
            "compared with the epoch before",
            "The best epoch beats all before it, not only the last one.",
            watching(lambda best, k, new, last: (k, new) if new < last else best),
        ),
        Mistake(
            "only one of the two is kept",
            "With a new best, both attributes change: the epoch and its loss.",
            watching(lambda best, k, new, last: (k, best[1]) if new < best[1] else best),
            also=[watching(lambda best, k, new, last: (best[0], min(new, best[1])))],
        ),
        Mistake(
            "epochs counted instead of kept",
            "Your smallest loss is right. epoch is the number of the epoch that had it: neither "
            "how many there were nor how often the loss improved.",
            watching(lambda best, k, new, last: (k, min(new, best[1]))),
            also=[
                watching(
                    lambda best, epoch, loss, before: (
                        (best[0] + 1, loss) if loss < best[1] else best
                    )
                )
            ],
        ),
        Mistake(
            "ends the training",
            "Your callback should only watch: it sets stop_training.",
            callback_that_stops,
        ),
        Mistake(
            "small improvements do not count",
            "Any smaller loss is better, however little.",
            watching(lambda best, k, new, last: (k, new) if new < best[1] - 1e-3 else best),
            also=[
                watching(
                    lambda best, epoch, loss, before: (
                        (epoch, loss) if loss < best[1] - 1e-4 else best
                    )
                )
            ],
        ),
        Mistake(
            "the smallest loss of the last training is kept",
            "You reset the epoch when a training begins, and not the smallest loss.",
            callback_that_forgets_the_epoch_only,
        ),
    ],
    further=(
        "`keras.callbacks.ModelCheckpoint` and `keras.callbacks.EarlyStopping` keep the best "
        "epoch for you."
    ),
    hints=[
        "Inside the function, write a class that inherits from keras.callbacks.Callback, and "
        "return an instance of it.",
        "on_train_begin(self, logs=None) is the place for the start values, "
        "on_epoch_end(self, epoch, logs=None) for the comparison.",
        "Infinity, float('inf'), is larger than every loss.",
    ],
)
