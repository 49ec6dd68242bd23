"""Right answers to the exercises on watching a training, written in other ways."""

import keras
import numpy as np


def stop_by_looking_back(losses, patience):
    for n in range(patience + 1, len(losses) + 1):
        if min(losses[n - patience : n]) >= min(losses[: n - patience]):
            return n
    return len(losses)


def stop_with_while(losses, patience):
    epoch, best, left = 0, float("inf"), patience
    while epoch < len(losses) and left > 0:
        if losses[epoch] < best:
            best, left = losses[epoch], patience
        else:
            left -= 1
        epoch += 1
    return epoch


def callback_with_list():
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


def callback_from_function():
    callback = keras.callbacks.LambdaCallback()

    def begin(logs):
        callback.epoch, callback.val_loss = 0, np.inf

    def end(epoch, logs):
        if callback.val_loss > logs["val_loss"]:
            callback.epoch, callback.val_loss = epoch + 1, logs["val_loss"]

    callback.on_train_begin, callback.on_epoch_end = begin, end
    return callback


def curves_as_tuple():
    return 3, 4, 2, 1


def curves_as_array():
    return np.array([3.0, 4.0, 2.0, 1.0])


VARIANTS = {
    "read_the_curves": [curves_as_tuple, curves_as_array],
    "stopping_epoch": [stop_by_looking_back, stop_with_while],
    "best_epoch": [callback_with_list, callback_from_function],
}
