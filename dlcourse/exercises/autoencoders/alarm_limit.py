"""At which reconstruction error should the alarm ring?"""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _alarm_limit(usual_errors, share):
    allowed = int(share * len(usual_errors) + 1e-9)
    return np.sort(usual_errors)[len(usual_errors) - 1 - allowed]


def _alarm_limit_inputs(rng):
    ten = np.array([0.3, 0.1, 0.7, 0.2, 0.9, 0.4, 0.8, 0.5, 1.0, 0.6])
    return [
        (ten, 0.2),
        (ten, 0.0),
        (ten, 0.25),
        (ten[:3], 0.5),
        (np.array([2.0]), 0.5),
        (rng.exponential(size=40), 0.05),
        (rng.exponential(size=57), 0.1),
        (rng.exponential(size=200), 0.01),
    ]


def _by_counting(usual_errors, share):
    for limit in sorted(usual_errors):
        if np.sum(np.asarray(usual_errors) > limit) <= share * len(usual_errors) + 1e-9:
            return limit


def _from_above(usual_errors, share):
    falling = np.sort(usual_errors)[::-1]
    return falling[int(np.floor(round(share * len(falling), 6)))]


alarm_limit = Exercise(
    name="alarm_limit",
    reference=_alarm_limit,
    right=[_by_counting, _from_above],
    inputs=_alarm_limit_inputs,
    mistakes=[
        Mistake(
            "the wrong end",
            "Odd letters have large errors: the alarm rings above the limit. Count from the "
            "largest error downwards.",
            lambda usual_errors, share: np.sort(usual_errors)[
                min(int(share * len(usual_errors) + 1e-9), len(usual_errors) - 1)
            ],
        ),
        Mistake(
            "one alarm too many",
            "Of 10 letters and a share of 0.2, two may lie above the limit. Above yours lie three.",
            lambda usual_errors, share: np.sort(usual_errors)[
                max(len(usual_errors) - 2 - int(share * len(usual_errors) + 1e-9), 0)
            ],
        ),
        Mistake(
            "one alarm too few",
            "Your limit is not the smallest: the alarm may ring for one letter more.",
            lambda usual_errors, share: np.sort(usual_errors)[
                min(
                    len(usual_errors) - int(share * len(usual_errors) + 1e-9),
                    len(usual_errors) - 1,
                )
            ],
        ),
        Mistake(
            "between two errors",
            "The limit has to be one of the errors; np.quantile puts it between two of them.",
            lambda usual_errors, share: np.quantile(usual_errors, 1 - share),
        ),
        Mistake(
            "a share of the largest error",
            "The share is one of letters, not of the largest error.",
            lambda usual_errors, share: (1 - share) * np.max(usual_errors),
        ),
        Mistake(
            "always the largest",
            "With this limit the alarm never rings for a usual letter. A share of them is allowed.",
            lambda usual_errors, share: np.max(usual_errors),
        ),
    ],
    further="A lower limit finds more odd letters, and more false ones; ROC AUC sums it up.",
    hints=[
        "Sort the errors. How many usual letters may lie above the limit?",
        "If two may lie above it, the limit is the third largest error.",
    ],
)
