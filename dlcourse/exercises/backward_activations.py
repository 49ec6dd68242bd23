"""Exercises of lesson 06: backward passes of ReLU, sigmoid, and softmax with cross-entropy."""

import numpy as np

from dlcourse import scratch
from dlcourse.judging.exercise import Exercise, Mistake

# Activations: entry by entry


def _relu_backward(dy, z):
    return np.where(z > 0, dy, 0.0)


def _pairs(rng, edge_cases):
    random = [tuple(rng.normal(size=(2, *shape)).round(1)) for shape in ((4,), (3, 5), (1, 2))]
    return [*((np.array(dy), np.array(z)) for dy, z in edge_cases), *random]


relu_backward = Exercise(
    name="relu_backward",
    reference=_relu_backward,
    inputs=lambda rng: _pairs(rng, [([3.0, 3.0], [2.0, -2.0]), ([-1.0, 4.0], [0.5, 0.0])]),
    mistakes=[
        Mistake(
            "ReLU of the gradient",
            "The mask is decided by z, not by the gradient: a negative gradient passes where z is "
            "above 0.",
            lambda dy, z: np.maximum(dy, 0),
        ),
        Mistake(
            "mask without the gradient",
            "That is the slope alone. What comes back is multiplied by it.",
            lambda dy, z: (z > 0) * 1.0,
        ),
        Mistake(
            "multiplied by ReLU's output",
            "The slope of ReLU is 0 or 1, and not the size of its output.",
            lambda dy, z: dy * np.maximum(z, 0),
        ),
        Mistake(
            "multiplied by z",
            "The slope of ReLU is 0 or 1, and not z itself.",
            lambda dy, z: dy * z,
        ),
        Mistake(
            "everything passes",
            "Where z was negative the output did not depend on z, so nothing comes back.",
            lambda dy, z: dy,
        ),
        Mistake(
            "mask the wrong way round",
            "You let through what ReLU stopped, and stop what it let through.",
            lambda dy, z: np.where(z > 0, 0.0, dy),
        ),
        Mistake(
            "open at zero",
            "At z = 0 there is no derivative. This course and Keras take 0 there.",
            lambda dy, z: np.where(z >= 0, dy, 0.0),
            also=[lambda dy, z: dy * np.heaviside(z, 0.5)],
        ),
        Mistake(
            "negative gradients stopped",
            "Only z decides what passes. Where z is above 0 a negative gradient passes, too.",
            lambda dy, z: np.where((z > 0) & (dy > 0), dy, 0.0),
        ),
        Mistake(
            "arguments exchanged",
            "dy is what comes back, and z is what the ReLU was given: the mask is made of z.",
            lambda dy, z: np.where(dy > 0, z, 0.0),
        ),
    ],
    hints=[
        "ReLU has slope 1 where z is above 0, and slope 0 elsewhere.",
        "Compare z with 0: this mask says where the gradient passes.",
    ],
)


def _sigmoid_backward(dy, z):
    y = 1 / (1 + np.exp(-z))
    return dy * y * (1 - y)


sigmoid_backward = Exercise(
    name="sigmoid_backward",
    reference=_sigmoid_backward,
    inputs=lambda rng: _pairs(rng, [([1.0], [0.0]), ([2.0, -1.0], [1.5, -3.0])]),
    mistakes=[
        Mistake(
            "derivative at the output",
            "y (1 - y) wants y, the sigmoid of z. You took the derivative at a point to which the "
            "sigmoid was applied twice.",
            lambda dy, z: dy * scratch.sigmoid.derivative(scratch.sigmoid(z)),
        ),
        Mistake(
            "z in place of y",
            "z (1 - z) is not the slope: the formula y (1 - y) speaks of the sigmoid's output y.",
            lambda dy, z: dy * z * (1 - z),
        ),
        Mistake(
            "slope without the gradient",
            "That is the slope alone. What comes back is multiplied by it.",
            lambda dy, z: scratch.sigmoid.derivative(z),
        ),
        Mistake(
            "the sigmoid in place of its slope",
            "You multiplied by y, the value of the sigmoid. The chain rule wants its slope.",
            lambda dy, z: dy * scratch.sigmoid(z),
        ),
        Mistake(
            "sigmoid of the gradient",
            "The sigmoid belongs to the forward pass. On the way back only its slope is used, and "
            "the gradient is multiplied by it.",
            lambda dy, z: scratch.sigmoid(dy),
        ),
        Mistake(
            "slope of tanh",
            "1 - y² is the slope of tanh. That of the sigmoid is y (1 - y).",
            lambda dy, z: dy * (1 - np.tanh(z) ** 2),
            also=[lambda dy, z: dy * (1 - scratch.sigmoid(z) ** 2)],
        ),
        Mistake(
            "arguments exchanged",
            "dy is what comes back, and z is what the sigmoid was given: its slope is taken at z.",
            lambda dy, z: z * scratch.sigmoid.derivative(dy),
            also=[
                lambda dy, z: scratch.sigmoid.derivative(dy),
                lambda dy, z: dy * scratch.sigmoid.derivative(dy),
            ],
        ),
        Mistake(
            "only one factor",
            "The slope has two factors, y and 1 - y.",
            lambda dy, z: dy * (1 - scratch.sigmoid(z)),
        ),
    ],
    hints=[
        "First compute y, the sigmoid of z, as in the forward pass.",
        "The slope of the sigmoid at z is y times (1 - y). The chain rule multiplies it by dy.",
    ],
)

