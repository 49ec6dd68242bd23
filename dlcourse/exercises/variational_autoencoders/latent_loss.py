"""The latent loss of a variational autoencoder."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _latent_loss(mean, log_var):
    return 0.5 * np.sum(mean**2 + np.exp(log_var) - 1 - log_var, axis=1)


def _inputs(rng):
    def drawn(*shape):
        return rng.normal(size=shape).round(2), rng.normal(size=shape).round(2)

    zeros = np.zeros((2, 3))
    fixed = [
        (np.array([[2.0, 0.0]]), np.zeros((1, 2))),
        (zeros, zeros),
        (np.array([[0.0]]), np.array([[2.0]])),
        (np.array([[0.0, -1.0]]), np.array([[-3.0, 0.5]])),
    ]
    return [*fixed, drawn(3, 2), drawn(1, 5), drawn(4, 3)]


def _by_parts(mean, log_var):
    place = np.sum(np.square(mean), axis=-1) / 2
    width = np.sum(np.expm1(log_var) - log_var, axis=-1) / 2
    return place + width


def _by_entries(mean, log_var):
    losses = []
    for means, logs in zip(mean, log_var, strict=True):
        each = [-0.5 * (1 + v - m * m - np.exp(v)) for m, v in zip(means, logs, strict=True)]
        losses.append(sum(each))
    return np.array(losses)


def _variant(terms=lambda m, v: m**2 + np.exp(v) - 1 - v, join=np.sum, factor=0.5, axis=1):
    """Return an answer that does one thing differently."""
    return lambda mean, log_var: factor * join(terms(mean, log_var), axis=axis)


latent_loss = Exercise(
    name="latent_loss",
    reference=_latent_loss,
    right=[_by_parts, _by_entries],
    inputs=_inputs,
    mistakes=[
        Mistake(
            "a mean over the code",
            "The loss is a sum over the numbers of the code: each of them costs its own share.",
            _variant(join=np.mean),
        ),
        Mistake(
            "no half",
            "The sum is halved.",
            _variant(factor=1),
        ),
        Mistake(
            "the other sign",
            "The loss is never negative: it is 0 at mean 0 and variance 1, and grows from there.",
            _variant(factor=-0.5),
        ),
        Mistake(
            "log_var taken for the variance",
            "log_var is the logarithm of the variance: the variance itself is exp(log_var).",
            _variant(lambda m, v: m**2 + v - 1 - np.log(np.abs(v) + 1e-9)),
            also=[_variant(lambda m, v: m**2 + v - 1 - v)],
        ),
        Mistake(
            "the standard deviation in place of the variance",
            "exp(log_var / 2) is the standard deviation. The formula wants its square.",
            _variant(lambda m, v: m**2 + np.exp(v / 2) - 1 - v),
            also=[_variant(lambda m, v: m**2 + np.exp(v / 2) - 1 - v / 2)],
        ),
        Mistake(
            "the variance squared",
            "exp(log_var) is the variance, and that is already a square.",
            _variant(lambda m, v: m**2 + np.exp(2 * v) - 1 - v),
            also=[_variant(lambda m, v: m**2 + np.exp(2 * v) - 1 - 2 * v)],
        ),
        Mistake(
            "the mean is not squared",
            "Means to the left and to the right of 0 cost the same: the mean is squared.",
            _variant(lambda m, v: m + np.exp(v) - 1 - v),
            also=[_variant(lambda m, v: np.abs(m) + np.exp(v) - 1 - v)],
        ),
        Mistake(
            "without the 1",
            "A standard Gaussian has to cost 0. Yours costs something.",
            _variant(lambda m, v: m**2 + np.exp(v) - v),
        ),
        Mistake(
            "without the mean",
            "A cloud of width 1 far away from 0 would cost nothing.",
            _variant(lambda m, v: np.exp(v) - 1 - v),
        ),
        Mistake(
            "without the width",
            "What keeps the clouds from shrinking to points? Nothing in your loss.",
            _variant(lambda m, v: m**2),
            also=[_variant(lambda m, v: m**2 + np.exp(v) - 1), _variant(lambda m, v: m**2 - 1 - v)],
        ),
        Mistake(
            "over the wrong axis",
            "Each sample gets a loss of its own: take the sum along its row.",
            _variant(axis=0),
        ),
        Mistake(
            "one number for all samples",
            "Each sample gets a loss of its own; the mean over the batch comes later.",
            _variant(axis=None),
            also=[lambda mean, log_var: _latent_loss(mean, log_var).mean()],
        ),
    ],
    further="Its twin in the library: `dl.scratch.gaussian_kl`.",
    hints=[
        "The variance is exp(log_var), and log of the variance is log_var itself.",
        "Four terms for each number of the code; the sum along a row; half of it.",
    ],
)
