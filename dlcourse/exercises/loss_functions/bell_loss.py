"""A loss by the recipe: minus the logarithm of a bell whose width is predicted, too."""

import math

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _bell_loss(y_true, y_pred, width):
    in_widths = (y_pred - y_true) / width
    return np.mean(in_widths**2 / 2 + np.log(width))


def _bell_loss_inputs(rng):
    fixed = [
        ([0.0, 0.0], [1.0, -3.0], [1.0, 1.0]),
        ([0.0, 0.0], [1.0, -3.0], [2.0, 2.0]),
        ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], [0.5, 4.0, 8.0]),
        ([0.0, 0.0], [1.0, 4.0], [1.0, 2.0]),
        ([5.0, 1.0, -2.0], [2.0, 1.5, -2.5], [3.0, 0.2, 0.5]),
        ([0.0, 1.0], [100.0, 0.0], [0.5, 2.0]),
    ]
    drawn = [(rng.normal(size=6), 3 * rng.normal(size=6), rng.uniform(0.2, 3, 6)) for _ in range(2)]
    return [tuple(np.array(part) for part in parts) for parts in fixed] + drawn


def _by_the_rules_of_logarithms(y_true, y_pred, width):
    log_of_the_exponential = -((y_true - y_pred) ** 2) / (2 * width**2)
    return -np.mean(log_of_the_exponential - np.log(width))


def _by_the_variance(y_true, y_pred, width):
    variance = width**2
    return 0.5 * (np.log(variance) + np.square(y_true - y_pred) / variance).mean()


def _by_loop(y_true, y_pred, width):
    total = 0.0
    for y, guess, s in zip(y_true, y_pred, width, strict=True):
        total += math.log(s) + 0.5 * ((y - guess) / s) ** 2
    return total / len(width)


def _by_keras(y_true, y_pred, width):
    import keras

    e = keras.ops.convert_to_tensor(y_pred - y_true)
    return keras.ops.mean(e**2 / (2 * width**2) + keras.ops.log(width))


def _costs(parabola=lambda e, s: e**2 / (2 * s**2), rest=np.log, together=np.add, mean=np.mean):
    """Return a solution that goes wrong in one place."""

    def faulty(y_true, y_pred, width):
        with np.errstate(all="ignore"):
            return mean(together(parabola(y_pred - y_true, width), rest(width)))

    return faulty


def _heights(y_true, y_pred, width):
    return np.exp(-((y_pred - y_true) ** 2) / (2 * width**2)) / width


def _of_heights(cost):
    """Return a solution that computes the heights first."""

    def faulty(*inputs):
        with np.errstate(all="ignore"):
            return cost(_heights(*inputs))

    return faulty


def _at_least(floor):
    return _of_heights(lambda h: -np.mean(np.log(np.maximum(h, floor))))


def _lifted(floor):
    return _of_heights(lambda h: -np.mean(np.log(h + floor)))


