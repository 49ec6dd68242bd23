"""The velocity of a ball, made of all gradients so far."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _velocity(gradients, rate, momentum):
    v = np.zeros(gradients.shape[1])
    for gradient in gradients:
        v = momentum * v - rate * gradient
    return v


def _velocity_inputs(rng):
    return [
        (np.array([[1.0, 0.0], [0.0, 2.0]]), 0.1, 0.5),
        (np.array([[3.0]]), 0.5, 0.9),
        (np.array([[2.0], [1.0], [4.0]]), 1.0, 0.0),
        (np.array([[1.0], [-1.0], [1.0]]), 0.2, 0.5),
        (np.zeros((0, 3)), 0.1, 0.9),
        (rng.normal(size=(6, 2)).round(1), 0.3, 0.8),
        (rng.normal(size=(20, 3)).round(1), 0.05, 0.9),
    ]


def _by_powers(gradients, rate, momentum):
    age = np.arange(len(gradients))[::-1]
    return -rate * (momentum**age) @ gradients


def _by_recursion(gradients, rate, momentum):
    if len(gradients) == 0:
        return np.zeros(gradients.shape[1])
    return momentum * _by_recursion(gradients[:-1], rate, momentum) - rate * gradients[-1]


def _by_lists(gradients, rate, momentum):
    total = [0.0] * gradients.shape[1]
    for row in gradients.tolist():
        total = [momentum * old - rate * new for old, new in zip(total, row, strict=True)]
    return total


def _with(step, order=lambda gradients: gradients):
    """Return an answer that begins at rest and makes another step."""

    def answer(gradients, rate, momentum):
        v = np.zeros(gradients.shape[1])
        for gradient in order(gradients):
            v = step(v, gradient, rate, momentum)
        return v

    return answer


def _places(gradients, rate, momentum):
    v = w = np.zeros(gradients.shape[1])
    for gradient in gradients:
        v = momentum * v - rate * gradient
        w = w + v
    return w


def _all_steps(gradients, rate, momentum):
    return np.array([_velocity(gradients[: n + 1], rate, momentum) for n in range(len(gradients))])


velocity = Exercise(
    name="velocity",
    reference=_velocity,
    right=[_by_powers, _by_recursion, _by_lists],
    inputs=_velocity_inputs,
    mistakes=[
        Mistake(
            "uphill",
            "The gradient points uphill, and the ball is pushed against it.",
            _with(lambda v, g, rate, momentum: momentum * v + rate * g),
        ),
        Mistake(
            "the order is turned round",
            "The rows begin with the oldest gradient. It has faded most; the last row is the "
            "newest and counts in full.",
            _with(lambda v, g, rate, momentum: momentum * v - rate * g, lambda rows: rows[::-1]),
        ),
        Mistake(
            "nothing fades",
            "Friction takes a part of the velocity in each step. You add up all pushes in full.",
            _with(lambda v, g, rate, momentum: v - rate * g),
        ),
        Mistake(
            "nothing is kept",
            "The ball keeps a part of its velocity from step to step. Yours forgets it.",
            _with(lambda v, g, rate, momentum: -rate * g),
        ),
        Mistake(
            "an average",
            "The newest gradient counts in full, not with the weight 1 - momentum. (Such an "
            "average comes later in the lesson.)",
            _with(lambda v, g, rate, momentum: momentum * v - (1 - momentum) * rate * g),
            also=[_with(lambda v, g, rate, momentum: momentum * v - (1 - momentum) * g)],
        ),
        Mistake(
            "friction instead of momentum",
            "The momentum is the part of the velocity that is left, not the part that is lost.",
            _with(lambda v, g, rate, momentum: (1 - momentum) * v - rate * g),
        ),
        Mistake(
            "the newest gradient fades, too",
            "First the old velocity fades, then the new push is added, in full.",
            _with(lambda v, g, rate, momentum: momentum * (v - rate * g)),
        ),
        Mistake(
            "no rate",
            "Each push is the gradient times the learning rate.",
            _with(lambda v, g, rate, momentum: momentum * v - g),
        ),
        Mistake(
            "the rate counts twice",
            "The learning rate belongs to the push alone, not to the velocity that was there.",
            _with(lambda v, g, rate, momentum: rate * (momentum * v - g)),
        ),
        Mistake(
            "the place",
            "This is how far the ball has come: the sum of its velocities. Asked for is the last "
            "velocity.",
            _places,
        ),
        Mistake(
            "every velocity on the way",
            "You return the velocity after each step. Asked for is the last one.",
            _all_steps,
        ),
    ],
    further=("Keras keeps these velocities for you in `keras.optimizers.SGD` with `momentum=0.9`."),
    hints=[
        "Begin at rest, and go through the rows from the first to the last. What does one step "
        "do to the velocity?",
        "Or without a loop: the row that is k steps old counts momentum to the power of k.",
    ],
)
