"""The lowest cross-entropy of a network that does not look at its input."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _blind_loss(counts):
    probabilities = counts[counts > 0] / counts.sum()
    return -np.sum(probabilities * np.log(probabilities))


def _blind_loss_inputs(rng):
    fixed = [[900, 100], [5, 5, 5, 5], [6, 3, 1], [8, 0, 2], [7, 0, 0], [1, 1]]
    drawn = [rng.integers(1, 50, size=n) for n in (4, 10)]
    return [(np.array(counts),) for counts in fixed] + [(counts,) for counts in drawn]


def _blind_loss_by_loop(counts):
    total, loss = sum(counts), 0.0
    for count in counts:
        if count:
            loss += count / total * np.log(total / count)
    return loss


def _blind_loss_of_samples(counts):
    labels = np.repeat(np.arange(len(counts)), counts)
    probabilities = counts / counts.sum()
    return -np.log(probabilities[labels]).mean()


def _blind_loss_without_division(counts):
    seen = counts[counts != 0]
    return np.log(seen.sum()) - np.average(np.log(seen), weights=seen)


def _logs(counts, log=np.log):
    with np.errstate(divide="ignore"):
        return log(counts / counts.sum())


def _chance_if_equal(counts):
    return np.log(len(counts))


def _all_on_the_most_frequent(counts):
    return -np.log(1e-7) * (1 - counts.max() / counts.sum())


def _with_zero_times_log_of_zero(counts):
    with np.errstate(invalid="ignore"):
        return -np.sum(counts / counts.sum() * _logs(counts))


def _of_softmax(counts):
    scores = np.exp(counts - counts.max())
    predicted = np.maximum(scores / scores.sum(), 1e-7)
    return -np.sum(counts / counts.sum() * np.log(predicted))


def _seen_probabilities(counts):
    return counts[counts > 0] / counts.sum()


blind_loss = Exercise(
    name="blind_loss",
    reference=_blind_loss,
    right=[_blind_loss_by_loop, _blind_loss_of_samples, _blind_loss_without_division],
    inputs=_blind_loss_inputs,
    mistakes=[
        Mistake(
            "all classes equally frequent",
            "The logarithm of the number of classes is the loss if every class gets the same "
            "probability. A blind network can do better: it knows which classes are frequent.",
            _chance_if_equal,
            also=[lambda counts: np.log(np.count_nonzero(counts)), lambda counts: np.log(2)],
        ),
        Mistake(
            "a class that never occurs",
            "The log of 0 is minus infinity, and 0 times infinity is not a number. A class without "
            "samples costs nothing: leave it out.",
            _with_zero_times_log_of_zero,
        ),
        Mistake(
            "each class counts once",
            "A frequent class costs its loss often, a rare one seldom. The mean goes over the "
            "samples, not over the classes.",
            lambda counts: -np.mean(np.log(_seen_probabilities(counts))),
            also=[lambda counts: -np.mean(_logs(counts)), lambda counts: -np.sum(_logs(counts))],
        ),
        Mistake(
            "the most frequent class alone",
            "That is what a sample of the most frequent class costs. The others cost more, and "
            "they belong to the mean.",
            lambda counts: -np.log(counts.max() / counts.sum()),
        ),
        Mistake(
            "the rarest class alone",
            "That is what a sample of the rarest class costs, and such samples are few. All "
            "samples belong to the mean.",
            lambda counts: -np.log(_seen_probabilities(counts).min()),
        ),
        Mistake(
            "logarithm of the mean",
            "Each sample has its own cost, minus the log of the probability of its class. First "
            "the logs, then the mean.",
            lambda counts: -np.log(np.sum(_seen_probabilities(counts) ** 2)),
        ),
        Mistake(
            "divided by the largest count",
            "Probabilities sum to 1: divide by the number of all samples.",
            lambda counts: (
                -np.sum(counts / counts.max() * np.log(np.maximum(counts / counts.max(), 1e-7)))
            ),
        ),
        Mistake(
            "one class gets everything",
            "Whoever gives the most frequent class the probability 1 pays dearly for every sample "
            "of another class. The best blind network hedges.",
            _all_on_the_most_frequent,
            also=[lambda counts: np.inf, lambda counts: 0.0],
        ),
        Mistake(
            "counts instead of probabilities",
            "Probabilities sum to 1: divide the counts by the number of all samples.",
            lambda counts: -np.sum(counts[counts > 0] * np.log(counts[counts > 0])),
            also=[
                lambda counts: -np.mean(np.log(counts[counts > 0])),
                lambda counts: -np.log(counts[counts > 0]).sum(),
            ],
        ),
        Mistake(
            "sum instead of mean",
            "A sum grows with the number of samples. The loss is the mean over them.",
            lambda counts: _blind_loss(counts) * counts.sum(),
            also=[lambda counts: _blind_loss(counts) * counts.sum() / len(counts)],
        ),
        Mistake(
            "divided by the number of classes",
            "The probabilities already weight the classes; together they are a mean. Nothing is "
            "left to divide by.",
            lambda counts: _blind_loss(counts) / len(counts),
            also=[lambda counts: _blind_loss(counts) / np.count_nonzero(counts)],
        ),
        Mistake(
            "no minus sign",
            "Logarithms of probabilities are negative, and a loss is not.",
            lambda counts: -_blind_loss(counts),
        ),
        Mistake(
            "logarithm of another base",
            "np.log is the natural logarithm, the one that the cross-entropy uses.",
            lambda counts: _blind_loss(counts) / np.log(2),
            also=[lambda counts: _blind_loss(counts) / np.log(10)],
        ),
        Mistake(
            "the accuracy's answer",
            "You computed how often the network would be wrong. The loss asks what each sample "
            "costs: minus the logarithm of the probability of its class.",
            lambda counts: 1 - counts.max() / counts.sum(),
            also=[
                lambda counts: counts.max() / counts.sum(),
                lambda counts: 1 - np.sum((counts / counts.sum()) ** 2),
            ],
        ),
        Mistake(
            "softmax of the counts",
            "Counts are not scores. A softmax of them gives nearly everything to the largest.",
            _of_softmax,
        ),
        Mistake(
            "the list of costs",
            "Those are the costs of the classes. The loss is one number: their mean over all "
            "samples.",
            lambda counts: -_seen_probabilities(counts) * np.log(_seen_probabilities(counts)),
            also=[lambda counts: -np.log(_seen_probabilities(counts))],
        ),
    ],
    further=(
        "A loss at chance is the first thing to check in a training that does not start: "
        "Karpathy, A recipe for training neural networks, 2019."
    ),
    hints=[
        "What probability should a network give to a class of which 90 % of the samples are?",
        "A sample costs minus the logarithm of that probability. Now take the mean over all "
        "samples: how often does each cost occur?",
        "A class that never occurs contributes nothing: counts > 0 tells the others.",
    ],
)
