"""Exercises of lesson 07: reading curves, a rule that stops a training, a callback."""

import numpy as np

from dlcourse.exercises.protocol import Exercise, Mistake

# Four learning curves


def _read_the_curves():
    return [3, 4, 2, 1]


def _which_are_right(returned):
    """Compare the four numbers without giving the right ones away."""
    try:
        causes = np.asarray(returned, dtype=float)
    except (TypeError, ValueError):
        causes = np.empty(0)
    if causes.shape != (4,) or not np.isin(causes, [1, 2, 3, 4]).all():
        raise ValueError(
            "Expected a list of four numbers from 1 to 4, for the pictures A, B, C, D."
        )
    pairs = zip("ABCD", causes, _read_the_curves(), strict=True)
    return {f"picture {name} is right": bool(cause == right) for name, cause, right in pairs}


read_the_curves = Exercise(
    name="read_the_curves",
    lesson="07",
    reference=_read_the_curves,
    inputs=lambda rng: [()],
    outcome=_which_are_right,
    mistakes=[
        Mistake(
            "too small and stopped early exchanged",
            "In A and in D both curves are high at the end. Look at the last ten epochs: one pair "
            "has nearly come to rest, the other one still falls at full speed.",
            lambda: [1, 4, 2, 3],
        ),
        Mistake(
            "small network and learning by heart exchanged",
            "A network that learns by heart has a small training loss, one that is too small a "
            "large one. Look at the solid lines of A and B.",
            lambda: [4, 3, 2, 1],
        ),
        Mistake(
            "large rate and learning by heart exchanged",
            "In one of B and C only the validation loss rises, and steadily. In the other both "
            "curves jump, and together: the steps themselves are at fault.",
            lambda: [3, 2, 4, 1],
        ),
        Mistake(
            "small network and large rate exchanged",
            "Steps that are too large make a curve jump. A network that is too small comes to "
            "rest, only too high. Compare A and C.",
            lambda: [2, 4, 3, 1],
        ),
        Mistake(
            "large rate and stopped early exchanged",
            "More epochs help where the curves still fall. Do those of C?",
            lambda: [3, 4, 1, 2],
        ),
    ],
    hints=[
        "Begin with the training loss. In which picture is it small at the end?",
        "Then look at how smooth the curves are, and at their slope over the last ten epochs.",
        "By heart: training loss small, validation loss rising. Too large a rate: both jump.",
    ],
)

# Early stopping


def _stopping_epoch(losses, patience):
    best, waited = losses[0], 0
    for i in range(1, len(losses)):
        waited = 0 if losses[i] < best else waited + 1
        best = min(best, losses[i])
        if waited == patience:
            return i + 1
    return len(losses)


def _compare_with_last(losses, patience):
    waited = 0
    for i in range(1, len(losses)):
        waited = 0 if losses[i] < losses[i - 1] else waited + 1
        if waited == patience:
            return i + 1
    return len(losses)


def _never_reset(losses, patience):
    best, waited = losses[0], 0
    for i in range(1, len(losses)):
        waited += losses[i] >= best
        best = min(best, losses[i])
        if waited == patience:
            return i + 1
    return len(losses)


def _equal_is_better(losses, patience):
    best, waited = losses[0], 0
    for i in range(1, len(losses)):
        waited = 0 if losses[i] <= best else waited + 1
        best = min(best, losses[i])
        if waited == patience:
            return i + 1
    return len(losses)


def _stopping_inputs(rng):
    fixed = [
        ([3.0, 2.0, 2.5, 2.0, 1.0], 2),
        ([3.0, 2.0, 1.0], 1),
        ([3.0, 1.0, 2.0, 1.5, 1.2, 0.5], 3),
        ([3.0, 2.0, 2.5, 1.0, 1.5, 0.5, 0.7, 0.4], 2),
        ([1.0, 1.0, 1.0, 0.5], 2),
        ([0.7], 1),
    ]
    return fixed + [(rng.uniform(size=12).round(2).tolist(), 3) for _ in range(3)]


