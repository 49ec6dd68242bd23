"""One step of Lion, an optimizer that a program found."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _lion(w, m, gradient, rate, beta_1, beta_2):
    direction = np.sign(beta_1 * m + (1 - beta_1) * gradient)
    return w - rate * direction, beta_2 * m + (1 - beta_2) * gradient


def _lion_inputs(rng):
    def arrays(*shape):
        return tuple(rng.normal(size=shape).round(1) for _ in range(3))

    return [
        (np.array([1.0, 1.0]), np.array([0.0, 1.0]), np.array([2.0, -3.0]), 0.1, 0.5, 0.75),
        (np.array([1.0, -2.0]), np.zeros(2), np.array([0.5, -4.0]), 0.1, 0.9, 0.99),
        (np.zeros(2), np.array([1.0, -1.0]), np.array([-2.0, 2.0]), 0.5, 0.9, 0.3),
        (np.zeros(2), np.array([1.0, -1.0]), np.array([-2.0, 2.0]), 0.5, 0.3, 0.9),
        (np.array([3.0]), np.array([0.0]), np.array([0.0]), 0.1, 0.9, 0.99),
        (np.array([0.0]), np.array([1.0]), np.array([-1.5]), 1.0, 0.5, 0.9),
        (*arrays(8), 0.2, 0.8, 0.6),
        (*arrays(3, 4), 0.01, 0.9, 0.99),
    ]


def _in_two_lines(w, m, gradient, rate, beta_1, beta_2):
    mixture = m + (1 - beta_1) * (gradient - m)
    new = w - rate * ((mixture > 0).astype(float) - (mixture < 0))
    return [new, m + (1 - beta_2) * (gradient - m)]


def _by_copies(w, m, gradient, rate, beta_1, beta_2):
    new_w, new_m = w.copy(), m.copy()
    for place in np.ndindex(w.shape):
        c = beta_1 * m[place] + (1 - beta_1) * gradient[place]
        new_w[place] -= rate * np.sign(c)
        new_m[place] = beta_2 * m[place] + (1 - beta_2) * gradient[place]
    return new_w, new_m


def _by_keras(w, m, gradient, rate, beta_1, beta_2):
    import keras

    w, m, gradient = (keras.ops.cast(array, "float32") for array in (w, m, gradient))
    direction = keras.ops.sign(beta_1 * m + (1 - beta_1) * gradient)
    return w - rate * direction, beta_2 * m + (1 - beta_2) * gradient


def _average_first(w, m, gradient, rate, beta_1, beta_2):
    new = beta_2 * m + (1 - beta_2) * gradient
    return w - rate * np.sign(beta_1 * new + (1 - beta_1) * gradient), new


def _in_place(w, m, gradient, rate, beta_1, beta_2):
    w -= rate * np.sign(beta_1 * m + (1 - beta_1) * gradient)
    m *= beta_2
    m += (1 - beta_2) * gradient
    return w, m


lion = Exercise(
    name="lion",
    reference=_lion,
    right=[_in_two_lines, _by_copies, _by_keras],
    inputs=_lion_inputs,
    mistakes=[
        Mistake(
            "no sign",
            "Lion steps by the sign of the mixture: every weight moves by the rate, or not at all.",
            lambda w, m, g, rate, b1, b2: (
                w - rate * (b1 * m + (1 - b1) * g),
                _lion(w, m, g, rate, b1, b2)[1],
            ),
        ),
        Mistake(
            "uphill",
            "The gradient points uphill. Step against the sign of the mixture.",
            lambda w, m, g, rate, b1, b2: (
                w + rate * np.sign(b1 * m + (1 - b1) * g),
                _lion(w, m, g, rate, b1, b2)[1],
            ),
        ),
        Mistake(
            "the average first",
            "The step uses the old average. Only afterwards is the average renewed.",
            _average_first,
            also=[
                lambda w, m, g, rate, b1, b2: (
                    w - rate * np.sign(b2 * m + (1 - b2) * g),
                    b2 * m + (1 - b2) * g,
                )
            ],
        ),
        Mistake(
            "the two constants exchanged",
            "beta_1 belongs to the mixture of the step, beta_2 to the average that is kept.",
            lambda w, m, g, rate, b1, b2: _lion(w, m, g, rate, b2, b1),
        ),
        Mistake(
            "one constant for both",
            "There are two constants: the average that is kept has one of its own.",
            lambda w, m, g, rate, b1, b2: _lion(w, m, g, rate, b1, b1),
        ),
        Mistake(
            "sign of the gradient",
            "The sign is that of a mixture of the old average and the new gradient.",
            lambda w, m, g, rate, b1, b2: (w - rate * np.sign(g), _lion(w, m, g, rate, b1, b2)[1]),
        ),
        Mistake(
            "sign of the average",
            "The new gradient belongs into the mixture of this very step.",
            lambda w, m, g, rate, b1, b2: (w - rate * np.sign(m), _lion(w, m, g, rate, b1, b2)[1]),
        ),
        Mistake(
            "the weights of the mixture exchanged",
            "The old average has the weight beta; what is left over belongs to the gradient.",
            lambda w, m, g, rate, b1, b2: _lion(w, m, g, rate, 1 - b1, 1 - b2),
            also=[
                lambda w, m, g, rate, b1, b2: (
                    _lion(w, m, g, rate, b1, b2)[0],
                    _lion(w, m, g, rate, b1, 1 - b2)[1],
                ),
                lambda w, m, g, rate, b1, b2: (
                    _lion(w, m, g, rate, 1 - b1, b2)[0],
                    _lion(w, m, g, rate, b1, b2)[1],
                ),
            ],
        ),
        Mistake(
            "a sum instead of an average",
            "The new gradient has the weight 1 - beta, in the mixture and in the average.",
            lambda w, m, g, rate, b1, b2: (w - rate * np.sign(b1 * m + g), b2 * m + g),
            also=[
                lambda w, m, g, rate, b1, b2: (_lion(w, m, g, rate, b1, b2)[0], b2 * m + g),
                lambda w, m, g, rate, b1, b2: (
                    w - rate * np.sign(b1 * m + g),
                    _lion(w, m, g, rate, b1, b2)[1],
                ),
            ],
        ),
        Mistake(
            "the average keeps signs",
            "The average is of the gradients themselves. The sign is for the step alone.",
            lambda w, m, g, rate, b1, b2: (
                _lion(w, m, g, rate, b1, b2)[0],
                b2 * m + (1 - b2) * np.sign(g),
            ),
            also=[
                lambda w, m, g, rate, b1, b2: (
                    _lion(w, m, g, rate, b1, b2)[0],
                    np.sign(b1 * m + (1 - b1) * g),
                )
            ],
        ),
        Mistake(
            "the average is not renewed",
            "The average must change, too: without that, it stays 0 for ever.",
            lambda w, m, g, rate, b1, b2: (_lion(w, m, g, rate, b1, b2)[0], m.copy()),
        ),
        Mistake(
            "no rate",
            "Each weight moves by the learning rate, not by 1.",
            lambda w, m, g, rate, b1, b2: (
                w - np.sign(b1 * m + (1 - b1) * g),
                _lion(w, m, g, rate, b1, b2)[1],
            ),
        ),
        Mistake(
            "the weights alone",
            "Two things are returned: the new weights and the new average.",
            lambda *arguments: _lion(*arguments)[0],
        ),
        Mistake(
            "changes its input",
            "`w -= ...` writes into the array of the caller. Make new arrays.",
            _in_place,
        ),
    ],
    further="It is `keras.optimizers.Lion`; the paper is Chen and others, 2023, arXiv 2302.06675.",
    hints=[
        "Two lines, one for each formula. `np.sign` works on every entry of an array.",
        "The old average is needed in both, so do not overwrite it before the step is computed.",
    ],
)
