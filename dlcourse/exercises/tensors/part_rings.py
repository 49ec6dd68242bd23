"""Part two rings with the numbers of a small network, chosen by hand."""

import numpy as np

from dlcourse import scratch
from dlcourse.judging import Exercise, Mistake

_ANGLES = np.arange(8) * np.pi / 4
_COMPASS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)  # east, north-east, north, ...


def _part_rings():
    # |x1| + |x2| is at most 1.42 on the inner ring and at least 2 on the outer.
    kernel1, bias1 = np.array([[1.0, -1.0, 0.0, 0.0], [0.0, 0.0, 1.0, -1.0]]), np.zeros(4)
    kernel2, bias2 = -np.ones((4, 1)), np.array([1.7])
    return kernel1, bias1, kernel2, bias2


def _parts(returned):
    """Return the four parts as arrays of fitting shapes."""
    if not isinstance(returned, tuple | list) or len(returned) != 4:
        raise ValueError("expected four parts: W1, b1, W2, b2")
    parts = [np.asarray(part, dtype=float) for part in returned]
    p = parts[1].size
    names, wanted = ("W1", "b1", "W2", "b2"), ((2, p), (p,), (p, 1), (1,))
    for name, part, shape in zip(names, parts, wanted, strict=True):
        if part.shape != shape:
            raise ValueError(
                f"with p = {p} entries in b1, expected {name} of shape {shape}; got {part.shape}"
            )
    return parts


def _signs(returned):
    """Return whether the score is above or below 0 in eight places of either ring."""
    kernel1, bias1, kernel2, bias2 = _parts(returned)
    signs = {}
    for name, radius in (("inner ring", 1), ("outer ring", 2)):
        hidden = scratch.relu(scratch.Dense(kernel1, bias1).forward(radius * _COMPASS))
        score = scratch.Dense(kernel2, bias2).forward(hidden)[:, 0]
        marks = np.where(np.abs(score) < 1e-6, "0", np.where(score > 0, "+", "-"))
        signs[name] = " ".join(marks)
    # One text: a known mistake has these signs as a whole, or is not the one made.
    return {"from (1, 0) on, anticlockwise": "; ".join(f"{k} {v}" for k, v in signs.items())}


def _by_three_units():
    angles = np.array([90, 210, 330]) * np.pi / 180
    directions = np.stack([np.cos(angles), np.sin(angles)])
    return directions, [0, 0, 0], [[-1], [-1], [-1]], [1.3]


def _by_eight_units():
    return 3 * _COMPASS.T, -4.2 * np.ones(8), -2 * np.ones((8, 1)), [0.5]


def _with(*, kernel1=None, kernel2=None, bias2=None):
    """Return an answer like the reference but for the parts given."""

    def answer():
        first, bias1, second, bias = _part_rings()
        first = first if kernel1 is None else np.array(kernel1, dtype=float)
        second = second if kernel2 is None else np.array(kernel2, dtype=float)[:, None]
        bias1 = np.zeros(first.shape[1])
        return first, bias1, second, bias if bias2 is None else np.array([bias2])

    return answer


part_rings = Exercise(
    name="part_rings",
    reference=_part_rings,
    right=[_by_three_units, _by_eight_units],
    inputs=lambda rng: [()],
    outcome=_signs,
    mistakes=[
        Mistake(
            "inside out",
            "Your score is below 0 on the inner ring and above 0 on the outer. Turn all signs "
            "of the last layer round, those of its weights and that of its bias.",
            _with(kernel2=[1, 1, 1, 1], bias2=-1.7),
        ),
        Mistake(
            "always inner",
            "Your score is above 0 on both rings. Compare the largest sum of sizes on the inner "
            "ring with the smallest on the outer: the last bias must lie between the two.",
            _with(bias2=9),
        ),
        Mistake(
            "always outer",
            "Your score is below 0 on both rings. Compare the largest sum of sizes on the inner "
            "ring with the smallest on the outer: the last bias must lie between the two.",
            _with(bias2=0.5),
        ),
        Mistake(
            "inner ring cut at the corners",
            "Half-way between the axes the inner ring is thought to be outer. There x1 and x2 are "
            "both 0.71, and their sum is larger than 1.",
            _with(bias2=1.2),
        ),
        Mistake(
            "outer ring inner on the axes",
            "On the four axes the outer ring is thought to be inner. Its sum of sizes is only 2 "
            "there: the last bias is too large.",
            _with(bias2=2.3),
        ),
        Mistake(
            "crushed, not folded",
            "Your paper is crushed: where a coordinate is negative, nothing of it is left, and "
            "the outer ring seems to lie in the middle. Give each side a unit of its own.",
            _with(kernel1=np.eye(2), kernel2=[-1, -1]),
            also=[
                _with(kernel1=np.diag(signs), kernel2=[-1, -1])
                for signs in ([1, -1], [-1, 1], [-1, -1])
            ],
        ),
        Mistake(
            "folded along one axis only",
            "Your score depends on one coordinate only: it parts a band from the rest, and "
            "the outer ring crosses the band. Fold along the other axis, too.",
            _with(kernel1=[[1, -1], [0, 0]], kernel2=[-1, -1], bias2=1.2),
            also=[_with(kernel1=[[0, 0], [1, -1]], kernel2=[-1, -1], bias2=1.2)],
        ),
    ],
    further=(
        "The same by a trained network, in motion: C. Olah, Neural Networks, Manifolds, and "
        "Topology, 2014."
    ),
    hints=[
        "Both coordinates may be negative. The fold of section 5 made their sizes of them.",
        "Add the two sizes. On the outer ring this sum is 2 on the axes, and larger elsewhere. "
        "Where is it largest on the inner ring?",
        "Take the first matrix of the fold as W1, no bias there, and let the last layer "
        "subtract all four outputs from a number between the two.",
    ],
)
