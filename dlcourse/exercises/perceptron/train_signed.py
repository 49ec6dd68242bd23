"""The perceptron rule for targets -1 and 1."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


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


def _train_bias_by_one(x, labels, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, label in zip(x, labels, strict=True):
            if label * (sample @ w + b) <= 0:
                w, b = w + label * sample, b + 1
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


def _train_with_constant_input(x, labels, epochs):
    x, w = np.c_[x, np.ones(len(x))], np.zeros(x.shape[1] + 1)
    for i in range(epochs * len(x)):
        sample, label = x[i % len(x)], labels[i % len(x)]
        if np.sign(sample @ w) != label:
            w += label * sample
    return w[:-1], w[-1]


def _train_and_stop_early(x, labels, epochs):
    w, b = [0.0] * x.shape[1], 0.0
    for _ in range(epochs):
        clean = True
        for sample, label in zip(x, labels, strict=True):
            if (np.dot(w, sample) + b) * label <= 0:
                clean = False
                w = [wi + label * si for wi, si in zip(w, sample, strict=True)]
                b += label
        if clean:
            break
    return np.array(w), b


train_signed = Exercise(
    name="train_signed",
    reference=_train_signed,
    right=[_train_with_constant_input, _train_and_stop_early],
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
            "You return what one epoch gives. Go through all samples `epochs` times, and start "
            "from zeros only once, before the first of them.",
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
        Mistake(
            "the bias always grows by 1",
            "The bias moves by the label: up for a sample of class +1, down for one of class -1.",
            _train_bias_by_one,
        ),
    ],
    hints=[
        "Two loops: one over the epochs, and in it one over the samples with their labels.",
        "Label and sum have the same sign when the answer is right. What sign has their product?",
        "w and b change in the inner loop, right after a mistake. Start both from 0.",
    ],
)
