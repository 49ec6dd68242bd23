"""A matrix and a bias that nobody shows: which points give them away."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


class Move:
    """Points times a matrix, plus a bias; both can be read only where a failure is told."""

    def __init__(self, w, b):
        """Keep them; w has the shape (d, p), b the shape (p,)."""
        self._w, self._b = np.array(w, dtype=float), np.array(b, dtype=float)

    def __call__(self, x):
        """Move points, shape (..., d), to new ones, shape (..., p)."""
        return np.asarray(x, dtype=float) @ self._w + self._b

    def __repr__(self):
        """Say what was to be found."""
        return f"move with W = {self._w.tolist()} and b = {self._b.tolist()}"


def _unlock(move, d):
    b = move(np.zeros(d))
    return move(np.eye(d)) - b, b


def _unlock_inputs(rng):
    fixed = [
        (Move([[2, 0], [1, 3]], [5, -1]), 2),
        (Move([[1, 2, 0], [0, 4, -1]], [1, 0, 7]), 2),
        (Move([[3, -2]], [10, 1]), 1),
        (Move([[0, 1], [-1, 0]], [0, 0]), 2),
        (Move([[1, 2], [2, 4], [-3, 0]], [0.5, -2]), 3),
    ]
    sizes = [(3, 3), (2, 5), (4, 2)]
    drawn = [
        (Move(rng.normal(size=s).round(1), rng.normal(size=s[1]).round(1)), s[0]) for s in sizes
    ]
    return fixed + drawn


def _wrong(change):
    """Return an answer that gives what `change` makes of W and b."""
    return lambda move, d: change(*_unlock(move, d))


def _unlock_point_by_point(move, d):
    b = move([0.0] * d)
    rows = []
    for k in range(d):
        point = np.zeros(d)
        point[k] = 1
        rows.append(move(point) - b)
    return np.array(rows), b


def _unlock_in_one_call(move, d):
    places = move(np.vstack([np.zeros(d), np.identity(d)]))
    return places[1:] - places[0], places[0]


def _unlock_by_mirrored_points(move, d):
    ahead, behind = move(np.eye(d)), move(-np.eye(d))
    return (ahead - behind) / 2, (ahead + behind)[0] / 2


def _unlock_by_equations(move, d):
    points = np.random.default_rng(0).normal(size=(d + 4, d))
    columns = np.column_stack([points, np.ones(len(points))])
    both = np.linalg.lstsq(columns, move(points), rcond=None)[0]
    return both[:-1], both[-1]


unlock = Exercise(
    name="unlock",
    reference=_unlock,
    right=[
        _unlock_point_by_point,
        _unlock_in_one_call,
        _unlock_by_mirrored_points,
        _unlock_by_equations,
    ],
    inputs=_unlock_inputs,
    mistakes=[
        Mistake(
            "the bias is still in the matrix",
            "Where (1, 0) lands is the first row of W plus b: every point is shifted, this one, "
            "too. Take the shift off.",
            _wrong(lambda w, b: (w + b, b)),
        ),
        Mistake(
            "rows and columns swapped",
            "The place of (1, 0) is the first row of W, not its first column.",
            _wrong(lambda w, b: (w.T, b)),
        ),
        Mistake(
            "in the wrong order",
            "Return W first, then b.",
            _wrong(lambda w, b: (b, w)),
        ),
        Mistake(
            "no bias found",
            "The matrix alone would leave the origin where it is. Look where it really goes.",
            _wrong(lambda w, b: (w, 0 * b)),
            also=[_wrong(lambda w, b: (w + b, 0 * b))],
        ),
        Mistake(
            "the bias with a minus",
            "b is added to what the matrix gives, so it is where the origin lands, sign and all.",
            _wrong(lambda w, b: (w, -b)),
        ),
        Mistake(
            "the bias added once more",
            "The places contain b already. To be rid of it, subtract it.",
            _wrong(lambda w, b: (w + 2 * b, b)),
        ),
        Mistake(
            "the bias subtracted twice",
            "The places contain b once, so subtract it once.",
            _wrong(lambda w, b: (w - b, b)),
        ),
        Mistake(
            "the bias as a table",
            "b is a vector, of shape (p,). Yours has an axis more: send one point, not a table "
            "of points, or take a row.",
            _wrong(lambda w, b: (w, b[None])),
            also=[
                _wrong(lambda w, b: (w, b[:, None])),
                lambda move, d: (_unlock(move, d)[0], move(np.zeros((d, d)))),
                _wrong(lambda w, b: (w + b, b[None])),
            ],
        ),
        Mistake(
            "the point of ones taken for the origin",
            "Where (1, 1) lands is b plus all rows of W. Only the origin lands on b alone.",
            lambda move, d: (move(np.eye(d)) - move(np.ones(d)), move(np.ones(d))),
            also=[
                lambda move, d: (move(np.eye(d)), move(np.ones(d))),
                lambda move, d: (_unlock(move, d)[0], move(np.ones(d))),
            ],
        ),
        Mistake(
            "all rows added up",
            "The point (1, 1) mixes all rows of W in one sum. Send points with a single 1.",
            lambda move, d: (move(np.ones(d)) - move(np.zeros(d)), move(np.zeros(d))),
            also=[lambda move, d: (move(np.ones((d, d))) - move(np.zeros(d)), move(np.zeros(d)))],
        ),
        Mistake(
            "the first row only",
            "W has d rows. You need one point for each of them.",
            _wrong(lambda w, b: (w[0], b)),
            also=[_wrong(lambda w, b: (w[:1], b)), _wrong(lambda w, b: (0 * w + w[0], b))],
        ),
        Mistake(
            "the last row first",
            "Row 0 of W is where the point with the 1 in front goes.",
            _wrong(lambda w, b: (w[::-1], b)),
        ),
        Mistake(
            "the mean place taken for the bias",
            "The mean of the places is b plus the mean of the rows of W. Which point has no share "
            "of any row?",
            lambda move, d: (
                move(np.eye(d)) - move(np.eye(d)).mean(axis=0),
                move(np.eye(d)).mean(axis=0),
            ),
        ),
        Mistake(
            "always two coordinates",
            "The points have d coordinates, not always two.",
            lambda move, d: _unlock(move, 2),
        ),
    ],
    further=(
        "3Blue1Brown's Essence of linear algebra sees matrices in the same way; there points are "
        "columns, so the places are columns, too."
    ),
    hints=[
        "One point is not moved by any matrix. Which? So what you see of it is the shift alone.",
        "Send the points with a single 1, all at once. Each lands on a row of W, shifted.",
    ],
)
