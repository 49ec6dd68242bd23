"""Gradient clipping by the norm of all gradients together."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _clip_by_norm(gradients, limit):
    length = np.sqrt(sum(np.sum(g**2) for g in gradients))
    if length <= limit:
        return [g.copy() for g in gradients]
    return [g * (limit / length) for g in gradients]


def _clip_by_norm_inputs(rng):
    kernel, bias = np.array([[3.0, 0.0], [0.0, 0.0]]), np.array([4.0, 0.0])
    return [
        ([kernel, bias], 1.0),
        ([kernel, bias], 10.0),
        ([kernel, bias], 5.0),
        ([kernel, bias], 3.5),
        ([np.zeros((2, 2)), np.zeros(2)], 1.0),
        ([np.array([0.9, -100.0])], 1.0),
        ([np.array([1e-6, -2e-6])], 1.0),
        ([rng.normal(size=(3, 2)), rng.normal(size=2), rng.normal(size=(2, 1))], 0.7),
    ]


def _arrays(returned, gradients, limit):
    """Return the arrays by their places."""
    if not isinstance(returned, list | tuple) or len(returned) != len(gradients):
        raise ValueError(f"Expected a list of {len(gradients)} arrays, one for each of gradients.")
    return {f"array {place}": array for place, array in enumerate(returned)}


def _by_one_vector(gradients, limit):
    everything = np.concatenate([g.ravel() for g in gradients])
    factor = min(1.0, limit / max(np.linalg.norm(everything), 1e-300))
    return [factor * g for g in gradients]


def _by_loop(gradients, limit):
    squares = 0.0
    for g in gradients:
        for number in g.ravel().tolist():
            squares += number**2
    shorter = []
    for g in gradients:
        shorter.append(g / max(1, squares**0.5 / limit))
    return tuple(shorter)


def _scaled(length, always=False):
    """Return an answer that measures the gradients otherwise, or always scales them."""

    def answer(gradients, limit):
        norm = length(gradients)
        with np.errstate(all="ignore"):
            if norm <= limit and not always:
                return [g.copy() for g in gradients]
            return [g * limit / norm for g in gradients]

    return answer


def _norm(gradients):
    return np.sqrt(sum(np.sum(g**2) for g in gradients))


def _in_place(gradients, limit):
    factor = min(1.0, limit / max(_norm(gradients), 1e-300))
    for g in gradients:
        g *= factor
    return gradients


clip_by_norm = Exercise(
    name="clip_by_norm",
    reference=_clip_by_norm,
    right=[_by_one_vector, _by_loop],
    inputs=_clip_by_norm_inputs,
    outcome=_arrays,
    mistakes=[
        Mistake(
            "each array by itself",
            "You measure each array by itself. If one is shortened and another is not, the step "
            "points elsewhere: take one length of all together, and one factor.",
            lambda gradients, limit: [_scaled(_norm)([g], limit)[0] for g in gradients],
        ),
        Mistake(
            "each number by itself",
            "You cut off single numbers. That changes the direction of the step; multiply all by "
            "one factor.",
            lambda gradients, limit: [np.clip(g, -limit, limit) for g in gradients],
            also=[lambda gradients, limit: [np.minimum(g, limit) for g in gradients]],
        ),
        Mistake(
            "short gradients made longer",
            "You always bring the length to the limit. Gradients shorter than the limit stay as "
            "they are.",
            _scaled(_norm, always=True),
            also=[
                lambda gradients, limit: [
                    g * limit / max(_norm(gradients), 1e-300) for g in gradients
                ]
            ],
        ),
        Mistake(
            "the root is missing",
            "The length is the root of the sum of all squares.",
            _scaled(lambda gradients: sum(np.sum(g**2) for g in gradients)),
        ),
        Mistake(
            "lengths added up",
            "The lengths of the arrays do not add up. Add the squares, and take the root of that.",
            _scaled(lambda gradients: sum(np.linalg.norm(g) for g in gradients)),
        ),
        Mistake(
            "the largest number",
            "The largest number is not the length of the gradient.",
            _scaled(lambda gradients: max(np.abs(g).max() for g in gradients)),
        ),
        Mistake(
            "sum of absolute values",
            "The Euclidean length squares the numbers before it adds them up.",
            _scaled(lambda gradients: sum(np.abs(g).sum() for g in gradients)),
        ),
        Mistake(
            "length 1 for every limit",
            "Divided by their length, the gradients have the length 1. The limit may be another.",
            lambda gradients, limit: (
                [g.copy() for g in gradients]
                if _norm(gradients) <= limit
                else [g / _norm(gradients) for g in gradients]
            ),
        ),
        Mistake(
            "divided by the limit",
            "To shorten, multiply by the limit and divide by the length.",
            lambda gradients, limit: (
                [g.copy() for g in gradients]
                if _norm(gradients) <= limit
                else [g * _norm(gradients) / limit for g in gradients]
            ),
            also=[
                lambda gradients, limit: (
                    [g.copy() for g in gradients]
                    if _norm(gradients) <= limit
                    else [g / limit for g in gradients]
                )
            ],
        ),
        Mistake(
            "thrown away",
            "A gradient that is too long still says where to go. Shorten it; do not drop it.",
            lambda gradients, limit: [g * (_norm(gradients) <= limit) for g in gradients],
        ),
        Mistake(
            "changes its input",
            "`g *= ...` writes into the arrays of the caller. Return new ones.",
            _in_place,
        ),
    ],
    further="In Keras: `global_clipnorm` of any optimizer, such as `keras.optimizers.SGD`.",
    hints=[
        "First one number, the length of all gradients together. Then one factor for all of them.",
        "The length is the root of the sum of the squares in all arrays. When is the factor 1?",
    ],
)
