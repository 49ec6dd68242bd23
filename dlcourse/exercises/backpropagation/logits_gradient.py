"""The gradient of softmax with cross-entropy, with respect to the logits."""

import math

import numpy as np

from dlcourse import scratch
from dlcourse.judging import Exercise, Mistake


def _logits_gradient(logits, targets):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return (probabilities - targets) / len(logits)


def _logits_inputs(rng):
    def draw(n, classes):
        targets = np.eye(classes)[rng.integers(0, classes, n)]
        return rng.normal(size=(n, classes)).round(1), targets

    one = np.array([[1.0, 2.0, 0.0]]), np.array([[1.0, 0.0, 0.0]])
    huge = np.array([[1000.0, 999.0], [-3.0, 1.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    far_apart = np.array([[900.0, -900.0, 0.0]]), np.array([[0.0, 0.0, 1.0]])
    return [one, draw(2, 3), draw(3, 3), draw(5, 4), huge, far_apart]


def _softmax(logits):
    return scratch.softmax(logits)


def _naive_softmax(logits):
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)


def _axis_lost(logits, targets):
    powers = np.exp(logits - logits.max(axis=1))
    return (powers / powers.sum(axis=1) - targets) / len(logits)


def _logits_by_log_sum_exp(logits, targets):
    z = logits - np.max(logits, axis=-1)[:, None]
    log_y = z - np.log(np.sum(np.exp(z), axis=-1))[:, None]
    return (np.exp(log_y) - targets) / targets.shape[0]


def _logits_by_jacobian(logits, targets):
    rows = []
    for z, t in zip(logits, targets, strict=True):
        y = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        log_slopes = np.eye(len(y)) - y  # row k: d log y_k / d z
        rows.append(-(t @ log_slopes) / len(logits))
    return np.array(rows)


def _logits_by_keras(logits, targets):
    import keras

    return (keras.ops.softmax(logits, axis=-1) - targets) / len(logits)


def _logits_by_loops(logits, targets):
    rows = []
    for z, t in zip(logits, targets, strict=True):
        powers = [math.exp(v - max(z)) for v in z]
        rows.append([(p / sum(powers) - k) / len(logits) for p, k in zip(powers, t, strict=True)])
    return rows


def _logits_by_columns(logits, targets):
    powers = np.exp(logits.T - logits.max(axis=1)).astype("float32")
    return (powers / powers.sum(axis=0)).T / len(logits) - targets / len(logits)


logits_gradient = Exercise(
    name="logits_gradient",
    reference=_logits_gradient,
    right=[
        _logits_by_log_sum_exp,
        _logits_by_jacobian,
        _logits_by_keras,
        _logits_by_loops,
        _logits_by_columns,
    ],
    inputs=_logits_inputs,
    mistakes=[
        Mistake(
            "missing 1/N",
            "The loss is the mean over the samples, so each sample has a weight of 1/N in it.",
            lambda logits, targets: _softmax(logits) - targets,
        ),
        Mistake(
            "not divided by the number of samples",
            "The mean is taken over the samples, and these are the rows. How many are there?",
            lambda logits, targets: (_softmax(logits) - targets) / logits.size,
            also=[lambda logits, targets: (_softmax(logits) - targets) / logits.shape[1]],
        ),
        Mistake(
            "sign reversed",
            "The gradient points uphill: a probability that is too large gives a positive entry. "
            "The minus sign comes with the step of gradient descent.",
            lambda logits, targets: (targets - _softmax(logits)) / len(logits),
        ),
        Mistake(
            "no softmax",
            "The difference is taken between targets and probabilities. You used the logits.",
            lambda logits, targets: (logits - targets) / len(logits),
        ),
        Mistake(
            "softmax over the samples",
            "Softmax divides one whole among the classes of each sample: along the rows, axis 1.",
            lambda logits, targets: (scratch.softmax(logits, axis=0) - targets) / len(logits),
        ),
        Mistake(
            "softmax over everything",
            "Each sample has a whole of its own to divide. You divided by the sum of all rows.",
            lambda logits, targets: (
                (np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum() - targets)
                / len(logits)
            ),
        ),
        Mistake(
            "gradient with respect to the probabilities",
            "-t / y is the derivative with respect to the probabilities. The question is about the "
            "logits, before softmax.",
            lambda logits, targets: -targets / np.maximum(_softmax(logits), 1e-7) / len(logits),
        ),
        Mistake(
            "overflow",
            "Large logits overflow in the exponential. Subtract the largest of each row first.",
            lambda logits, targets: (_naive_softmax(logits) - targets) / len(logits),
        ),
        Mistake(
            "the largest of all rows subtracted",
            "In a row far below it all the exponentials become 0, and 0/0 is no number. Each row "
            "has a largest logit of its own.",
            lambda logits, targets: (_naive_softmax(logits - logits.max()) - targets) / len(logits),
        ),
        Mistake(
            "not the largest subtracted",
            "Then some exponents stay above 0, and large ones overflow. Subtract the largest of "
            "each row: none is above 0 any more.",
            lambda logits, targets: (
                (_naive_softmax(logits - logits.min(axis=1, keepdims=True)) - targets) / len(logits)
            ),
            also=[
                lambda logits, targets: (
                    (_naive_softmax(logits - logits.mean(axis=1, keepdims=True)) - targets)
                    / len(logits)
                )
            ],
        ),
        Mistake(
            "row sums along the wrong axis",
            "The largest and the sum of each row are n numbers. To meet their rows they must stand "
            "in a column: keep the axis.",
            _axis_lost,
        ),
        Mistake(
            "only the targets divided",
            "Division comes before subtraction. Subtract first, then divide by N.",
            lambda logits, targets: _softmax(logits) - targets / len(logits),
        ),
        Mistake(
            "sigmoid in place of softmax",
            "The classes divide one whole among them: y is the softmax of the row.",
            lambda logits, targets: (scratch.sigmoid(logits) - targets) / len(logits),
        ),
        Mistake(
            "targets forgotten",
            "The gradient is 0 where the probabilities equal the targets. Yours does not look at "
            "them.",
            lambda logits, targets: _softmax(logits) / len(logits),
        ),
        Mistake(
            "averaged over the samples",
            "Each sample has logits of its own, so the gradient has the shape of the logits.",
            lambda logits, targets: np.mean(_softmax(logits) - targets, axis=0),
        ),
        Mistake(
            "twice the gradient",
            "There is no square in the cross-entropy, and so no factor 2.",
            lambda logits, targets: 2 * (_softmax(logits) - targets) / len(logits),
        ),
        Mistake(
            "the right class only",
            "The logits of the wrong classes count, too: softmax ties all classes together.",
            lambda logits, targets: targets * (_softmax(logits) - 1) / len(logits),
        ),
        Mistake(
            "slope of the softmax once more",
            "The slope of softmax and the logarithm have cancelled already: nothing else is "
            "multiplied.",
            lambda logits, targets: (
                (_softmax(logits) - targets)
                * _softmax(logits)
                * (1 - _softmax(logits))
                / len(logits)
            ),
        ),
        Mistake(
            "predicted class in place of probabilities",
            "The probabilities themselves are compared with the targets, not the class that wins.",
            lambda logits, targets: (
                (np.eye(logits.shape[1])[logits.argmax(axis=1)] - targets) / len(logits)
            ),
        ),
        Mistake(
            "sign reversed, and missing 1/N",
            "Two things: probability minus target, and the loss is a mean over the samples.",
            lambda logits, targets: -_logits_gradient(logits, targets) * len(logits),
        ),
        Mistake(
            "only the probabilities divided",
            "The whole difference is divided by the number of samples, the targets as well.",
            lambda logits, targets: (
                _logits_gradient(logits, targets) + targets / len(logits) - targets
            ),
        ),
        Mistake(
            "the loss itself",
            "You return the loss. Asked for is its derivative by every logit, shape (n, k).",
            lambda logits, targets: np.mean(
                np.logaddexp.reduce(logits, axis=1) - (targets * logits).sum(axis=1)
            ),
        ),
        Mistake(
            "softmax not normalised",
            "The exponentials of a row must be divided by their sum before the target is "
            "subtracted.",
            lambda logits, targets: (
                (np.exp(logits - logits.max(axis=1, keepdims=True)) - targets) / len(logits)
            ),
        ),
        Mistake(
            "targets added",
            "The gradient is probability minus target: for the right class it is negative.",
            lambda logits, targets: _logits_gradient(logits, targets) + 2 * targets / len(logits),
        ),
        Mistake(
            "squared difference",
            "The difference itself is the gradient; nothing is squared.",
            lambda logits, targets: len(logits) * _logits_gradient(logits, targets) ** 2,
        ),
        Mistake(
            "softmax of the difference",
            "Softmax first, then the difference.",
            lambda logits, targets: (
                _logits_gradient(logits - targets, targets) + targets / len(logits)
            ),
        ),
    ],
    further=(
        "That it is so simple is why Keras offers `from_logits=True` in "
        "`keras.losses.CategoricalCrossentropy`."
    ),
    hints=[
        "The answer is (y - t) / N. What is missing is y: the softmax of the logits.",
        "Work along axis 1 and keep that axis (`keepdims=True`), so that the shapes fit.",
        "Before the exponential, subtract the largest logit of each row; softmax does not change.",
    ],
)
