"""The sparsity penalty of a batch and its gradient."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _kl_penalty(codes, target):
    q = codes.mean(axis=0)
    units = target * np.log(target / q) + (1 - target) * np.log((1 - target) / (1 - q))
    slope = (q - target) / (q * (1 - q))
    return units.sum(), np.tile(slope / len(codes), (len(codes), 1))


def _kl_penalty_inputs(rng):
    return [
        (np.array([[0.2], [0.4]]), 0.1),
        (np.array([[0.05, 0.7], [0.15, 0.9], [0.4, 0.2]]), 0.2),
        (np.array([[0.3, 0.3], [0.3, 0.3], [0.3, 0.3]]), 0.3),
        (np.array([[0.01, 0.99, 0.5]]), 0.1),
        (rng.uniform(0.05, 0.95, size=(6, 4)), 0.05),
        (rng.uniform(0.05, 0.95, size=(3, 5)), 0.6),
    ]


def _parts(returned, codes, target):
    """Return penalty and gradient by name."""
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise ValueError("Expected two things: the penalty, a number, and the gradient, an array.")
    return {"penalty": returned[0], "gradient": returned[1]}


def _by_terms(codes, target):
    n = codes.shape[0]
    q = codes.sum(axis=0) / n
    cross = -target * np.log(q) - (1 - target) * np.log(1 - q)
    own = -target * np.log(target) - (1 - target) * np.log(1 - target)
    slope = (1 - target) / (1 - q) - target / q
    return np.sum(cross - own), np.ones(codes.shape) * slope / n


def _by_loop(codes, target):
    penalty, gradient = 0.0, np.zeros(codes.shape)
    for unit in range(codes.shape[1]):
        q = np.mean(codes[:, unit])
        penalty += target * np.log(target / q) + (1 - target) * np.log((1 - target) / (1 - q))
        gradient[:, unit] = (q - target) / q / (1 - q) / codes.shape[0]
    return penalty, gradient


def _with(penalty=None, slope=None, share=None, mean=None):
    """Return an answer that differs from the right one in one of its steps."""

    def answer(codes, target):
        q = codes.mean(axis=0) if mean is None else mean(codes)
        cost = target * np.log(target / q) + (1 - target) * np.log((1 - target) / (1 - q))
        cost = cost if penalty is None else penalty(q, target, cost)
        pull = (q - target) / (q * (1 - q)) if slope is None else slope(q, target)
        pull = pull / (len(codes) if share is None else share(codes))
        return np.sum(cost), np.broadcast_to(pull, codes.shape)

    return answer


def _reversed(q, p, _):
    return q * np.log(q / p) + (1 - q) * np.log((1 - q) / (1 - p))


def _slope_of_reversed(q, p):
    return np.log(q / p) - np.log((1 - q) / (1 - p))


kl_penalty = Exercise(
    name="kl_penalty",
    reference=_kl_penalty,
    right=[_by_terms, _by_loop],
    inputs=_kl_penalty_inputs,
    outcome=_parts,
    mistakes=[
        Mistake(
            "the share of an entry is missing",
            "An entry is one of n in its mean: if it grows by 1, the mean grows by 1/n only.",
            _with(share=lambda codes: 1),
        ),
        Mistake(
            "divided by all entries",
            "The mean of a unit is taken over the samples. Its entries are as many as the samples, "
            "not as many as the whole array has.",
            _with(share=lambda codes: codes.size),
            also=[_with(share=lambda codes: codes.shape[1])],
        ),
        Mistake(
            "p and q exchanged",
            "The divergence has a direction. The target comes first: p log(p / q).",
            _with(penalty=_reversed, slope=_slope_of_reversed),
            also=[_with(penalty=_reversed)],
        ),
        Mistake(
            "the second term is missing",
            "A unit has two sides: active, and not active. Each has a term of its own.",
            _with(penalty=lambda q, p, _: p * np.log(p / q), slope=lambda q, p: -p / q),
            also=[_with(penalty=lambda q, p, _: p * np.log(p / q))],
        ),
        Mistake(
            "mean over the units",
            "You take the mean of the units' divergences. Their sum is wanted.",
            _with(penalty=lambda q, p, cost: cost / np.size(cost)),
            also=[
                _with(
                    penalty=lambda q, p, cost: cost / np.size(cost),
                    slope=lambda q, p: (q - p) / (q * (1 - q)) / np.size(q),
                )
            ],
        ),
        Mistake(
            "the wrong sign",
            "A unit that is too busy has to come down: there the slope is above 0.",
            _with(slope=lambda q, p: (p - q) / (q * (1 - q))),
        ),
        Mistake(
            "the square's slope",
            "This is the slope of the squared difference. That of the divergence has q (1 - q) "
            "below the line.",
            _with(slope=lambda q, p: 2 * (q - p)),
            also=[_with(slope=lambda q, p: q - p)],
        ),
        Mistake(
            "mean over the wrong axis",
            "You take the mean of each sample. Wanted is that of each unit, over the samples.",
            _with(mean=lambda codes: codes.mean(axis=1, keepdims=True)),
        ),
        Mistake(
            "one mean for all units",
            "You take one mean of all units together: then one that shouts is made good by one "
            "that never speaks. Each unit has a mean of its own.",
            _with(mean=lambda codes: codes.mean()),
        ),
        Mistake(
            "each entry compared with the target",
            "You compare each activity with the target. Only the mean of a unit is.",
            _with(mean=lambda codes: codes),
        ),
    ],
    further="`dl.regularizers.KLSparsity`, and `dl.scratch.KLSparsity` with its gradient.",
    hints=[
        "First q, the mean of each unit over the samples. The penalty needs nothing else.",
        "By the chain rule: the slope with respect to q, times how much q changes when one entry "
        "does. The second factor is the same for all entries.",
    ],
)
