"""Batch normalization with a memory: this batch in training, running averages elsewhere."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _normalize_batch(z, running_mean, running_variance, training, momentum=0.9, epsilon=1e-3):
    if training:
        mean, variance = z.mean(axis=0), z.var(axis=0)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_variance = momentum * running_variance + (1 - momentum) * variance
    else:
        mean, variance = running_mean, running_variance
    return (z - mean) / np.sqrt(variance + epsilon), running_mean, running_variance


def _normalize_batch_inputs(rng):
    batch = np.array([[1.0, 10.0], [3.0, 30.0]])
    zeros, ones = np.zeros(2), np.ones(2)
    fixed = [
        (batch, zeros, ones, True),
        (batch, np.array([2.0, 5.0]), np.array([4.0, 100.0]), False),
        (batch, np.array([2.0, 5.0]), np.array([4.0, 100.0]), True),
        (np.array([[4.0, -1.0]]), np.array([2.0, 1.0]), np.array([4.0, 9.0]), False),
        (np.array([[4.0, -1.0]]), np.array([2.0, 1.0]), np.array([4.0, 9.0]), True),
    ]
    drawn = [
        (
            rng.normal(2, 3, size=(5, 3)).round(2),
            rng.normal(size=3).round(2),
            rng.uniform(1, 9, size=3).round(2),
            training,
            0.75,
            0.01,
        )
        for training in (True, False)
    ]
    return fixed + drawn


def _by_steps(z, running_mean, running_variance, training, momentum=0.9, epsilon=1e-3):
    new_mean, new_variance = running_mean, running_variance
    mean, variance = running_mean, running_variance
    if training:
        mean = np.sum(z, axis=0) / len(z)
        variance = np.sum((z - mean) ** 2, axis=0) / len(z)
        new_mean = running_mean + (1 - momentum) * (mean - running_mean)
        new_variance = running_variance + (1 - momentum) * (variance - running_variance)
    return (z - mean) * (variance + epsilon) ** -0.5, new_mean, new_variance


def _by_columns(z, running_mean, running_variance, training, momentum=0.9, epsilon=1e-3):
    out, means, variances = np.empty(z.shape), [], []
    for j in range(z.shape[1]):
        mean, variance = running_mean[j], running_variance[j]
        kept = mean, variance
        if training:
            mean = np.mean(z[:, j])
            variance = np.mean(z[:, j] ** 2) - mean**2
            kept = tuple(
                momentum * old + (1 - momentum) * new
                for old, new in zip(kept, (mean, variance), strict=True)
            )
        out[:, j] = (z[:, j] - mean) / np.sqrt(variance + epsilon)
        means.append(kept[0])
        variances.append(kept[1])
    return out, np.array(means), np.array(variances)


def _variant(
    moments=lambda z: (z.mean(axis=0), z.var(axis=0)),
    keep=lambda old, new, momentum: momentum * old + (1 - momentum) * new,
    divide=lambda variance, epsilon: np.sqrt(variance + epsilon),
    use=lambda training, batch, before, after: batch if training else before,
    learn=lambda training: training,
):
    """Return an answer that does one thing differently."""

    def answer(z, running_mean, running_variance, training, momentum=0.9, epsilon=1e-3):
        batch, before = moments(z), (running_mean, running_variance)
        after = before
        if learn(training):
            pairs = zip(before, batch, strict=True)
            after = tuple(keep(old, new, momentum) for old, new in pairs)
        mean, variance = use(training, batch, before, after)
        return ((z - mean) / divide(variance, epsilon), *after)

    return answer


normalize_batch = Exercise(
    name="normalize_batch",
    reference=_normalize_batch,
    right=[_by_steps, _by_columns],
    inputs=_normalize_batch_inputs,
    mistakes=[
        Mistake(
            "the batch outside training, too",
            "Outside training an image must not depend on its company: take the running averages.",
            _variant(use=lambda training, batch, before, after: batch),
        ),
        Mistake(
            "running averages in training, too",
            "In training the layer normalizes with the mean and variance of this batch, and only "
            "keeps the running averages for later.",
            _variant(use=lambda training, batch, before, after: before),
            also=[_variant(use=lambda training, batch, before, after: after)],
        ),
        Mistake(
            "the two modes exchanged",
            "In training the batch normalizes itself; elsewhere the running averages do it.",
            _variant(use=lambda training, batch, before, after: before if training else batch),
        ),
        Mistake(
            "it learns outside training",
            "Outside training nothing may change: return the running averages as they came.",
            _variant(learn=lambda training: True),
        ),
        Mistake(
            "it never learns",
            "In training the running averages have to move a little towards those of the batch.",
            _variant(learn=lambda training: False),
        ),
        Mistake(
            "the momentum at the wrong place",
            "The momentum is the part of the old average that is kept, and it is the larger part.",
            _variant(keep=lambda old, new, momentum: momentum * new + (1 - momentum) * old),
        ),
        Mistake(
            "only the last batch is remembered",
            "Keep a part of the old average, as large as the momentum says.",
            _variant(keep=lambda old, new, momentum: new),
        ),
        Mistake(
            "the new part in full",
            "The two parts must add up to 1, else the average grows and grows.",
            _variant(keep=lambda old, new, momentum: momentum * old + new),
        ),
        Mistake(
            "the variance with n - 1",
            "Divide the squares by the number of images in the batch, not by one less.",
            _variant(
                moments=lambda z: (z.mean(axis=0), z.var(axis=0) * len(z) / max(len(z) - 1, 1))
            ),
        ),
        Mistake(
            "epsilon outside the root",
            "Epsilon is added to the variance, before the root is taken.",
            _variant(divide=lambda variance, epsilon: np.sqrt(variance) + epsilon),
        ),
        Mistake(
            "epsilon forgotten",
            "A unit whose sums are all alike has variance 0. What do you divide by then?",
            _variant(divide=lambda variance, epsilon: np.sqrt(variance)),
        ),
        Mistake(
            "no root",
            "Divide by the standard deviation: the root of the variance.",
            _variant(divide=lambda variance, epsilon: variance + epsilon),
        ),
        Mistake(
            "rows and columns exchanged",
            "Each unit is a column, and its mean goes over the images, which are the rows.",
            _variant(
                moments=lambda z: (
                    np.resize(z.mean(axis=1), z.shape[1]),
                    np.resize(z.var(axis=1), z.shape[1]),
                )
            ),
        ),
        Mistake(
            "one mean for all units",
            "Each unit has a mean and a variance of its own.",
            _variant(
                moments=lambda z: (np.full(z.shape[1], z.mean()), np.full(z.shape[1], z.var()))
            ),
        ),
    ],
    further="This is `keras.layers.BatchNormalization`; its momentum is 0.99 unless you say more.",
    hints=[
        "First decide which mean and variance to use; that depends on `training` alone.",
        "In training, mix the old average and the batch's, the old one with the weight momentum.",
        "The new averages are for later. This batch is normalized with its own numbers.",
    ],
)
