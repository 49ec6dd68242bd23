"""A code from mean, log variance and noise: the reparameterisation."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _draw_code(mean, log_var, noise):
    return mean + np.exp(log_var / 2) * noise


def _inputs(rng):
    def one(mean, log_var, noise):
        return tuple(np.array([[float(value)]]) for value in (mean, log_var, noise))

    def drawn(*shape):
        mean, log_var, noise = (rng.normal(size=shape).round(2) for _ in range(3))
        return 2 * mean, log_var, noise

    fixed = [one(1, 1.3863, -1), one(0, 0, 1), one(2, 0, 0.5), one(-1, -2, 2), one(0, -20, 1)]
    return [*fixed, drawn(3, 2), drawn(5, 1), drawn(2, 8)]


def _by_root(mean, log_var, noise):
    return noise * np.sqrt(np.exp(log_var)) + mean


def _by_entries(mean, log_var, noise):
    rows = []
    for m, v, e in zip(mean, log_var, noise, strict=True):
        sigma = np.exp(np.asarray(v)) ** 0.5
        rows.append([m[k] + sigma[k] * e[k] for k in range(len(m))])
    return np.array(rows)


draw_code = Exercise(
    name="draw_code",
    reference=_draw_code,
    right=[_by_root, _by_entries],
    inputs=_inputs,
    mistakes=[
        Mistake(
            "the variance in place of the standard deviation",
            "exp(log_var) is the variance. Noise is stretched by its root, the standard deviation.",
            lambda mean, log_var, noise: mean + np.exp(log_var) * noise,
        ),
        Mistake(
            "the logarithm in place of the standard deviation",
            "log_var is a logarithm, and may be negative. What undoes a logarithm?",
            lambda mean, log_var, noise: mean + log_var * noise,
            also=[lambda mean, log_var, noise: mean + log_var / 2 * noise],
        ),
        Mistake(
            "the root of the logarithm",
            "First undo the logarithm, then take the root. The root of a negative logarithm does "
            "not exist.",
            lambda mean, log_var, noise: mean + np.sqrt(np.abs(log_var)) * noise,
        ),
        Mistake(
            "twice the logarithm",
            "The root of exp(v) is exp of half of v, not of twice v.",
            lambda mean, log_var, noise: mean + np.exp(2 * log_var) * noise,
        ),
        Mistake(
            "the other sign",
            "With your sign a large variance stretches least.",
            lambda mean, log_var, noise: mean + np.exp(-log_var / 2) * noise,
        ),
        Mistake(
            "no stretching",
            "Noise of standard deviation 1 is moved, but not stretched: where is log_var?",
            lambda mean, log_var, noise: mean + noise,
        ),
        Mistake(
            "the mean is stretched, too",
            "Only the noise is stretched. The mean is added as it is.",
            lambda mean, log_var, noise: np.exp(log_var / 2) * (mean + noise),
        ),
        Mistake(
            "no mean",
            "The noise is stretched, but the cloud has to be moved to its mean.",
            lambda mean, log_var, noise: np.exp(log_var / 2) * noise,
        ),
        Mistake(
            "no noise",
            "Without noise there is no draw: the code is always the same.",
            lambda mean, log_var, noise: mean + np.exp(log_var / 2),
            also=[lambda mean, log_var, noise: mean],
        ),
        Mistake(
            "new noise",
            "Use the noise that you are given: with noise of your own nobody can repeat the draw.",
            lambda mean, log_var, noise: (
                mean + np.exp(log_var / 2) * np.random.default_rng(0).normal(size=noise.shape)
            ),
        ),
    ],
    further="As a layer of Keras, with noise of its own: `dl.layers.Sampling`.",
    hints=[
        "The standard deviation is the root of the variance, and log_var its logarithm.",
        "The root of exp(v) is exp(v / 2).",
    ],
)
