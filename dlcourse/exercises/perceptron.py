"""Exercises on the perceptron's learning rule."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# perceptron_update: one step of the learning rule


def _perceptron_update(w, b, x, target, learning_rate):
    output = 1.0 if x @ w + b > 0 else 0.0
    error = target - output
    return w + learning_rate * error * x, b + learning_rate * error


def _update_inputs(rng):
    w, x = np.array([2.0, -1.0]), np.array([1.0, 3.0])
    fixed = [
        (np.zeros(2), 0.0, np.array([1.0, 1.0]), 1, 1.0),  # on the line, should fire
        (np.array([1.0, 1.0]), 1.0, np.zeros(2), 0, 0.5),  # only the bias can help
        (w, 0.5, x, 1, 0.5),  # silent, should fire
        (w, 2.0, x, 0, 0.5),  # fires, should be silent
        (w, 2.0, x, 1, 0.5),  # right: fires
        (w, 0.5, x, 0, 0.5),  # right: silent
        (w, 1.0, x, 0, 0.5),  # right: on the line is silent
    ]
    drawn = [
        (rng.normal(size=4), rng.normal(), rng.normal(size=4), int(target), 0.1)
        for target in (0, 1, 0, 1, 0, 1)
    ]
    return fixed + drawn


perceptron_update = Exercise(
    name="perceptron_update",
    reference=_perceptron_update,
    inputs=_update_inputs,
    mistakes=[
        Mistake(
            "the bias does not learn",
            "The bias is corrected, too: like the weight of an input that is always 1.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)) * x,
                b,
            ),
        ),
        Mistake(
            "wrong direction",
            "The error is target minus output. The other way round, every update makes it worse.",
            lambda w, b, x, target, learning_rate: (
                w - learning_rate * (target - float(x @ w + b > 0)) * x,
                b - learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "sum instead of output",
            "The error compares the target with the output 0 or 1, after the step. With the bare "
            "sum this is another rule (Widrow and Hoff), which corrects right answers as well.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - (x @ w + b)) * x,
                b + learning_rate * (target - (x @ w + b)),
            ),
        ),
        Mistake(
            "no learning rate",
            "Each correction is multiplied by the learning rate, that of the bias as well.",
            lambda w, b, x, target, learning_rate: (
                w + (target - float(x @ w + b > 0)) * x,
                b + (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "fires on the line",
            "With a sum of exactly 0 the unit is silent: its output is 1 only above 0.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b >= 0)) * x,
                b + learning_rate * (target - float(x @ w + b >= 0)),
            ),
        ),
        Mistake(
            "output forgets the bias",
            "The unit's output is the step of x @ w + b; you left b out of the sum.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w > 0)) * x,
                b + learning_rate * (target - float(x @ w > 0)),
            ),
        ),
        Mistake(
            "output of the sign function",
            "The targets here are 0 and 1, so the unit must answer 0 or 1. The sign function "
            "answers -1 below zero, and then the error can be 2.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - np.sign(x @ w + b)) * x,
                b + learning_rate * (target - np.sign(x @ w + b)),
            ),
        ),
        Mistake(
            "the input is left out",
            "Each weight changes in proportion to its own input: an input of 0 was not to blame.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)),
                b + learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "the bias times the input",
            "The bias is one number; its input is always 1, so x has no part in its correction.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)) * x,
                b + learning_rate * (target - float(x @ w + b > 0)) * x,
            ),
        ),
        Mistake(
            "only the correction",
            "You return by how much they change. Asked for are the new weights and the new bias.",
            lambda w, b, x, target, learning_rate: (
                learning_rate * (target - float(x @ w + b > 0)) * x,
                learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
    ],
    hints=[
        "Three lines: what the unit answers, how far off that is, what changes.",
        "The error is +1, 0 or -1. If it is 0, both formulas change nothing: you need no if.",
        "Return new values. `w += ...` would change the caller's array.",
    ],
)

# train_signed: the whole training, for labels -1 and +1


def _train_signed(x, labels, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, label in zip(x, labels, strict=True):
            if label * (sample @ w + b) <= 0:
                w = w + label * sample
                b = b + label
    return w, b


def _train_variant(x, labels, epochs, *, wrong=lambda m: m <= 0, bias=1, step=1):
    """Train as the reference does, but for one detail."""
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, label in zip(x, labels, strict=True):
            if wrong(label * (sample @ w + b)):
                w, b = w + step * label * sample, b + bias * step * label
    return w, b


def _train_at_the_end_of_each_epoch(x, labels, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        wrong = labels * (x @ w + b) <= 0
        w, b = w + labels[wrong] @ x[wrong], b + labels[wrong].sum()
    return w, b


def _train_by_error(x, labels, epochs, off):
    """Train with label - output, where the output is 1 or `off`."""
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, label in zip(x, labels, strict=True):
            error = label - (1.0 if sample @ w + b > 0 else off)
            w, b = w + error * sample, b + error
    return w, b


def _train_unsigned(x, labels, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, label in zip(x, labels, strict=True):
            if label * (sample @ w + b) <= 0:
                w, b = w + sample, b + 1
    return w, b


def _train_judging_without_bias(x, labels, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, label in zip(x, labels, strict=True):
            if label * (sample @ w) <= 0:
                w, b = w + label * sample, b + label
    return w, b


def _train_inputs(rng):
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    gates = {"and": [-1, -1, -1, 1], "or": [-1, 1, 1, 1], "xor": [-1, 1, 1, -1]}
    fixed = [(x, np.array(gates["and"]), epochs) for epochs in (1, 2, 20)]
    fixed += [(x, np.array(gates["or"]), 20), (x, np.array(gates["xor"]), 7)]
    # Whole numbers: sums are exact, so that no rounding decides on which side a sample lies.
    clouds = rng.integers(-4, 5, size=(12, 3)).astype(float)
    return fixed + [(clouds, np.where(clouds @ [1, -2, 1] > 1, 1, -1), 5)]


train_signed = Exercise(
    name="train_signed",
    reference=_train_signed,
    inputs=_train_inputs,
    mistakes=[
        Mistake(
            "never starts",
            "At the start all sums are exactly 0, and 0 counts as a mistake here. With `< 0` the "
            "zeros stay zeros for ever.",
            lambda x, labels, epochs: _train_variant(x, labels, epochs, wrong=lambda m: m < 0),
        ),
        Mistake(
            "the bias does not learn",
            "The bias is corrected, too: like the weight of an input that is always 1.",
            lambda x, labels, epochs: _train_variant(x, labels, epochs, bias=0),
        ),
        Mistake(
            "learns from right answers, too",
            "The rule changes nothing where the answer is right.",
            lambda x, labels, epochs: _train_variant(x, labels, epochs, wrong=lambda m: True),
        ),
        Mistake(
            "twice as large a step",
            "label - output is +2 or -2 with these labels. Add the label itself, times the sample.",
            lambda x, labels, epochs: _train_variant(x, labels, epochs, step=2),
        ),
        Mistake(
            "one update for a whole epoch",
            "Correct after each sample: the next one must meet the new weights.",
            _train_at_the_end_of_each_epoch,
        ),
        Mistake(
            "one epoch only",
            "Go through all samples `epochs` times.",
            lambda x, labels, epochs: _train_variant(x, labels, 1),
        ),
        Mistake(
            "wrong direction",
            "Add label times sample. Subtracted, it moves the line away from the sample's side.",
            lambda x, labels, epochs: _train_variant(x, labels, epochs, step=-1),
        ),
        Mistake(
            "label minus output",
            "Every correction is twice as large, for label - output is +2 or -2. And at a sum of 0 "
            "an output of -1 counts as right for the label -1; here 0 is always a mistake.",
            lambda x, labels, epochs: _train_by_error(x, labels, epochs, off=-1.0),
        ),
        Mistake(
            "outputs 0 and 1",
            "The labels are -1 and +1. Against an output of 0 or 1, a label of -1 is never right.",
            lambda x, labels, epochs: _train_by_error(x, labels, epochs, off=0.0),
        ),
        Mistake(
            "the label is left out",
            "A sample of class +1 is added, one of class -1 is subtracted: the label is the sign.",
            _train_unsigned,
        ),
        Mistake(
            "the sum forgets the bias",
            "Whether an answer is right depends on the whole sum, sample @ w + b.",
            _train_judging_without_bias,
        ),
    ],
    hints=[
        "Two loops: one over the epochs, and in it one over the samples with their labels.",
        "Label and sum have the same sign when the answer is right. What sign has their product?",
        "w and b change in the inner loop, right after a mistake. Start both from 0.",
    ],
)
