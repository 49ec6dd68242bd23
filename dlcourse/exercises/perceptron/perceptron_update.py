"""One step of the perceptron rule."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _perceptron_update(w, b, x, target, learning_rate):
    output = 1.0 if x @ w + b > 0 else 0.0
    error = target - output
    return w + learning_rate * error * x, b + learning_rate * error


def _corrected(
    output=lambda z: float(z > 0),
    error=lambda target, output: target - output,
    weights=1,
    bias=1,
):
    """Return an answer that takes this output and this error; factors for both corrections."""

    def answer(w, b, x, target, learning_rate):
        step = learning_rate * error(target, output(x @ w + b))
        return w + weights * step * x, b + bias * step

    return answer


def _again_for_the_bias(w, b, x, target, learning_rate):
    w = w + learning_rate * (target - float(x @ w + b > 0)) * x
    return w, b + learning_rate * (target - float(x @ w + b > 0))


def _until_right(w, b, x, target, learning_rate):
    while target != (x @ w + b > 0):
        w, b = _corrected()(w, b, x, target, learning_rate)
    return w, b


def _update_inputs(rng):
    w, x = np.array([2.0, -1.0]), np.array([1.0, 3.0])
    fixed = [
        (np.zeros(2), 0.0, np.array([1.0, 1.0]), 1, 1.0),  # on the line, should fire
        (np.array([1.0, 1.0]), 1.0, np.zeros(2), 0, 0.5),  # only the bias can help
        (w, 0.5, x, 1, 0.5),  # silent, should fire
        (w, 2.0, x, 0, 0.5),  # fires, should be silent
        (w, 2.0, x, 1, 0.5),  # right: fires
        (w, 0.5, x, 0, 0.5),  # right: silent
        (w, 1.0, x, 0, 0.5),  # right: on the line is silent
        (w, 1.25, x, 0, 0.5),  # fires, just above 0
        (w, -1.5, np.array([1.0, 1.0]), 0, 0.5),  # right: silent because of the bias
    ]
    drawn = [
        (rng.normal(size=4), rng.normal(), rng.normal(size=4), int(target), 0.1)
        for target in (0, 1, 0, 1, 0, 1)
    ]
    return fixed + drawn


def _update_with_if(w, b, x, target, learning_rate):
    fires = sum(a * c for a, c in zip(w, x, strict=True)) + b > 0
    if fires and not target:
        return w - learning_rate * x, b - learning_rate
    if target and not fires:
        return w + learning_rate * x, b + learning_rate
    return w, b


def _update_with_constant_input(w, b, x, target, learning_rate):
    w, x = np.append(w, b), np.append(x, 1)
    w += learning_rate * (target - np.heaviside(w @ x, 0)) * x
    return w[:-1], w[-1]


def _update_as_list(w, b, x, target, learning_rate):
    error = target - int(np.dot(w, x) + b > 0)
    return [
        [wi + learning_rate * error * xi for wi, xi in zip(w, x, strict=True)],
        b + learning_rate * error,
    ]


perceptron_update = Exercise(
    name="perceptron_update",
    reference=_perceptron_update,
    right=[_update_with_if, _update_with_constant_input, _update_as_list],
    inputs=_update_inputs,
    mistakes=[
        Mistake(
            "the bias does not learn",
            "The bias is corrected, too: like the weight of an input that is always 1.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)) * x,
                b,
            ),
        ),
        Mistake(
            "wrong direction",
            "The error is target minus output. The other way round, every update makes it worse.",
            lambda w, b, x, target, learning_rate: (
                w - learning_rate * (target - float(x @ w + b > 0)) * x,
                b - learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "sum instead of output",
            "The error compares the target with the output 0 or 1, after the step. With the bare "
            "sum this is another rule (Widrow and Hoff), which corrects right answers as well.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - (x @ w + b)) * x,
                b + learning_rate * (target - (x @ w + b)),
            ),
        ),
        Mistake(
            "no learning rate",
            "Each correction is multiplied by the learning rate, that of the bias as well.",
            lambda w, b, x, target, learning_rate: (
                w + (target - float(x @ w + b > 0)) * x,
                b + (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "the bias without learning rate",
            "The correction of the bias is multiplied by the learning rate, as that of w is.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)) * x,
                b + (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "the weights without learning rate",
            "The correction of w is multiplied by the learning rate, as that of the bias is.",
            lambda w, b, x, target, learning_rate: (
                w + (target - float(x @ w + b > 0)) * x,
                b + learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "fires on the line",
            "With a sum of exactly 0 the unit is silent: its output is 1 only above 0.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b >= 0)) * x,
                b + learning_rate * (target - float(x @ w + b >= 0)),
            ),
        ),
        Mistake(
            "output forgets the bias",
            "The unit's output is the step of x @ w + b; you left b out of the sum.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w > 0)) * x,
                b + learning_rate * (target - float(x @ w > 0)),
            ),
        ),
        Mistake(
            "output -1 instead of 0",
            "The targets here are 0 and 1, so a silent unit answers 0. With -1, as the sign "
            "function gives it, the error can be 2.",
            _corrected(output=np.sign),
            also=[_corrected(output=lambda z: 1.0 if z > 0 else -1.0)],
        ),
        Mistake(
            "the input is left out",
            "Each weight changes in proportion to its own input: an input of 0 was not to blame.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)),
                b + learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "the bias times the input",
            "The bias is one number; its input is always 1, so x has no part in its correction.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)) * x,
                b + learning_rate * (target - float(x @ w + b > 0)) * x,
            ),
            also=[
                lambda w, b, x, target, learning_rate: (
                    w + learning_rate * (target - float(x @ w + b > 0)) * x,
                    b + learning_rate * (target - float(x @ w + b > 0)) * x.sum(),
                ),
            ],
        ),
        Mistake(
            "only the correction",
            "You return by how much they change. Asked for are the new weights and the new bias.",
            lambda w, b, x, target, learning_rate: (
                learning_rate * (target - float(x @ w + b > 0)) * x,
                learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "the weights do not learn",
            "The weights are corrected as well, each in proportion to its input.",
            _corrected(weights=0),
        ),
        Mistake(
            "the weights in the wrong direction",
            "The bias moves as it should, and the weights move the other way.",
            _corrected(weights=-1),
        ),
        Mistake(
            "the bias in the wrong direction",
            "The weights move as they should, and the bias moves the other way.",
            _corrected(bias=-1),
        ),
        Mistake(
            "the sign of the error is lost",
            "A unit that fires wrongly must be corrected downwards: its error is -1, not 1.",
            _corrected(error=lambda target, output: abs(target - output)),
        ),
        Mistake(
            "corrected upwards only",
            "A unit that fires although it should be silent has made a mistake, too.",
            _corrected(error=lambda target, output: max(target - output, 0)),
        ),
        Mistake(
            "corrected downwards only",
            "A unit that is silent although it should fire has made a mistake, too.",
            _corrected(error=lambda target, output: min(target - output, 0)),
        ),
        Mistake(
            "right answers are corrected",
            "Where the output equals the target nothing changes.",
            _corrected(error=lambda target, output: 2 * target - 1),
            also=[_corrected(error=lambda target, output: target)],
        ),
        Mistake(
            "fires below 0",
            "The unit answers 1 where the sum is above 0, and not where it is below.",
            _corrected(output=lambda z: float(z < 0)),
            also=[_corrected(output=lambda z: float(z <= 0))],
        ),
        Mistake(
            "another threshold",
            "The bias has moved the threshold to 0 already: compare the sum with 0.",
            _corrected(output=lambda z: float(z > 0.5)),
            also=[_corrected(output=lambda z: float(z >= 0.5)), _corrected(output=lambda z: z > 1)],
        ),
        Mistake(
            "sigmoid instead of step",
            "The unit answers 0 or 1. With a sigmoid the error is never 0.",
            _corrected(output=lambda z: 1 / (1 + np.exp(-z))),
        ),
        Mistake(
            "the bias subtracted from the sum",
            "The bias is added to the sum, x @ w. Subtracted, it would be a threshold.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w - b > 0)) * x,
                b + learning_rate * (target - float(x @ w - b > 0)),
            ),
        ),
        Mistake(
            "the output computed again for the bias",
            "Both corrections come from one error. You corrected w and then asked the unit again.",
            _again_for_the_bias,
        ),
        Mistake(
            "repeated until right",
            "One sample gives one correction, even if the answer is still wrong after it.",
            _until_right,
        ),
        Mistake(
            "divided by the learning rate",
            "The correction is multiplied by the learning rate: a small rate makes small steps.",
            lambda w, b, x, target, learning_rate: (
                w + (target - float(x @ w + b > 0)) * x / learning_rate,
                b + (target - float(x @ w + b > 0)) / learning_rate,
            ),
        ),
        Mistake(
            "weights instead of inputs",
            "The correction of a weight is proportional to its input, not to the weight itself.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)) * w,
                b + learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
    ],
    further="Where perceptrons began: Rosenblatt's report of 1957, Psychological Review 65, 1958.",
    hints=[
        "Three lines: what the unit answers, how far off that is, what changes.",
        "The error is +1, 0 or -1. If it is 0, both formulas change nothing: you need no if.",
        "Return new values. `w += ...` would change the caller's array.",
    ],
)
