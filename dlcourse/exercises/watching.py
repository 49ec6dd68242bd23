"""Exercises of lesson 07: a rule that stops a training, and a callback."""

import operator

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# Early stopping


def _stopping_epoch(losses, patience):
    best, waited = losses[0], 0
    for i in range(1, len(losses)):
        waited = 0 if losses[i] < best else waited + 1
        best = min(best, losses[i])
        if waited == patience:
            return i + 1
    return len(losses)


def _rule(compare_with=min, no_better=operator.ge, anew=True, start=1):
    """Return an answer that stops by another rule.

    Args:
        compare_with: what the next epoch must beat, from what this one had to beat and its loss.
        no_better: whether a loss is no better than another one.
        anew: whether the waiting starts anew after an improvement.
        start: position of the first loss that is judged.
    """

    def answer(losses, patience):
        best, waited = losses[0], 0
        for i in range(start, len(losses)):
            worse = no_better(losses[i], best)
            waited = waited + 1 if worse else 0 if anew else waited
            best = compare_with(best, losses[i])
            if waited == patience:
                return i + 1
        return len(losses)

    return answer


def _position_of_the_stop(losses, patience):
    """Count a stop from zero, but from one where all epochs are trained."""
    with_a_bad_one = _stopping_epoch([*losses, np.inf], patience)
    return min(with_a_bad_one - 1, len(losses))


def _stopping_inputs(rng):
    fixed = [
        ([3.0, 2.0, 2.5, 2.0, 1.0], 2),
        ([3.0, 2.0, 1.0], 1),
        ([3.0, 1.0, 2.0, 1.5, 1.2, 0.5], 3),
        ([3.0, 2.0, 2.5, 1.0, 1.5, 0.5, 0.7, 0.4], 2),
        ([1.0, 1.0, 1.0, 0.5], 2),
        ([1.0, 2.0, 3.0, 0.5], 2),
        ([0.7], 1),
    ]
    return fixed + [(rng.uniform(size=12).round(2).tolist(), 3) for _ in range(3)]


stopping_epoch = Exercise(
    name="stopping_epoch",
    reference=_stopping_epoch,
    inputs=_stopping_inputs,
    mistakes=[
        Mistake(
            "compared with the epoch before",
            "An epoch must beat the smallest loss so far, and not only the one before it.",
            _rule(compare_with=lambda best, new: new),
        ),
        Mistake(
            "compared with the first epoch",
            "An epoch must beat the smallest loss so far. Yours stays that of the first epoch.",
            _rule(compare_with=lambda best, new: best),
        ),
        Mistake(
            "patience never comes back",
            "After an improvement the count starts again at 0: the bad epochs must be in a row.",
            _rule(anew=False),
        ),
        Mistake(
            "equal counts as better",
            "A loss that is only equal to the best is no improvement.",
            _rule(no_better=operator.gt),
        ),
        Mistake(
            "the first epoch counts as bad",
            "The first epoch has nothing to beat. It is the best so far, and the waiting starts "
            "after it.",
            _rule(start=0),
        ),
        Mistake(
            "one epoch too many",
            "When `patience` epochs in a row were no better, the training ends at once.",
            lambda losses, patience: _stopping_epoch(losses, patience + 1),
        ),
        Mistake(
            "no patience",
            "You stop after one bad epoch. It takes `patience` of them in a row.",
            lambda losses, patience: _stopping_epoch(losses, 1),
        ),
        Mistake(
            "all epochs",
            "You return the number of all losses each time. The training ends as soon as "
            "`patience` epochs in a row were no better.",
            lambda losses, patience: len(losses),
        ),
        Mistake(
            "counted from zero",
            "The answer is a number of epochs, so the first epoch is 1.",
            lambda losses, patience: _stopping_epoch(losses, patience) - 1,
            also=[_position_of_the_stop],
        ),
        Mistake(
            "the best epoch",
            "You returned where the loss was smallest. The training goes on for some epochs more.",
            lambda losses, patience: int(np.argmin(losses)) + 1,
            also=[
                lambda losses, patience: (
                    int(np.argmin(losses[: _stopping_epoch(losses, patience)])) + 1
                )
            ],
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


best_epoch = Exercise(
    name="best_epoch",
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
            lambda: _callback(first=0),
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
