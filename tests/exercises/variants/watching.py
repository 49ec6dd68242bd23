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


def callback_that_keeps_weights():
    class Best(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == 0 or logs["val_loss"] < self.val_loss:
                self.epoch, self.val_loss = np.int64(epoch + 1), np.float32(logs["val_loss"])
                self.weights = self.model.get_weights()

    return Best()


def callback_that_decides_at_the_end():
    class Best(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.losses = np.full(self.params["epochs"], np.inf)

        def on_epoch_end(self, epoch, logs=None):
            self.losses[epoch] = logs["val_loss"]

        def on_train_end(self, logs=None):
            self.epoch = self.losses.argmin() + 1
            self.val_loss = self.losses.min()

    return Best()


def stop_with_numpy(losses, patience):
    losses = np.array(losses)
    bad = np.append(False, losses[1:] >= np.minimum.accumulate(losses)[:-1])
    rows = np.lib.stride_tricks.sliding_window_view(np.append(bad, [False] * patience), patience)
    stops = np.flatnonzero(rows.all(axis=1)) + patience
    return np.append(stops, len(losses))[0]


def stop_by_recursion(losses, patience, epoch=1, waited=0):
    if waited == patience or epoch == len(losses):
        return epoch
    better = losses[epoch] < min(losses[:epoch])
    return stop_by_recursion(losses, patience, epoch + 1, 0 if better else waited + 1)


def stop_with_text(losses, patience):
    marks = ["x" if k and loss >= min(losses[:k]) else "." for k, loss in enumerate(losses)]
    before, found, _ = "".join(marks).partition("x" * patience)
    return len(before + found)


VARIANTS = {
    "stopping_epoch": [
        stop_by_looking_back,
        stop_with_while,
        stop_with_numpy,
        stop_by_recursion,
        stop_with_text,
    ],
    "best_epoch": [
        callback_with_list,
        callback_from_function,
        callback_that_keeps_weights,
        callback_that_decides_at_the_end,
    ],
}
