"""Weights by hand: exactly k of n inputs."""

import itertools

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _exactly_k(x, k):
    count = np.asarray(x).sum(axis=1, keepdims=True)
    hidden = (count + [0.5 - k, -0.5 - k] > 0).astype(float)
    output = (hidden @ [1.0, -1.0] - 0.5 > 0).astype(float)
    return hidden, output


def _patterns(n):
    return np.array(list(itertools.product([0.0, 1.0], repeat=n)))


def _hidden_sums(x, k):
    return np.asarray(x).sum(axis=1, keepdims=True) + [0.5 - k, -0.5 - k]


def _two_layers(x, k, weights, bias):
    hidden = (_hidden_sums(x, k) > 0).astype(float)
    return hidden, (hidden @ weights + bias > 0).astype(float)


def _with_second_unit(offset):
    """Return an answer whose second hidden unit has the bias `offset - k`."""

    def answer(x, k):
        hidden = (x.sum(axis=1, keepdims=True) + [0.5 - k, offset - k] > 0).astype(float)
        return hidden, (hidden @ [1.0, -1.0] - 0.5 > 0).astype(float)

    return answer


def _exactly_k_in_words(x, k):
    at_least = [[int(row.sum() >= k), int(row.sum() >= k + 1)] for row in x]
    return at_least, [int(a and not b) for a, b in at_least]


def _exactly_k_from_weights(x, k):
    def layer(x, kernel, bias):
        return np.heaviside(x @ kernel + bias, 0)

    hidden = layer(x, np.ones((x.shape[1], 2)), np.array([1 - k, -k]))
    return hidden, layer(hidden, np.array([3.0, -5.0]), -1.0)


def _exactly_k_by_itertools(x, k):
    counts = list(itertools.chain.from_iterable(x.sum(axis=1, keepdims=True)))
    hidden = np.array([[c > k - 1, c > k] for c in counts])
    return hidden, hidden[:, 0] & ~hidden[:, 1]


exactly_k = Exercise(
    name="exactly_k",
    reference=_exactly_k,
    right=[_exactly_k_in_words, _exactly_k_from_weights, _exactly_k_by_itertools],
    inputs=lambda rng: [(_patterns(n), k) for n, k in ((2, 1), (2, 2), (3, 1), (3, 2), (4, 3))],
    mistakes=[
        Mistake(
            "both units must fire",
            "Where more than k inputs are 1, both hidden units fire. That is the case to exclude: "
            "the second unit must count against the first.",
            lambda x, k: _two_layers(x, k, [1.0, 1.0], -1.5),
        ),
        Mistake(
            "one unit is enough",
            "Your output is on wherever the first hidden unit is. The second hidden unit must "
            "count against it.",
            lambda x, k: _two_layers(x, k, [1.0, 1.0], -0.5),
        ),
        Mistake(
            "the output is never on",
            "Your hidden units are right, and your output unit never fires. With the first one on "
            "and the second off its sum must be above 0: which of the two has the positive weight, "
            "and is that more than the bias takes away?",
            lambda x, k: _two_layers(x, k, [-1.0, 1.0], -0.5),
        ),
        Mistake(
            "hidden units without a step",
            "The hidden units pass on their sums. Each unit answers 0 or 1, after its step.",
            lambda x, k: (
                _hidden_sums(x, k),
                (_hidden_sums(x, k) @ [1, -1] - 0.5 > 0).astype(float),
            ),
            also=[lambda x, k: (_hidden_sums(x, k), _exactly_k(x, k)[1])],
        ),
        Mistake(
            "hidden columns exchanged",
            "The first column belongs to 'at least k', the second to 'at least k + 1'.",
            lambda x, k: (_two_layers(x, k, [1.0, -1.0], -0.5)[0][:, ::-1], _exactly_k(x, k)[1]),
        ),
        Mistake(
            "the second threshold",
            "The first hidden unit is right. The second one must be on from k + 1 ones on, one "
            "more than the first.",
            _with_second_unit(-1.5),
            also=[_with_second_unit(0.5), _with_second_unit(1.5)],
        ),
        Mistake(
            "one count too high",
            "Your hidden units stand for 'more than k' and 'more than k + 1': on the threshold "
            "a unit is silent, so put each threshold between two counts.",
            lambda x, k: _exactly_k(x, k + 1),
        ),
        Mistake(
            "the output is always on",
            "Your hidden units are right. Your output unit always fires: its bias is too large.",
            lambda x, k: _two_layers(x, k, [1.0, -1.0], 1.5),
        ),
        Mistake(
            "at most k",
            "Your output is on wherever the second hidden unit is off, even if the first is off "
            "as well. It must need the first.",
            lambda x, k: _two_layers(x, k, [0.0, -1.0], 0.5),
        ),
        Mistake(
            "the opposite",
            "Your output is off where exactly k inputs are 1, and on elsewhere.",
            lambda x, k: _two_layers(x, k, [-1.0, 1.0], 0.5),
        ),
        Mistake(
            "the output without a step",
            "The output unit answers 0 or 1, after its step; yours passes on a sum.",
            lambda x, k: (_exactly_k(x, k)[0], _exactly_k(x, k)[0] @ [1.0, -1.0] - 0.5),
            also=[lambda x, k: (_exactly_k(x, k)[0], _exactly_k(x, k)[0] @ [1.0, -2.0])],
        ),
        Mistake(
            "the first threshold",
            "The second hidden unit is right. The first one must be on for exactly k ones, too.",
            lambda x, k: (
                _exactly_k(x, k)[0][:, [1, 1]],
                np.zeros(len(x)),
            ),
        ),
        Mistake(
            "one count too low",
            "Your hidden units stand for 'at least k - 1' and 'at least k'.",
            lambda x, k: _exactly_k(x, k - 1),
        ),
        Mistake(
            "always exactly 1",
            "Your network fits k = 1, whatever k is. Put k into the biases.",
            lambda x, k: _exactly_k(x, 1),
        ),
        Mistake(
            "the second unit counts downwards",
            "Your second hidden unit fires for at most k ones. Asked for is 'at least k + 1'.",
            lambda x, k: (
                np.abs(_exactly_k(x, k)[0] - [0, 1]),
                _exactly_k(x, k)[1],
            ),
        ),
        Mistake(
            "sums over the samples",
            "Each sample is a row, and its ones are counted along the row, axis 1.",
            lambda x, k: _exactly_k(x.T, k),
        ),
        Mistake(
            "-1 instead of 0",
            "A unit that is off answers 0, and not -1.",
            lambda x, k: (2 * _exactly_k(x, k)[0] - 1, _exactly_k(x, k)[1]),
            also=[lambda x, k: tuple(2 * part - 1 for part in _exactly_k(x, k))],
        ),
        Mistake(
            "hidden units in rows",
            "Each sample is a row of `hidden`, and each hidden unit a column.",
            lambda x, k: (_exactly_k(x, k)[0].T, _exactly_k(x, k)[1]),
        ),
    ],
    further=(
        "The trick of two thresholds and a difference gives any bump; with many bumps a network"
        " draws any curve (Nielsen, 2015, chapter 4)."
    ),
    hints=[
        "You know a unit that fires for at least k ones. Take one more, for at least k + 1.",
        "Exactly k means: at least k, but not at least k + 1. The last unit has two inputs, "
        "and the weight of the second one is negative.",
        "The table of the last unit: (0, 0) gives 0, (1, 0) gives 1, (1, 1) gives 0. "
        "Which weights and which bias do that?",
    ],
)
