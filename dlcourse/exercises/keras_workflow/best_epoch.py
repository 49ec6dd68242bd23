"""A callback that remembers the best epoch."""

import operator

import numpy as np

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


def _check_callback(callback):
    import keras

    if isinstance(callback, type):
        raise ValueError(
            "Expected an instance of your class. A class makes one when it is called, with ()."
        )
    if not issubclass(type(callback), keras.callbacks.Callback):
        raise ValueError(
            "Expected an instance of a class that inherits from keras.callbacks.Callback."
        )


def _after_training(callback, trainings):
    """Call the callback as `fit` would, for one training after the other."""
    import keras

    _check_callback(callback)
    callback.set_model(keras.Sequential())  # for answers that keep its weights
    for losses in trainings:
        callback.set_params({"epochs": len(losses), "steps": 1, "verbose": 0})
        callback.on_train_begin({})
        for epoch, loss in enumerate(losses):
            callback.on_epoch_begin(epoch, {})
            callback.on_epoch_end(epoch, {"loss": 0.5 * loss + 0.1 / (epoch + 1), "val_loss": loss})
        callback.on_train_end({})
    return {"epoch": callback.epoch, "val_loss": callback.val_loss}


def _callback(better=operator.lt, first=1, watch="val_loss", forget=True, start=(0, np.inf)):
    """Return a callback that differs from the right one in a detail."""
    import keras

    class BestEpoch(keras.callbacks.Callback):
        epoch, val_loss = start

        def on_train_begin(self, logs=None):
            if forget:
                self.epoch, self.val_loss = start

        def on_epoch_end(self, epoch, logs=None):
            if better(logs[watch], self.val_loss):
                self.epoch, self.val_loss = epoch + first, logs[watch]

    return BestEpoch()


def _callback_with_epoch_zero():
    import keras

    class Best(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == 0:
                self.epoch, self.val_loss = 0, logs["val_loss"]
            elif logs["val_loss"] < self.val_loss:
                self.epoch, self.val_loss = epoch + 1, logs["val_loss"]

    return Best()


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
        ([[12000.0, 9000.0, 9500.0]],),
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
            lambda: _callback(first=0),
        ),
        Mistake(
            "the first epoch is called 0",
            "Your first epoch has another number than the rest count on: it is epoch 1.",
            _callback_with_epoch_zero,
        ),
        Mistake(
            "starts at a number that losses exceed",
            "A loss has no upper limit: 2.3 is usual for ten classes, a thousand for other tasks. "
            "Start with a number that every loss beats.",
            lambda: _callback(start=(0, 1.0)),
            also=[
                lambda loss=loss, epoch=epoch: _callback(start=(epoch, float(loss)))
                for loss in (1, 10, 100, 1000)
                for epoch in (0, 1, None)
            ],
        ),
        Mistake(
            "the last of equals",
            "Of two equally good epochs the first one counts: only a smaller loss is better.",
            lambda: _callback(operator.le),
        ),
        Mistake(
            "training loss",
            "You look at logs['loss'], the loss of the training data. It goes on falling when the "
            "model learns by heart.",
            lambda: _callback(watch="loss"),
        ),
        Mistake(
            "remembers the last training",
            "A second call of fit must start anew. Reset your attributes when a training begins.",
            lambda: _callback(forget=False),
        ),
        Mistake(
            "the latest epoch",
            "You keep every epoch, so in the end you have the last one.",
            lambda: _callback(lambda new, best: True),
        ),
        Mistake(
            "starts at loss 0",
            "These losses are never below 0, so your callback finds no best epoch. Start with a "
            "number that every loss beats.",
            lambda: _callback(start=(0, 0.0)),
            also=[lambda: _callback(start=(None, 0.0)), lambda: _callback(start=(1, 0.0))],
        ),
        Mistake(
            "the largest loss",
            "You keep an epoch if its loss is larger than the best so far. The best one is the "
            "smallest.",
            lambda: _callback(operator.gt, start=(0, 0.0)),
        ),
        Mistake(
            "nothing is kept",
            "The values from the start are still there after the training. Is the comparison the "
            "right way round? Has the method its exact name?",
            lambda: _callback(operator.gt),
            also=[lambda: _callback(operator.gt, start=(None, np.inf))],
        ),
    ],
    hints=[
        "Inside the function, write a class that inherits from keras.callbacks.Callback, and "
        "return an instance of it.",
        "on_train_begin(self, logs=None) is the place for the start values, "
        "on_epoch_end(self, epoch, logs=None) for the comparison.",
        "Infinity, float('inf'), is larger than every loss.",
    ],
)