# Softmax and cross-entropy


def _logits_gradient(logits, targets):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    return (shares - targets) / len(logits)


def _logits_inputs(rng):
    def draw(n, classes):
        targets = np.eye(classes)[rng.integers(0, classes, n)]
        return rng.normal(size=(n, classes)).round(1), targets

    one = np.array([[1.0, 2.0, 0.0]]), np.array([[1.0, 0.0, 0.0]])
    huge = np.array([[1000.0, 999.0], [-3.0, 1.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    far_apart = np.array([[900.0, -900.0, 0.0]]), np.array([[0.0, 0.0, 1.0]])
    return [one, draw(2, 3), draw(3, 3), draw(5, 4), huge, far_apart]


def _shares(logits):
    return scratch.softmax(logits)


def _naive_shares(logits):
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)


def _axis_lost(logits, targets):
    powers = np.exp(logits - logits.max(axis=1))
    return (powers / powers.sum(axis=1) - targets) / len(logits)


logits_gradient = Exercise(
    name="logits_gradient",
    reference=_logits_gradient,
    inputs=_logits_inputs,
    mistakes=[
        Mistake(
            "missing 1/N",
            "The loss is the mean over the samples, so each sample has a share of 1/N in it.",
            lambda logits, targets: _shares(logits) - targets,
        ),
        Mistake(
            "not divided by the number of samples",
            "The mean is taken over the samples, and these are the rows. How many are there?",
            lambda logits, targets: (_shares(logits) - targets) / logits.size,
            also=[lambda logits, targets: (_shares(logits) - targets) / logits.shape[1]],
        ),
        Mistake(
            "sign reversed",
            "The gradient points uphill: a share that is too large gives a positive entry. The "
            "minus sign comes with the step of gradient descent.",
            lambda logits, targets: (targets - _shares(logits)) / len(logits),
        ),
        Mistake(
            "no softmax",
            "The difference is taken between the targets and the shares. You used the logits.",
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
            "gradient by the shares",
            "-t / y is the derivative by the shares. The question is about the logits, before "
            "softmax.",
            lambda logits, targets: -targets / np.maximum(_shares(logits), 1e-7) / len(logits),
        ),
        Mistake(
            "overflow",
            "Large logits overflow in the exponential. Subtract the largest of each row first.",
            lambda logits, targets: (_naive_shares(logits) - targets) / len(logits),
        ),
        Mistake(
            "the largest of all rows subtracted",
            "In a row far below it all the exponentials become 0, and 0/0 is no number. Each row "
            "has a largest logit of its own.",
            lambda logits, targets: (_naive_shares(logits - logits.max()) - targets) / len(logits),
        ),
        Mistake(
            "not the largest subtracted",
            "Then some exponents stay above 0, and large ones overflow. Subtract the largest of "
            "each row: none is above 0 any more.",
            lambda logits, targets: (
                (_naive_shares(logits - logits.min(axis=1, keepdims=True)) - targets) / len(logits)
            ),
            also=[
                lambda logits, targets: (
                    (_naive_shares(logits - logits.mean(axis=1, keepdims=True)) - targets)
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
            lambda logits, targets: _shares(logits) - targets / len(logits),
        ),
        Mistake(
            "sigmoid in place of softmax",
            "The classes divide one whole among them: y is the softmax of the row.",
            lambda logits, targets: (scratch.sigmoid(logits) - targets) / len(logits),
        ),
    ],
    hints=[
        "The answer is (y - t) / N. What is missing is y: the softmax of the logits.",
        "Work along axis 1 and keep that axis (`keepdims=True`), so that the shapes fit.",
        "Before the exponential, subtract the largest logit of each row; softmax does not change.",
    ],
)
