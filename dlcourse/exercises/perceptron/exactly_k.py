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
            "This is OR: the second hidden unit adds nothing to it. It must count against the "
            "first.",
            lambda x, k: _two_layers(x, k, [1.0, 1.0], -0.5),
        ),
        Mistake(
            "the wrong unit inhibits",
            "The unit for 'at least k' excites and the one for 'at least k + 1' inhibits; "
            "yours are the other way round.",
            lambda x, k: _two_layers(x, k, [-1.0, 1.0], -0.5),
        ),
        Mistake(
            "hidden units without a step",
            "The hidden units pass on their sums. Each unit answers 0 or 1, after its step.",
            lambda x, k: (
                _hidden_sums(x, k),
                (_hidden_sums(x, k) @ [1, -1] - 0.5 > 0).astype(float),
            ),
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
    ],
    hints=[
        "You know a unit that fires for at least k ones. Take one more, for at least k + 1.",
        "Exactly k means: at least k, but not at least k + 1. The last unit has two inputs, "
        "and the weight of the second one is negative.",
        "The table of the last unit: (0, 0) gives 0, (1, 0) gives 1, (1, 1) gives 0. "
        "Which weights and which bias do that?",
    ],
)