bell_loss = Exercise(
    name="bell_loss",
    reference=_bell_loss,
    right=[_by_the_rules_of_logarithms, _by_the_variance, _by_loop, _by_keras],
    inputs=_bell_loss_inputs,
    mistakes=[
        Mistake(
            "the width below the fraction line forgotten",
            "The height is also divided by the width, and this has a logarithm. Without it, an "
            "endlessly wide bell would make every error cheap.",
            _costs(rest=np.zeros_like),
            also=[
                _costs(lambda e, s: (e / s) ** 2, np.zeros_like),
                _costs(lambda e, s: e**2 / (2 * s), np.zeros_like),
            ],
        ),
        Mistake(
            "through the exponential",
            "Far from its middle the height is 0 in floating point, and log(0) is infinite. "
            "Simplify the formula first, so that the exponential disappears.",
            _of_heights(lambda h: -np.mean(np.log(h))),
            also=[
                _of_heights(lambda h: -np.log(np.prod(h)) / len(h)),
                _of_heights(lambda h: -np.log(np.prod(h))),
                _of_heights(lambda h: -np.sum(np.log(h))),
            ],
        ),
        Mistake(
            "a floor under the height",
            "With a floor, an error of many widths costs no more than one of a few. Simplify the "
            "formula first; then no floor is needed.",
            _at_least(1e-7),
            also=[
                *(_at_least(floor) for floor in (1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-30)),
                *(_lifted(floor) for floor in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-30)),
            ],
        ),
        Mistake(
            "the width multiplies",
            "In Python, e**2 / 2 * s**2 multiplies by s**2. The wider the bell, the less an error "
            "costs.",
            _costs(lambda e, s: e**2 / 2 * s**2),
            also=[_costs(lambda e, s: e**2 / 2 * s)],
        ),
        Mistake(
            "the width not squared",
            "Square error and width alike: an error of two widths costs the same, however wide "
            "the bell is.",
            _costs(lambda e, s: e**2 / (2 * s)),
        ),
        Mistake(
            "the half forgotten",
            "There is a 2 below the square of the error.",
            _costs(lambda e, s: (e / s) ** 2),
        ),
        Mistake(
            "a 2 that is squared, too",
            "The 2 stands before the square of the width and is not squared with it.",
            _costs(lambda e, s: e**2 / (2 * s) ** 2),
        ),
        Mistake(
            "the error not measured in widths",
            "Inside the exponential the error is divided, too: what is large for a narrow bell is "
            "small for a wide one.",
            _costs(lambda e, s: e**2 / 2),
            also=[_costs(lambda e, s: e**2)],
        ),
        Mistake(
            "a wide bell made cheaper",
            "A wide bell is lower, so what it says is less probable: it must cost more, not less. "
            "Look at the sign of the logarithm.",
            _costs(together=np.subtract),
        ),
        Mistake(
            "no minus sign",
            "You computed the logarithm, which training would have to make large. A loss is made "
            "small.",
            lambda *inputs: -_bell_loss(*inputs),
            also=[_of_heights(lambda h: np.mean(np.log(h)))],
        ),
        Mistake(
            "only one of the signs turned",
            "Minus the logarithm turns the signs of both parts. Yours rewards errors.",
            _costs(lambda e, s: -(e**2) / (2 * s**2)),
        ),
        Mistake(
            "the logarithm of a quotient",
            "The logarithm of a quotient is the difference of two logarithms, not their quotient "
            "or product.",
            _costs(together=np.divide),
            also=[_costs(together=np.multiply)],
        ),
        Mistake(
            "the width without its logarithm",
            "The logarithm is taken of everything, of what stands below the fraction line, too.",
            _costs(rest=lambda s: s),
            also=[
                _costs(rest=lambda s: 1 / s),
                _costs(rest=lambda s: -1 / s),
                _costs(rest=lambda s: 1 / s, together=np.multiply),
            ],
        ),
        Mistake(
            "the logarithm counted twice, or half",
            "The height is divided by the width itself, once: neither by its square nor by its "
            "root.",
            _costs(rest=lambda s: 2 * np.log(s)),
            also=[_costs(rest=lambda s: np.log(s) / 2)],
        ),
        Mistake(
            "the width taken for its square",
            "You took the argument for the square of the width, the variance. It is the width.",
            _costs(lambda e, s: e**2 / (2 * s), lambda s: np.log(s) / 2),
        ),
        Mistake(
            "the constant kept",
            "With the constant, every answer costs as much more. The task leaves it out.",
            lambda *inputs: _bell_loss(*inputs) + np.log(2 * np.pi) / 2,
            also=[
                lambda *inputs: _bell_loss(*inputs) - np.log(2 * np.pi) / 2,
                _of_heights(lambda h: -np.mean(np.log(h / np.sqrt(2 * np.pi)))),
            ],
        ),
        Mistake(
            "Laplace instead of the bell",
            "That is the cost of an absolute error. The exponential of a bell holds a square.",
            _costs(lambda e, s: np.abs(e) / s),
            also=[_costs(lambda e, s: np.abs(e) / (2 * s**2))],
        ),
        Mistake(
            "the error not squared",
            "An error of -3 is as bad as one of 3: the exponential of a bell holds a square.",
            _costs(lambda e, s: e / (2 * s**2)),
            also=[_costs(lambda e, s: -e / (2 * s**2)), _costs(lambda e, s: e / s)],
        ),
        Mistake(
            "the height itself",
            "That is how probable the answers are. The recipe goes on: take minus the logarithm.",
            _of_heights(np.mean),
            also=[
                _of_heights(np.prod),
                _of_heights(np.sum),
                _of_heights(lambda h: -np.mean(h)),
                _of_heights(lambda h: -np.prod(h)),
            ],
        ),
        Mistake(
            "the logarithm of a mean",
            "All answers together are as probable as the product of the heights. So take the "
            "logarithm of each, then the mean.",
            _of_heights(lambda h: -np.log(np.mean(h))),
            also=[_of_heights(lambda h: -np.log(np.sum(h)))],
        ),
        Mistake(
            "one width for all",
            "Each sample has a width of its own.",
            lambda y_true, y_pred, width: _bell_loss(y_true, y_pred, np.mean(width)),
            also=[
                lambda y_true, y_pred, width: (
                    np.mean(((y_pred - y_true) / width) ** 2) / 2 + np.log(np.mean(width))
                ),
            ],
        ),
        Mistake(
            "the mean of the errors first",
            "Errors of opposite sign cancel in a mean. Square each of them first.",
            lambda y_true, y_pred, width: _bell_loss(0.0, np.mean(y_pred - y_true), width),
            also=[
                lambda y_true, y_pred, width: (
                    np.mean((y_pred - y_true) / width) ** 2 / 2 + np.mean(np.log(width))
                )
            ],
        ),
        Mistake(
            "sum instead of mean",
            "A sum grows with the number of samples. The loss is their mean.",
            lambda y_true, y_pred, width: _bell_loss(y_true, y_pred, width) * len(width),
        ),
        Mistake(
            "the list of costs",
            "Those are the costs of the samples. The loss is one number, their mean.",
            _costs(mean=lambda costs: costs),
            also=[
                lambda y_true, y_pred, width: (
                    np.mean((y_pred - y_true) ** 2 / (2 * width**2)) + np.log(width)
                )
            ],
        ),
        Mistake(
            "twice the loss",
            "The half belongs to the square of the error, and the width's logarithm counts once.",
            lambda *inputs: 2 * _bell_loss(*inputs),
        ),
        Mistake(
            "logarithm of another base",
            "np.log is the natural logarithm; it alone undoes the exponential.",
            _costs(rest=np.log2),
            also=[_costs(rest=np.log10)],
        ),
        Mistake(
            "the errors are not used",
            "The farther an answer lies from the middle of its bell, the more it costs.",
            _costs(lambda e, s: 0 * e),
        ),
    ],
    further=(
        "In PyTorch it is `GaussianNLLLoss`. Nix and Weigend, Estimating the mean and variance of "
        "the target probability distribution, 1994."
    ),
    hints=[
        "The logarithm of a quotient: that of what stands above, minus that of what stands below.",
        "The logarithm undoes the exponential: what stood in its brackets is left.",
        "Minus the logarithm turns the signs of both parts. Errors cost, and so does a wide bell.",
    ],
)