stopping_epoch = Exercise(
    name="stopping_epoch",
    lesson="07",
    reference=_stopping_epoch,
    inputs=_stopping_inputs,
    mistakes=[
        Mistake(
            "compared with the epoch before",
            "An epoch must beat the smallest loss so far, and not only the one before it.",
            _compare_with_last,
        ),
        Mistake(
            "patience never comes back",
            "After an improvement the count starts again at 0: the bad epochs must be in a row.",
            _never_reset,
        ),
        Mistake(
            "equal counts as better",
            "A loss that is only equal to the best is no improvement.",
            _equal_is_better,
        ),
        Mistake(
            "one epoch too many",
            "When `patience` epochs in a row were no better, the training ends at once.",
            lambda losses, patience: min(_stopping_epoch(losses, patience + 1), len(losses)),
        ),
        Mistake(
            "counted from zero",
            "The answer is a number of epochs, so the first epoch is 1.",
            lambda losses, patience: _stopping_epoch(losses, patience) - 1,
        ),
        Mistake(
            "the best epoch",
            "You returned where the loss was smallest. The training goes on for some epochs more.",
            lambda losses, patience: int(np.argmin(losses)) + 1,
        ),
    ],
    hints=[
        "Two variables are enough: the best loss so far, and how many epochs you have waited.",
        "In each epoch one of two things happens: a new best and the waiting starts anew, or you "
        "wait one longer.",
    ],
)

# A callback


def _best_epoch():
    import keras

    class BestEpoch(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.epoch, self.val_loss = 0, float("inf")

        def on_epoch_end(self, epoch, logs=None):
            if logs["val_loss"] < self.val_loss:
                self.epoch, self.val_loss = epoch + 1, logs["val_loss"]

    return BestEpoch()


def _after_training(callback, trainings):
    """Call the callback as `fit` would, for one training after the other."""
    for losses in trainings:
        callback.on_train_begin({})
        for epoch, loss in enumerate(losses):
            callback.on_epoch_begin(epoch, {})
            callback.on_epoch_end(epoch, {"loss": 0.5 * loss + 0.1 / (epoch + 1), "val_loss": loss})
        callback.on_train_end({})
    return {"epoch": callback.epoch, "val_loss": callback.val_loss}


def _callback(better, first=1, watch="val_loss", forget=True):
    """Return a callback that differs from the right one in a detail."""
    import keras

    class BestEpoch(keras.callbacks.Callback):
        epoch, val_loss = 0, float("inf")

        def on_train_begin(self, logs=None):
            if forget:
                self.epoch, self.val_loss = 0, float("inf")

        def on_epoch_end(self, epoch, logs=None):
            if better(logs[watch], self.val_loss):
                self.epoch, self.val_loss = epoch + first, logs[watch]

    return BestEpoch()


best_epoch = Exercise(
    name="best_epoch",
    lesson="07",
    reference=_best_epoch,
    inputs=lambda rng: [
        ([[0.9, 0.5, 0.7]],),
        ([[0.9, 0.5, 0.5, 0.6]],),
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
            lambda: _callback(lambda new, best: new < best, first=0),
        ),
        Mistake(
            "the last of equals",
            "Of two equally good epochs the first one counts: only a smaller loss is better.",
            lambda: _callback(lambda new, best: new <= best),
        ),
        Mistake(
            "training loss",
            "You look at logs['loss'], the loss of the training data. It goes on falling when the "
            "model learns by heart.",
            lambda: _callback(lambda new, best: new < best, watch="loss"),
        ),
        Mistake(
            "remembers the last training",
            "A second call of fit must start anew. Reset your attributes when a training begins.",
            lambda: _callback(lambda new, best: new < best, forget=False),
        ),
        Mistake(
            "the latest epoch",
            "You keep every epoch, so in the end you have the last one.",
            lambda: _callback(lambda new, best: True),
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
