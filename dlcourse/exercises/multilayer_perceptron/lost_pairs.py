"""Diagnose a hidden layer: which samples of different classes has it laid on one place?"""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _lost_pairs(codes, targets, tolerance):
    count = 0
    for i in range(len(codes)):
        for j in range(i):
            near = np.abs(codes[i] - codes[j]).max() < tolerance
            count += bool(near and targets[i] != targets[j])
    return count


def _lost_pairs_inputs(rng):
    xor = np.array([0, 1, 1, 0])
    fixed = [
        # The fold of the lesson, where nothing is lost: the two that meet have one class.
        (np.array([[0.0, 0], [0, 1], [1, 0], [0, 0]]), xor, 0.1),
        (np.array([[0.0, 0], [0.0, 0.0], [1, 0], [0, 1]]), xor, 0.1),
        # Alike in one unit only; near, but not equal; all on one place.
        (np.array([[0.0, 0], [0, 1], [1, 1], [1, 0]]), xor, 0.1),
        (np.array([[0.5, -0.5], [0.53, -0.48], [-0.9, 0.9], [0.9, 0.9]]), xor, 0.1),
        (np.zeros((4, 2)), xor, 0.1),
        # The differences have mean 0; the same codes with a smaller tolerance; three units.
        (np.array([[0.0, 0], [0.5, -0.5], [2, 2], [-2, 3]]), xor, 0.1),
        (np.array([[0.5, -0.5], [0.53, -0.48], [-0.9, 0.9], [0.9, 0.9]]), xor, 0.01),
        (np.array([[0.0, 0, 0], [0, 0, 2], [0, 0, 1], [0, 0, 1]]), xor, 0.1),
        # Near in each unit, a little farther along the diagonal; a single sample.
        (np.array([[0.0, 0], [0.09, 0.09], [3, 3], [-3, 3]]), xor, 0.1),
        (np.array([[1.0, 2.0]]), np.array([1]), 0.1),
        # Three classes.
        (np.zeros((3, 1)), np.array([0, 1, 2]), 0.1),
    ]
    drawn = [
        (rng.integers(0, 2, size=(7, 2)).astype(float), rng.integers(0, 2, size=7), 0.1)
        for _ in range(3)
    ]
    return fixed + drawn


def _by_broadcasting(codes, targets, tolerance):
    distances = np.abs(codes[:, None] - codes[None]).max(axis=-1)
    lost = (distances < tolerance) & (targets[:, None] != targets)
    return int(lost.sum()) // 2


def _by_list(codes, targets, tolerance):
    n = len(codes)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n) if targets[i] != targets[j]]
    return len([1 for i, j in pairs if all(np.abs(codes[i] - codes[j]) < tolerance)])


def _counted(near, codes, targets, tolerance, differ=lambda a, b: a != b, start=lambda i: i + 1):
    """Count pairs by other rules: which are near, which differ, where the inner loop starts."""
    n = len(codes)
    return sum(
        bool(near(codes[i] - codes[j], tolerance) and differ(targets[i], targets[j]))
        for i in range(n)
        for j in range(start(i), n)
    )


def _near(difference, tolerance):
    return np.abs(difference).max() < tolerance


lost_pairs = Exercise(
    name="lost_pairs",
    reference=_lost_pairs,
    right=[_by_broadcasting, _by_list],
    inputs=_lost_pairs_inputs,
    mistakes=[
        Mistake(
            "counts each pair twice",
            "The pair (0, 1) and the pair (1, 0) are the same pair.",
            lambda *a: _counted(_near, *a, start=lambda i: 0),
        ),
        Mistake(
            "counts pairs of one class",
            "Two samples with the same target may share a place: nothing is lost.",
            lambda *a: _counted(_near, *a, differ=lambda a, b: True),
        ),
        Mistake(
            "only pairs of one class",
            "You count the pairs whose targets are equal. Those need not be told apart.",
            lambda *a: _counted(_near, *a, differ=lambda a, b: a == b),
        ),
        Mistake(
            "one unit is enough",
            "You call two samples alike if one unit gives them the same. Another unit may still "
            "tell them apart: all units must agree.",
            lambda *a: _counted(lambda d, t: np.abs(d).min() < t, *a),
        ),
        Mistake(
            "only equal codes",
            "Trained codes are seldom exactly equal. Nearer than the tolerance is enough.",
            lambda *a: _counted(lambda d, t: not np.any(d), *a),
        ),
        Mistake(
            "differences without their sign",
            "A difference may be negative, and is then smaller than any tolerance. Take its "
            "absolute value.",
            lambda *a: _counted(lambda d, t: d.max() < t, *a),
        ),
        Mistake(
            "the mean difference",
            "You average over the units. A large difference in one unit is enough to tell two "
            "samples apart.",
            lambda *a: _counted(lambda d, t: abs(d.mean()) < t, *a),
        ),
        Mistake(
            "neighbours only",
            "You compare each sample with the next one only. Any two samples may meet.",
            lambda codes, targets, tolerance: sum(
                bool(_near(codes[i] - codes[i + 1], tolerance) and targets[i] != targets[i + 1])
                for i in range(len(codes) - 1)
            ),
        ),
    ],
    further=(
        "How often a layer can fold the plane, and what depth adds: Montufar et al., On the "
        "number of linear regions, 2014."
    ),
    hints=[
        "Two loops: one over the samples, one over those that come after.",
        "For each pair two questions: do the targets differ, and is the largest difference of the "
        "codes small?",
        "The size of a difference has no sign: np.abs. Over all units: .max().",
    ],
)
