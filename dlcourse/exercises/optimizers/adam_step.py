"""One step of Adam, from its formulas."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _adam_step(w, m, s, t, gradient, rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * gradient
    s = beta_2 * s + (1 - beta_2) * gradient**2
    m_hat, s_hat = m / (1 - beta_1**t), s / (1 - beta_2**t)
    return w - rate * m_hat / (np.sqrt(s_hat) + epsilon), m, s


def _adam_step_inputs(rng):
    def arrays(*shape):
        w, m, gradient = (rng.normal(size=shape).round(1) for _ in range(3))
        return w, m, rng.uniform(0.5, 4.0, size=shape).round(1), gradient

    def case(arrays, t, *constants):
        w, m, s, gradient = arrays
        return w, m, s, t, gradient, *constants

    pair = np.array([1.0, 1.0]), np.zeros(2), np.zeros(2), np.array([4.0, -2.0])
    one = np.array([2.0]), np.array([1.0]), np.array([4.0]), np.array([-3.0])
    still = np.array([2.0]), np.array([1.0]), np.array([4.0]), np.array([0.0])
    return [
        case(pair, 1, 0.1, 0.5, 0.75, 0.0),
        case(one, 2, 0.1, 0.5, 0.75, 0.0),
        case(one, 3, 0.5, 0.75, 0.5, 1.0),
        case(still, 2, 0.1, 0.9, 0.99, 0.5),
        case(arrays(5), 4, 0.2, 0.8, 0.6, 0.3),
        case(arrays(2, 3), 7, 0.3, 0.9, 0.95, 0.1),
        case(arrays(4), 50, 0.1, 0.5, 0.75, 0.2),
    ]


def _without_powers_of_t(w, m, s, t, gradient, rate, beta_1, beta_2, epsilon):
    shares = 1 - np.power([beta_1, beta_2], t)
    mean = m + (1 - beta_1) * (gradient - m)
    square = s + (1 - beta_2) * (gradient * gradient - s)
    step = mean / shares[0] / (epsilon + (square / shares[1]) ** 0.5)
    return [w - rate * step, mean, square]


def _by_entries(w, m, s, t, gradient, rate, beta_1, beta_2, epsilon):
    new_w, new_m, new_s = w.copy(), m.copy(), s.copy()
    for i in np.ndindex(w.shape):
        new_m[i] = beta_1 * m[i] + (1 - beta_1) * gradient[i]
        new_s[i] = beta_2 * s[i] + (1 - beta_2) * gradient[i] ** 2
        bottom = np.sqrt(new_s[i] / (1 - beta_2**t)) + epsilon
        new_w[i] = w[i] - rate * new_m[i] / ((1 - beta_1**t) * bottom)
    return new_w, new_m, new_s


def _in_place(w, m, s, t, gradient, rate, beta_1, beta_2, epsilon):
    m *= beta_1
    m += (1 - beta_1) * gradient
    s *= beta_2
    s += (1 - beta_2) * gradient**2
    w -= rate * m / (1 - beta_1**t) / (np.sqrt(s / (1 - beta_2**t)) + epsilon)
    return w, m, s


def _averages(m, s, g, b1, b2):
    return b1 * m + (1 - b1) * g, b2 * s + (1 - b2) * g**2


def _with(step, averages=_averages):
    """Return an answer that renews the averages so, and makes another step from them."""

    def answer(w, m, s, t, g, rate, b1, b2, epsilon):
        m, s = averages(m, s, g, b1, b2)
        return w - step(m, s, t, g, rate, b1, b2, epsilon), m, s

    return answer


def _usual(m, s, t, g, rate, b1, b2, epsilon):
    return rate * m / (1 - b1**t) / (np.sqrt(s / (1 - b2**t)) + epsilon)


def _step_of(m_hat, bottom):
    """Return a step: the rate times a mean, divided by what the squares give."""
    return lambda m, s, t, g, rate, b1, b2, epsilon: (
        rate * m_hat(m, b1, t) / bottom(s / (1 - b2**t), epsilon)
    )


def _corrected(m, b1, t):
    return m / (1 - b1**t)


def _hats_returned(w, m, s, t, g, rate, b1, b2, epsilon):
    new, m, s = _adam_step(w, m, s, t, g, rate, b1, b2, epsilon)
    return new, m / (1 - b1**t), s / (1 - b2**t)


def _old_averages(w, m, s, t, g, rate, b1, b2, epsilon):
    new_m, new_s = _averages(m, s, g, b1, b2)
    old = np.zeros_like(w) + _usual(m, np.maximum(s, 1e-12), t, g, rate, b1, b2, epsilon)
    return w - old, new_m, new_s


adam_step = Exercise(
    name="adam_step",
    reference=_adam_step,
    right=[_without_powers_of_t, _by_entries],
    inputs=_adam_step_inputs,
    mistakes=[
        Mistake(
            "no correction",
            "Both averages begin at 0 and are too small at first: divide each by the sum of its "
            "shares before the step.",
            _with(lambda m, s, t, g, rate, b1, b2, eps: rate * m / (np.sqrt(s) + eps)),
            also=[
                _with(_step_of(lambda m, b1, t: m, lambda s_hat, eps: np.sqrt(s_hat) + eps)),
                _with(
                    lambda m, s, t, g, rate, b1, b2, eps: (
                        rate * m / (1 - b1**t) / (np.sqrt(s) + eps)
                    )
                ),
            ],
        ),
        Mistake(
            "the correction of the first step",
            "After t steps the shares of an average add up to 1 - beta to the power of t.",
            _with(lambda m, s, t, *rest: _usual(m, s, 1, *rest)),
        ),
        Mistake(
            "the steps counted from 0",
            "t is 1 at the first step already. Use it as it is.",
            _with(lambda m, s, t, *rest: _usual(m, s, t + 1, *rest)),
        ),
        Mistake(
            "t as a factor",
            "The share that is missing is beta to the power of t, not beta times t.",
            _with(
                lambda m, s, t, g, rate, b1, b2, eps: (
                    rate * m / (1 - b1 * t) / (np.sqrt(np.abs(s / (1 - b2 * t))) + eps)
                )
            ),
        ),
        Mistake(
            "the two betas exchanged",
            "beta_1 belongs to the average of the gradients, beta_2 to that of their squares.",
            lambda w, m, s, t, g, rate, b1, b2, eps: _adam_step(w, m, s, t, g, rate, b2, b1, eps),
        ),
        Mistake(
            "one beta for both",
            "Each average has a beta of its own.",
            lambda w, m, s, t, g, rate, b1, b2, eps: _adam_step(w, m, s, t, g, rate, b1, b1, eps),
        ),
        Mistake(
            "old and new exchanged",
            "The old average keeps the share beta; what is left over belongs to the new gradient.",
            _with(_usual, lambda m, s, g, b1, b2: _averages(m, s, g, 1 - b1, 1 - b2)),
        ),
        Mistake(
            "sums instead of averages",
            "In an average the new gradient, and the new square, has the weight 1 - beta.",
            _with(_usual, lambda m, s, g, b1, b2: (b1 * m + g, b2 * s + g**2)),
            also=[_with(_usual, lambda m, s, g, b1, b2: (m + g, s + g**2))],
        ),
        Mistake(
            "gradients that are not squared",
            "The second average is one of squares.",
            _with(
                lambda m, s, t, g, rate, b1, b2, eps: _usual(m, np.abs(s), t, g, rate, b1, b2, eps),
                lambda m, s, g, b1, b2: (b1 * m + (1 - b1) * g, b2 * s + (1 - b2) * g),
            ),
        ),
        Mistake(
            "the square of the mean",
            "Average the squares of the gradients. You squared the average of the gradients.",
            _with(
                _usual,
                lambda m, s, g, b1, b2: (
                    b1 * m + (1 - b1) * g,
                    b2 * s + (1 - b2) * (b1 * m + (1 - b1) * g) ** 2,
                ),
            ),
        ),
        Mistake(
            "no root",
            "The root brings a mean of squares back to the unit of a slope.",
            _with(_step_of(_corrected, lambda s_hat, eps: s_hat + eps)),
        ),
        Mistake(
            "epsilon under the root",
            "In Adam's formula epsilon is added after the root.",
            _with(_step_of(_corrected, lambda s_hat, eps: np.sqrt(s_hat + eps))),
        ),
        Mistake(
            "no epsilon",
            "Add epsilon to the root, for a weight that has felt no slope.",
            _with(_step_of(_corrected, lambda s_hat, eps: np.sqrt(s_hat))),
        ),
        Mistake(
            "the gradient instead of its mean",
            "The step goes along the average of the gradients. Yours goes along the newest one, "
            "as RMSprop's does.",
            _with(
                lambda m, s, t, g, rate, b1, b2, eps: rate * g / (np.sqrt(s / (1 - b2**t)) + eps)
            ),
        ),
        Mistake(
            "a step from the old averages",
            "First renew both averages, then take the step: the new gradient belongs to it.",
            _old_averages,
        ),
        Mistake(
            "uphill",
            "The gradient points uphill. Step against its average.",
            _with(lambda *arguments: -_usual(*arguments)),
        ),
        Mistake(
            "no rate",
            "The step is multiplied by the learning rate.",
            _with(lambda m, s, t, g, rate, *rest: _usual(m, s, t, g, 1.0, *rest)),
        ),
        Mistake(
            "the averages returned with their hats",
            "The next step needs the averages as they are, without correction. Return those.",
            _hats_returned,
        ),
        Mistake(
            "the weights alone",
            "Three things are returned: the new weights and both new averages.",
            lambda *arguments: _adam_step(*arguments)[0],
        ),
        Mistake(
            "changes its input",
            "`m *= ...` writes into the array of the caller. Make new arrays.",
            _in_place,
        ),
    ],
    further="It is `keras.optimizers.Adam`; the paper is Kingma and Ba, 2015, arXiv 1412.6980.",
    hints=[
        "Four lines: the two averages, the two hats, each from its formula. Then the new weights.",
        "The hats need names of their own, for the averages themselves are returned, too.",
    ],
)
