"""The gradient of a line's mean squared error."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(error * x), 2 * np.mean(error)


def _line_gradient_inputs(rng):
    x, y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0])
    fixed = [(0.0, 0.0, x, y), (2.0, 1.0, x, y), (3.0, -1.0, x, y), (3.0, 0.5, x, y)]
    return fixed + [(*rng.normal(size=2).round(1), *rng.normal(size=(2, 7)).round(1))]


def _line_sums(w, b, x, y):
    return 2 * np.sum((w * x + b - y) * x), 2 * np.sum(w * x + b - y)


def _line_with(change, factor=2.0, average=np.mean):
    """Return an answer whose errors go through `change`, with another factor or average."""

    def answer(w, b, x, y):
        error = change(w * x + b - y)
        return factor * average(error * x), factor * average(error)

    return answer


def _line_by_matrix(w, b, x, y):
    design = np.stack([x, np.ones_like(x)], axis=1)
    return tuple(2 / len(x) * design.T @ (design @ [w, b] - y))


def _line_by_loop(w, b, x, y):
    dw = db = 0.0
    for xi, yi in zip(x, y, strict=True):
        error = w * xi + b - yi
        dw += 2 * error * xi / len(x)
        db += 2 * error / len(x)
    return [dw, db]


def _line_by_keras(w, b, x, y):
    import keras

    x, y = keras.ops.cast(x, "float32"), keras.ops.cast(y, "float32")
    error = w * x + b - y
    return 2 * keras.ops.mean(error * x), 2 * keras.ops.mean(error)


def _line_by_nudging(w, b, x, y):
    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    h = 1e-3
    by_w, by_b = loss(w + h, b) - loss(w - h, b), loss(w, b + h) - loss(w, b - h)
    return np.array([by_w, by_b]) / (2 * h)


line_gradient = Exercise(
    name="line_gradient",
    reference=_line_gradient,
    right=[_line_by_matrix, _line_by_loop, _line_by_keras, _line_by_nudging],
    inputs=_line_gradient_inputs,
    mistakes=[
        Mistake(
            "the 2 is missing",
            "The slope of a square e² is 2e. This would be the gradient of half the mean squared "
            "error.",
            lambda w, b, x, y: (np.mean((w * x + b - y) * x), np.mean(w * x + b - y)),
            also=[
                lambda w, b, x, y: (2 * np.mean((w * x + b - y) * x), np.mean(w * x + b - y)),
                lambda w, b, x, y: (np.mean((w * x + b - y) * x), 2 * np.mean(w * x + b - y)),
            ],
        ),
        Mistake(
            "the other way round",
            "This is minus the gradient: the error is prediction minus target, not target minus "
            "prediction.",
            lambda w, b, x, y: tuple(-part for part in _line_gradient(w, b, x, y)),
        ),
        Mistake(
            "sums instead of means",
            "The loss is a mean over the samples, so its gradient is a mean, too.",
            _line_sums,
            also=[
                lambda w, b, x, y: (_line_gradient(w, b, x, y)[0], _line_sums(w, b, x, y)[1]),
                lambda w, b, x, y: (_line_sums(w, b, x, y)[0], _line_gradient(w, b, x, y)[1]),
            ],
        ),
        Mistake(
            "the inputs are missing",
            "A nudge of w moves each prediction by its own input x. Large inputs count more.",
            lambda w, b, x, y: (2 * np.mean(w * x + b - y), 2 * np.mean(w * x + b - y)),
            also=[
                lambda w, b, x, y: (2 * np.mean((w * x + b - y) * w), 2 * np.mean(w * x + b - y))
            ],
        ),
        Mistake(
            "squared errors",
            "The slope of a square e² is 2e: the square itself is gone, and with it only the loss.",
            lambda w, b, x, y: (
                2 * np.mean((w * x + b - y) ** 2 * x),
                2 * np.mean((w * x + b - y) ** 2),
            ),
            also=[
                lambda w, b, x, y: (
                    np.mean((w * x + b - y) ** 2 * x),
                    np.mean((w * x + b - y) ** 2),
                )
            ],
        ),
        Mistake(
            "one sign of two",
            "One of the two derivatives points the other way. Both come from the same error, "
            "prediction minus target.",
            lambda w, b, x, y: (-_line_gradient(w, b, x, y)[0], _line_gradient(w, b, x, y)[1]),
            also=[
                lambda w, b, x, y: (_line_gradient(w, b, x, y)[0], -_line_gradient(w, b, x, y)[1])
            ],
        ),
        Mistake(
            "product of the means",
            "First multiply error and input sample by sample, then take the mean. The mean of a "
            "product is not the product of the means.",
            lambda w, b, x, y: (
                2 * np.mean(w * x + b - y) * np.mean(x),
                2 * np.mean(w * x + b - y),
            ),
        ),
        Mistake(
            "the bias is missing from the prediction",
            "The line predicts w x + b. Its bias takes part in every error.",
            lambda w, b, x, y: _line_gradient(w, 0.0, x, y),
            also=[
                lambda w, b, x, y: (
                    _line_gradient(w, 0.0, x, y)[0],
                    _line_gradient(w, b, x, y)[1],
                ),
                lambda w, b, x, y: (
                    _line_gradient(w, b, x, y)[0],
                    _line_gradient(w, 0.0, x, y)[1],
                ),
            ],
        ),
        Mistake(
            "absolute errors",
            "The sign of an error says in which direction the line must move. Keep it.",
            lambda w, b, x, y: (
                2 * np.mean(np.abs(w * x + b - y) * x),
                2 * np.mean(np.abs(w * x + b - y)),
            ),
        ),
        Mistake(
            "a sum, and no 2",
            "Two things: the loss is a mean over the samples, and the slope of a square e² is 2e.",
            _line_with(lambda e: e, factor=1.0, average=np.sum),
        ),
        Mistake(
            "a sum, and the other way round",
            "Two things: the loss is a mean over the samples, and the error is prediction minus "
            "target.",
            _line_with(lambda e: -e, average=np.sum),
            also=[_line_with(lambda e: -e, factor=1.0, average=np.sum)],
        ),
        Mistake(
            "the other way round, and no 2",
            "Two things: the error is prediction minus target, and the slope of a square e² is 2e.",
            _line_with(lambda e: -e, factor=1.0),
        ),
        Mistake(
            "signs of the errors only",
            "That belongs to the mean absolute error. Here large errors count more.",
            _line_with(np.sign, factor=1.0),
            also=[_line_with(np.sign), _line_with(np.sign, factor=1.0, average=np.sum)],
        ),
        Mistake(
            "the inputs in both",
            "A nudge of b moves every prediction by the same, whatever its input.",
            lambda w, b, x, y: (_line_gradient(w, b, x, y)[0],) * 2,
        ),
        Mistake(
            "the bias subtracted",
            "The line predicts w x + b.",
            lambda w, b, x, y: _line_gradient(w, -b, x, y),
        ),
        Mistake(
            "the inputs squared",
            "The error is multiplied by the input once.",
            lambda w, b, x, y: (
                2 * np.mean((w * x + b - y) * x**2),
                _line_gradient(w, b, x, y)[1],
            ),
        ),
        Mistake(
            "brackets forgotten",
            "The whole error is multiplied by the input, not only the target.",
            lambda w, b, x, y: (2 * np.mean(w * x + b - y * x), 2 * np.mean(w * x + b - y)),
        ),
        Mistake(
            "the loss itself",
            "You return the mean squared error. Asked for are its two derivatives.",
            lambda w, b, x, y: np.mean((w * x + b - y) ** 2),
            also=[lambda w, b, x, y: 2 * np.mean((w * x + b - y) ** 2)],
        ),
        Mistake(
            "one derivative only",
            "There are two numbers to nudge, w and b, and so two derivatives.",
            lambda w, b, x, y: _line_gradient(w, b, x, y)[0],
            also=[lambda w, b, x, y: _line_gradient(w, b, x, y)[1]],
        ),
        Mistake(
            "the first sample only",
            "All samples count, not only the first.",
            lambda w, b, x, y: _line_gradient(w, b, x[:1], y[:1]),
        ),
        Mistake(
            "a step instead of the gradient",
            "You return new numbers after a step. Asked for is the gradient.",
            lambda w, b, x, y: tuple(
                old - part for old, part in zip((w, b), _line_gradient(w, b, x, y), strict=True)
            ),
        ),
        Mistake(
            "median instead of mean",
            "The loss is a mean, and so is its gradient.",
            _line_with(lambda e: e, average=np.median),
        ),
    ],
    further=(
        "For a line the lowest point can be computed at once, `np.linalg.lstsq`; descent goes "
        "on where no formula does."
    ),
    hints=[
        "Start with the array of errors, prediction minus target. What does each do if w is "
        "nudged, and what if b is?",
        "The slope of error² is 2 times error times the slope of the error. The error's slope by b "
        "is 1, and by w it is the input.",
    ],
)
