"""A central difference: one number moves, the others stay."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _partial_derivative(f, w, k, h):
    ahead, behind = w.copy(), w.copy()
    ahead[k] += h
    behind[k] -= h
    return (f(ahead) - f(behind)) / (2 * h)


def cube_times_next(w):
    """Return w0³ w1."""
    return w[0] ** 3 * w[1]


def skewed(w):
    """Return a sum of cubes and of products of neighbours, for any number of weights."""
    return np.sum(w**3) + np.sum(w[1:] * w[:-1] ** 2)


def _partial_derivative_inputs(rng):
    place = np.array([1.0, 2.0])
    fixed = [(cube_times_next, place, 0, 0.5), (cube_times_next, place, 1, 0.5)]
    fixed += [(cube_times_next, np.array([-1.0, 0.5]), 0, 0.1), (skewed, np.array([1.0]), 0, 0.25)]
    fixed += [(cube_times_next, np.array([1.0, -2.0]), 0, 0.25)]  # falls
    return fixed + [(skewed, rng.normal(size=4).round(1), k, 0.2) for k in range(4)]


def _nudge(w, k, h):
    return w + h * (np.arange(len(w)) == k)


def _moves_its_input(f, w, k, h):
    w[k] += h
    above = f(w)
    w[k] -= 2 * h
    return (above - f(w)) / (2 * h)


def _names_for_its_input(f, w, k, h):
    ahead = behind = w
    ahead[k] += h
    behind[k] -= h
    return (f(ahead) - f(behind)) / (2 * h)


def _placed(w, k, value):
    return np.where(np.arange(len(w)) == k, value, w)


def _partial_by_unit_vector(f, w, k, h):
    nudge = np.zeros(len(w))
    nudge[k] = h
    return (f(w + nudge) - f(w - nudge)) / (2 * h)


def _partial_by_one_knob(f, w, k, h):
    def turned(value):
        return f(np.array([value if i == k else other for i, other in enumerate(w)]))

    return 0.5 * (turned(w[k] + h) - turned(w[k] - h)) / h


def _partial_with_lists(f, w, k, h):
    ahead, behind = list(w), list(w)
    ahead[k], behind[k] = ahead[k] + h, behind[k] - h
    return np.float32((f(np.array(ahead)) - f(np.array(behind))) / h / 2)


def _partial_from_the_whole_gradient(f, w, k, h):
    steps = h * np.eye(len(w))
    return np.array([(f(w + step) - f(w - step)) / (2 * h) for step in steps])[k]


partial_derivative = Exercise(
    name="partial_derivative",
    reference=_partial_derivative,
    right=[
        _partial_by_unit_vector,
        _partial_by_one_knob,
        _partial_with_lists,
        _partial_from_the_whole_gradient,
    ],
    inputs=_partial_derivative_inputs,
    mistakes=[
        Mistake(
            "one-sided difference",
            "You compare w itself with one neighbour. The central difference takes one place on "
            "each side.",
            lambda f, w, k, h: (f(_nudge(w, k, h)) - f(w)) / h,
            also=[lambda f, w, k, h: (f(w) - f(_nudge(w, k, -h))) / h],
        ),
        Mistake(
            "neighbours too near",
            "h is the distance from w to each neighbour, so the two are 2 h apart. Yours are only "
            "h apart.",
            lambda f, w, k, h: (f(_nudge(w, k, h / 2)) - f(_nudge(w, k, -h / 2))) / h,
        ),
        Mistake(
            "all numbers nudged",
            "w + h moves every number of w. In a partial derivative the others stay where they "
            "are.",
            lambda f, w, k, h: (f(w + h) - f(w - h)) / (2 * h),
        ),
        Mistake(
            "divided by half of the distance",
            "From h behind to h ahead it is further than h.",
            lambda f, w, k, h: (f(_nudge(w, k, h)) - f(_nudge(w, k, -h))) / h,
        ),
        Mistake(
            "brackets forgotten in the denominator",
            "`a / 2 * h` is read from the left: a is halved and then multiplied by h.",
            lambda f, w, k, h: (f(_nudge(w, k, h)) - f(_nudge(w, k, -h))) / 2 * h,
        ),
        Mistake(
            "the wrong way round",
            "Value ahead minus value behind: a function that rises must get a positive slope.",
            lambda f, w, k, h: (f(_nudge(w, k, -h)) - f(_nudge(w, k, h))) / (2 * h),
        ),
        Mistake(
            "always the first number",
            "k says which number moves. Yours is always number 0.",
            lambda f, w, k, h: (f(_nudge(w, 0, h)) - f(_nudge(w, 0, -h))) / (2 * h),
        ),
        Mistake(
            "from w itself, over 2 h",
            "You went h ahead, and h back to w: that is not yet behind it. The two neighbours are "
            "2 h apart.",
            lambda f, w, k, h: (f(_nudge(w, k, h)) - f(w)) / (2 * h),
        ),
        Mistake(
            "not divided by the distance",
            "That is a difference. A slope is the difference per distance, and this is 2 h.",
            lambda f, w, k, h: f(_nudge(w, k, h)) - f(_nudge(w, k, -h)),
            also=[lambda f, w, k, h: (f(_nudge(w, k, h)) - f(_nudge(w, k, -h))) / 2],
        ),
        Mistake(
            "the sign is lost",
            "A function that falls has a negative slope. There is no absolute value here.",
            lambda f, w, k, h: abs(f(_nudge(w, k, h)) - f(_nudge(w, k, -h))) / (2 * h),
        ),
        Mistake(
            "a sum instead of a difference",
            "Value ahead minus value behind: what changes between the two.",
            lambda f, w, k, h: (f(_nudge(w, k, h)) + f(_nudge(w, k, -h))) / (2 * h),
        ),
        Mistake(
            "the whole gradient",
            "All partial derivatives came back. Asked for is the one by number k.",
            lambda f, w, k, h: np.array(
                [(f(_nudge(w, i, h)) - f(_nudge(w, i, -h))) / (2 * h) for i in range(len(w))]
            ),
        ),
        Mistake(
            "brackets forgotten in the numerator",
            "Division comes before subtraction: you divide only the second value.",
            lambda f, w, k, h: f(_nudge(w, k, h)) - f(_nudge(w, k, -h)) / (2 * h),
        ),
        Mistake(
            "counted from 1",
            "The numbers of w are counted from 0: number k is w[k].",
            lambda f, w, k, h: (
                (f(_nudge(w, (k - 1) % len(w), h)) - f(_nudge(w, (k - 1) % len(w), -h))) / (2 * h)
            ),
        ),
        Mistake(
            "number k replaced",
            "A neighbour of w has w[k] + h in this place, and not h itself.",
            lambda f, w, k, h: (f(_placed(w, k, h)) - f(_placed(w, k, -h))) / (2 * h),
        ),
        Mistake(
            "both neighbours are the same",
            "The difference is always 0, as if ahead and behind were one place. `b = a` makes no "
            "second array: what is done to one is done to the other. Make two copies.",
            lambda f, w, k, h: 0.0,
            also=[_names_for_its_input],
        ),
        Mistake(
            "changes its input",
            "`w[k] += h` writes into the caller's array. Work on a copy.",
            _moves_its_input,
        ),
        Mistake(
            "a step of your own",
            "The distance to the neighbours is the argument h.",
            lambda f, w, k, h: _partial_derivative(f, w, k, 1e-5),
            also=[
                lambda f, w, k, h: _partial_derivative(f, w, k, 1e-4),
                lambda f, w, k, h: _partial_derivative(f, w, k, 1e-3),
                lambda f, w, k, h: _partial_derivative(f, w, k, 1e-6),
            ],
        ),
        Mistake(
            "the second derivative",
            "That says how the slope changes. Asked for is the slope: the difference of the two "
            "neighbours alone.",
            lambda f, w, k, h: (
                (f(w + h * np.eye(len(w))[k]) - 2 * f(np.array(w)) + f(w - h * np.eye(len(w))[k]))
                / h**2
            ),
        ),
        Mistake(
            "a relative step",
            "Number k moves by h itself, not by h times its size.",
            lambda f, w, k, h: (
                (f(w * (1 + h * np.eye(len(w))[k])) - f(w * (1 - h * np.eye(len(w))[k]))) / (2 * h)
            ),
        ),
        Mistake(
            "multiplied by the distance",
            "A slope is a difference divided by the distance.",
            lambda f, w, k, h: _partial_derivative(f, w, k, h) * (2 * h) ** 2,
        ),
    ],
    further=(
        "This is how gradients are checked, never how they are computed: Goodfellow et al., "
        "Deep Learning, 2016, section 11.5."
    ),
    hints=[
        "You need two neighbours of w: one with number k a bit larger, one with it a bit smaller.",
        "w.copy() makes an array that you may change. The neighbours are 2 h apart.",
    ],
)
