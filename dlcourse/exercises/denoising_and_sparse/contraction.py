"""How strongly a code answers to small changes of its input."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _contraction(codes, kernel):
    slopes = codes * (1 - codes)
    lengths = np.sum(kernel**2, axis=0)
    return np.mean(np.sum(slopes**2 * lengths, axis=1))


def _contraction_inputs(rng):
    return [
        (np.array([[0.5]]), np.array([[2.0]])),
        (np.array([[0.5, 0.1], [0.9, 0.2]]), np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]])),
        (rng.uniform(0.05, 0.95, size=(5, 3)), rng.normal(size=(3, 3))),
        (rng.uniform(0.05, 0.95, size=(1, 4)), rng.normal(size=(6, 4))),
        (rng.uniform(0.05, 0.95, size=(7, 2)), rng.normal(size=(4, 2))),
    ]


def _by_jacobian(codes, kernel):
    total = 0.0
    for h in codes:
        jacobian = kernel * h * (1 - h)
        total += np.sum(jacobian**2)
    return total / codes.shape[0]


def _by_matrix(codes, kernel):
    squares = (codes - codes**2) ** 2
    return float((squares @ (kernel**2).T).sum()) / len(codes)


def _with(slope=lambda h: h * (1 - h), power=2, end=None, size=None):
    """Return an answer that differs from the right one in one of its steps."""

    def answer(codes, kernel):
        lengths = (np.sum(kernel**2, axis=0)) if size is None else size(kernel)
        each = np.sum(slope(codes) ** power * lengths, axis=1)
        return np.mean(each) if end is None else end(each, codes, kernel)

    return answer


contraction = Exercise(
    name="contraction",
    reference=_contraction,
    right=[_by_jacobian, _by_matrix],
    inputs=_contraction_inputs,
    mistakes=[
        Mistake(
            "the slope is not squared",
            "A slope of the code is h (1 - h) times a weight, and the whole product is squared.",
            _with(power=1),
        ),
        Mistake(
            "the weights are not squared",
            "Of each weight the square counts, whether it is above or below 0.",
            _with(size=lambda kernel: np.sum(np.abs(kernel), axis=0)),
            also=[_with(size=lambda kernel: kernel.sum(axis=0))],
        ),
        Mistake(
            "the slope of the sigmoid is missing",
            "This counts the weights alone. A unit that is nearly 0 or 1 hardly answers, however "
            "large its weights are.",
            _with(slope=lambda h: np.ones_like(h)),
        ),
        Mistake(
            "the activity for its slope",
            "You multiply by the activity. The slope of a sigmoid is h (1 - h).",
            _with(slope=lambda h: h),
            also=[_with(slope=lambda h: 1 - h)],
        ),
        Mistake(
            "the sum over the samples",
            "You add the samples up. The mean is wanted.",
            _with(end=lambda each, codes, kernel: each.sum()),
        ),
        Mistake(
            "the mean over too much",
            "You divide by more than the number of samples: units and pixels are added up.",
            _with(end=lambda each, codes, kernel: each.mean() / codes.shape[1]),
            also=[
                _with(end=lambda each, codes, kernel: each.mean() / kernel.size),
                _with(end=lambda each, codes, kernel: each.mean() / len(kernel)),
            ],
        ),
        Mistake(
            "the root",
            "You take the root: no root here, squares are added up.",
            _with(end=lambda each, codes, kernel: np.sqrt(each).mean()),
            also=[_with(end=lambda each, codes, kernel: np.sqrt(each.mean()))],
        ),
        Mistake(
            "one number per sample",
            "You return one number for each sample. Return their mean.",
            _with(end=lambda each, codes, kernel: each),
        ),
    ],
    further="S. Rifai and others, Contractive auto-encoders, 2011.",
    hints=[
        "The slope of unit j with respect to pixel i is h_j (1 - h_j) times the weight from i to "
        "j. Square it, and add up over i and j.",
        "The first factor does not depend on i. So of the weights you need one number for each "
        "unit: the sum of their squares.",
    ],
)
