"""Callbacks that do not quite remember the best epoch."""

import operator

import numpy as np


def callback(better=operator.lt, first=1, watch="val_loss", forget=True, start=(0, np.inf)):
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


def watching(change):
    """Return an answer that keeps `change(best, epoch, loss, loss before)`; pairs."""

    def answer():
        import keras

        class Best(keras.callbacks.Callback):
            def on_train_begin(self, logs=None):
                self.epoch, self.val_loss, self.before = 0, np.inf, np.inf

            def on_epoch_end(self, epoch, logs=None):
                best, loss = (self.epoch, self.val_loss), logs["val_loss"]
                self.epoch, self.val_loss = change(best, epoch + 1, loss, self.before)
                self.before = loss

        return Best()

    return answer


def callback_that_stops():
    import keras

    class Best(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == 0 or logs["val_loss"] < self.val_loss:
                self.epoch, self.val_loss = epoch + 1, logs["val_loss"]
            else:
                self.model.stop_training = True

    return Best()


def callback_that_forgets_the_epoch_only():
    import keras

    class Best(keras.callbacks.Callback):
        val_loss = np.inf

        def on_train_begin(self, logs=None):
            self.epoch = None

        def on_epoch_end(self, epoch, logs=None):
            if logs["val_loss"] < self.val_loss:
                self.epoch, self.val_loss = epoch + 1, logs["val_loss"]

    return Best()
