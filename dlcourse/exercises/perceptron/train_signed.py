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


def _step(z, label):
    """Return what the rule multiplies the sample by."""
    return label * (label * z <= 0)


def _move(w, b, step, sample):
    return w + step * sample, b + step


def _train(step=_step, move=_move, *, start=(0.0, 0.0), weighted_sum=lambda w, b, x: x @ w + b):
    """Return an answer that trains as the reference does, but for what is given here."""

    def answer(x, labels, epochs):
        w, b = np.zeros(x.shape[1]) + start[0], start[1]
        for _ in range(epochs):
            for sample, label in zip(x, labels, strict=True):
                w, b = move(w, b, step(weighted_sum(w, b, sample), label), sample)
        return w, b

    return answer


def _train_at_the_end_of_each_epoch(x, labels, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        wrong = labels * (x @ w + b) <= 0
        w, b = w + labels[wrong] @ x[wrong], b + labels[wrong].sum()
    return w, b


def _train_and_break(x, labels, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, label in zip(x, labels, strict=True):
            if label * (sample @ w + b) <= 0:
                w, b = w + label * sample, b + label
                break
    return w, b


def _train_each_sample_for_all_epochs(x, labels, epochs):
    return _train_signed(np.repeat(x, epochs, axis=0), np.repeat(labels, epochs), 1)


def _train_each_sample_until_right(x, labels, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, label in zip(x, labels, strict=True):
            while label * (sample @ w + b) <= 0:
                w, b = w + label * sample, b + label
    return w, b


def _train_inputs(rng):
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    gates = {"and": [-1, -1, -1, 1], "or": [-1, 1, 1, 1], "xor": [-1, 1, 1, -1]}
    fixed = [(x, np.array(gates["and"]), epochs) for epochs in (1, 2, 20)]
    fixed += [(x, np.array(gates["or"]), 20), (x, np.array(gates["xor"]), 7)]
    small = (x / 4, np.array(gates["and"]), 9)  # quarters are exact, too; sums lie near 0
    # Whole numbers: sums are exact, so that no rounding decides on which side a sample lies.
    clouds = rng.integers(-4, 5, size=(12, 3)).astype(float)
    return [*fixed, small, (clouds, np.where(clouds @ [1, -2, 1] > 1, 1, -1), 5)]


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
            "Your zeros stay zeros. At the start all sums are exactly 0, and 0 counts as a mistake "
            "here, so the very first sample must change them.",
            _train(lambda z, label: label * (label * z < 0)),
        ),
        Mistake(
            "the bias does not learn",
            "The bias is corrected, too: like the weight of an input that is always 1.",
            _train(move=lambda w, b, step, sample: (w + step * sample, b)),
        ),
        Mistake(
            "learns from right answers, too",
            "The rule changes nothing where the answer is right.",
            _train(lambda z, label: label),
        ),
        Mistake(
            "twice as large a step",
            "label - output is +2 or -2 with these labels. Add the label itself, times the sample.",
            _train(lambda z, label: 2 * _step(z, label)),
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
            lambda x, labels, epochs: _train_signed(x, labels, 1),
        ),
        Mistake(
            "wrong direction",
            "Add label times sample. Subtracted, it moves the line away from the sample's side.",
            _train(lambda z, label: -_step(z, label)),
        ),
        Mistake(
            "label minus output",
            "Where the answer is wrong, label - output is +2 or -2, twice the label. And a sum of "
            "exactly 0 is a mistake here for both classes.",
            _train(lambda z, label: label - (1 if z > 0 else -1)),
            also=[
                _train(lambda z, label: label - (1 if z >= 0 else -1)),
                _train(lambda z, label: label - np.sign(z)),
            ],
        ),
        Mistake(
            "outputs 0 and 1",
            "The labels are -1 and +1. Against an output of 0 or 1, a label of -1 is never right.",
            _train(lambda z, label: label - (z > 0)),
        ),
        Mistake(
            "the label is left out",
            "A sample of class +1 is added, one of class -1 is subtracted: the label is the sign.",
            _train(move=lambda w, b, step, x: (w + abs(step) * x, b + abs(step))),
            also=[_train(move=lambda w, b, step, x: (w + abs(step) * x, b + step))],
        ),
        Mistake(
            "the sum forgets the bias",
            "Whether an answer is right depends on the whole sum, sample @ w + b.",
            _train(weighted_sum=lambda w, b, x: x @ w),
        ),
        Mistake(
            "the bias always grows by 1",
            "The bias moves by the label: up for a sample of class +1, down for one of class -1.",
            _train(move=lambda w, b, step, x: (w + step * x, b + abs(step))),
        ),
        Mistake(
            "a margin of 1",
            "An answer is right as soon as label times sum is above 0; it need not reach 1.",
            _train(lambda z, label: label * (label * z < 1)),
            also=[_train(lambda z, label: label * (label * z <= 1))],
        ),
        Mistake(
            "corrects the right answers",
            "You correct where label and sum have the same sign. There the answer is right.",
            _train(lambda z, label: label * (label * z >= 0)),
        ),
        Mistake(
            "the bias in the wrong direction",
            "The weights move as they should, and the bias moves the other way. Add the label.",
            _train(move=lambda w, b, step, x: (w + step * x, b - step)),
        ),
        Mistake(
            "the weights in the wrong direction",
            "The bias moves as it should, and the weights move the other way.",
            _train(move=lambda w, b, step, x: (w - step * x, b + step)),
        ),
        Mistake(
            "a sum of 0 counts as an answer",
            "A sum of exactly 0 is a mistake for both classes. You let it pass for one of them.",
            _train(lambda z, label: label * ((1 if z > 0 else -1) != label)),
            also=[_train(lambda z, label: label * ((1 if z >= 0 else -1) != label))],
        ),
        Mistake(
            "judged by the sum alone",
            "Whether an answer is right depends on the label as well: for the label -1 a negative "
            "sum is right.",
            _train(lambda z, label: label * (z <= 0)),
        ),
        Mistake(
            "label minus sum",
            "The rule moves by the label, after a mistake. The bare sum has no part in the step.",
            _train(lambda z, label: label - z),
        ),
        Mistake(
            "not from zeros",
            "Weights and bias start from 0; yours start elsewhere.",
            _train(start=(1.0, 1.0)),
            also=[_train(start=(0.0, 1.0)), _train(start=(1.0, 0.0))],
        ),
        Mistake(
            "the bias overwritten",
            "The label is added to the bias. You put it in its place.",
            _train(move=lambda w, b, step, x: (w + step * x, step or b)),
        ),
        Mistake(
            "the sample is left out",
            "Weight j moves by label times input j. An input of 0 was not to blame.",
            _train(move=lambda w, b, step, x: (w + step, b + step)),
        ),
        Mistake(
            "one epoch too many or too few",
            "Go through the samples `epochs` times, no more and no less.",
            lambda x, labels, epochs: _train_signed(x, labels, epochs + 1),
            also=[lambda x, labels, epochs: _train_signed(x, labels, epochs - 1)],
        ),
        Mistake(
            "a sample left out",
            "Every epoch meets all samples, from the first to the last.",
            lambda x, labels, epochs: _train_signed(x[:-1], labels[:-1], epochs),
            also=[lambda x, labels, epochs: _train_signed(x[1:], labels[1:], epochs)],
        ),
        Mistake(
            "loops exchanged",
            "An epoch goes once through all samples. You show one sample again and again, and "
            "then the next.",
            _train_each_sample_for_all_epochs,
            also=[_train_each_sample_until_right],
        ),
        Mistake(
            "an epoch ends at its first mistake",
            "After a correction the epoch goes on with the next sample.",
            _train_and_break,
        ),
    ],
    further=(
        "With these labels the convergence proof takes half a page: Novikoff, On convergence "
        "proofs on perceptrons, 1962."
    ),
    hints=[
        "Two loops: one over the epochs, and in it one over the samples with their labels.",
        "Label and sum have the same sign when the answer is right. What sign has their product?",
        "w and b change in the inner loop, right after a mistake. Start both from 0.",
    ],
)
