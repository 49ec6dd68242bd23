"""Softmax without overflow."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _stable_softmax(z):
    numerator = np.exp(z - z.max(axis=1, keepdims=True))
    return numerator / numerator.sum(axis=1, keepdims=True)


def _softmax_inputs(rng):
    return [
        (np.array([[0.3, 2.9, 4.0]]),),
        (np.array([[1.0, 2.0], [-3.0, 1.0]]),),
        (np.array([[1010.0, 1000.0, 990.0], [0.0, 1.0, 2.0]]),),
        (np.array([[-1000.0, -1001.0]]),),
        (np.array([[1000.0, 0.0, -1000.0]]),),
        (rng.normal(size=(4, 3)).round(1),),
        (rng.normal(size=(3, 5)).round(1) * 100,),
    ]


def _softmax(shifted, axis=1, keepdims=True):
    exps = np.exp(shifted)
    return exps / exps.sum(axis=axis, keepdims=keepdims)


def _with_nan_replaced(number):
    """Return an answer that lets exp overflow and puts a number where that gives NaN."""

    def answer(z):
        with np.errstate(all="ignore"):
            return np.nan_to_num(_softmax(z), nan=number)

    return answer


def _softmax_by_rows(z):
    rows = []
    for row in z:
        exps = np.exp(row - max(row))
        rows.append(exps / sum(exps))
    return np.stack(rows)


def _softmax_by_logarithm(z):
    shifted = z - np.amax(z, axis=-1)[:, np.newaxis]
    return np.exp(shifted - np.log(np.exp(shifted).sum(axis=-1))[:, np.newaxis])


stable_softmax = Exercise(
    name="stable_softmax",
    reference=_stable_softmax,
    right=[_softmax_by_rows, _softmax_by_logarithm],
    inputs=_softmax_inputs,
    mistakes=[
        Mistake(
            "overflow",
            "exp(1010) is larger than any float64, and infinity divided by infinity is no number. "
            "Shift the scores of each row before the exponential.",
            lambda z: _softmax(z),
        ),
        Mistake(
            "divided by the maximum",
            "Dividing the scores by their maximum changes the result. Subtracting it does not.",
            lambda z: _softmax(z / z.max(axis=1, keepdims=True)),
        ),
        Mistake(
            "subtracted the minimum",
            "Then the smallest score becomes 0, and the largest may still be too large for exp.",
            lambda z: _softmax(z - z.min(axis=1, keepdims=True)),
        ),
        Mistake(
            "one maximum for the whole batch",
            "Each row needs its own maximum: beside a row of large scores, the exponentials of all "
            "others become 0, and 0 divided by 0 is no number.",
            lambda z: _softmax(z - z.max()),
        ),
        Mistake(
            "wrong axis",
            "Classes compete within one sample: every row must sum to 1, and not every column.",
            lambda z: _softmax(z - z.max(axis=0, keepdims=True), axis=0),
        ),
        Mistake(
            "one sum for the whole batch",
            "Every row must sum to 1 by itself; yours sum to 1 all together.",
            lambda z: _softmax(z - z.max(axis=1, keepdims=True), axis=None),
        ),
        Mistake(
            "overflow, and one sum for the whole batch",
            "Two things: every row must sum to 1 by itself, and exp of a large score overflows.",
            lambda z: _softmax(z, axis=None),
        ),
        Mistake(
            "axis lost in the sum",
            "Without keepdims=True the sums have shape (n,), and NumPy lines that up with the "
            "columns.",
            lambda z: _softmax(z - z.max(axis=1, keepdims=True), keepdims=False),
        ),
        Mistake(
            "not normalised",
            "You returned the exponentials. Divide each row by its sum.",
            lambda z: np.exp(z - z.max(axis=1, keepdims=True)),
        ),
        Mistake(
            "one maximum and one sum for the whole batch",
            "Every row is a sample of its own: its maximum and its sum are those of the row. Yours "
            "are those of all rows together.",
            lambda z: _softmax(z - z.max(), axis=None),
        ),
        Mistake(
            "axis lost in maximum and sum",
            "Without keepdims=True maxima and sums have shape (n,), and NumPy lines that up with "
            "the columns.",
            lambda z: _softmax(z - z.max(axis=1), keepdims=False),
        ),
        Mistake(
            "no exponential",
            "Scores may be negative or sum to 0. The exponential makes them positive before you "
            "divide by their sum.",
            lambda z: z / z.sum(axis=1, keepdims=True),
        ),
        Mistake(
            "scores clipped",
            "Clipped, scores beyond the limit become equal, although they differ. Shift them "
            "instead: that keeps their differences.",
            lambda z: _softmax(np.clip(z, -500, 500)),
            also=[
                lambda z: _softmax(np.clip(z, -700, 700)),
                lambda z: _softmax(np.clip(z, -709, 709)),
                lambda z: _softmax(np.clip(z, -100, 100)),
                lambda z: _softmax(np.clip(z, -50, 50)),
            ],
        ),
        Mistake(
            "NaN replaced",
            "Where exp overflows, the result is lost, and a fixed number in its place is a guess. "
            "See that it does not overflow.",
            _with_nan_replaced(0.0),
            also=[_with_nan_replaced(1.0)],
        ),
        Mistake(
            "subtracted the mean",
            "A score can lie far above the mean, and then its exponential still overflows. What "
            "makes the largest score 0?",
            lambda z: _softmax(z - z.mean(axis=1, keepdims=True)),
        ),
        Mistake(
            "maximum of absolute values",
            "Where all scores are far below 0, this shifts them further down, until every "
            "exponential is 0. Take the largest score, with its sign.",
            lambda z: _softmax(z - np.abs(z).max(axis=1, keepdims=True)),
        ),
        Mistake(
            "maximum of each column",
            "The maximum is that of the row: it must be the same number for all classes of a "
            "sample, or the result changes.",
            lambda z: _softmax(z - z.max(axis=0)),
        ),
        Mistake(
            "a fixed shift",
            "No fixed number fits all scores: some are still too large, others all become 0.",
            lambda z: _softmax(z - 1000),
        ),
        Mistake(
            "score and maximum exchanged",
            "Subtract the maximum from the scores. The other way round, the smallest score gets "
            "the largest probability.",
            lambda z: _softmax(z.max(axis=1, keepdims=True) - z),
            also=[lambda z: _softmax(-z)],
        ),
        Mistake(
            "mean instead of sum",
            "Divided by their mean, the numbers of a row sum to the number of classes, not to 1.",
            lambda z: _stable_softmax(z) * z.shape[1],
        ),
        Mistake(
            "shifted above and not below",
            "Numerator and denominator must be shifted alike: compute the exponentials once, and "
            "use them twice.",
            lambda z: (
                np.exp(z - z.max(axis=1, keepdims=True)) / np.exp(z).sum(axis=1, keepdims=True)
            ),
            also=[
                lambda z: (
                    np.exp(z) / np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
                )
            ],
        ),
        Mistake(
            "all or nothing",
            "You give the largest score everything. Softmax gives each class a part, and the "
            "largest score the largest.",
            lambda z: (z == z.max(axis=1, keepdims=True)) * 1.0,
        ),
        Mistake(
            "sigmoid of each score",
            "The sigmoid looks at each score alone. Here all classes of a row share one sum.",
            lambda z: 1 / (1 + np.exp(-z)),
        ),
        Mistake(
            "logarithm of the result",
            "You returned logarithms of the probabilities. Asked for are the probabilities.",
            lambda z: z - np.logaddexp.reduce(z, axis=1, keepdims=True),
        ),
        Mistake(
            "base 2",
            "Softmax takes powers of e, not of 2.",
            lambda z: _stable_softmax(np.log(2) * z),
        ),
    ],
    further="`keras.ops.softmax` and `keras.ops.logsumexp` subtract the largest score, too.",
    hints=[
        "Subtract from every row its largest entry; that changes nothing in the result.",
        "Keep the reduced axis, so that maxima and sums have shape (n, 1) and broadcast over rows.",
    ],
)
