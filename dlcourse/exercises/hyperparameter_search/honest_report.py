"""Choose by validation, and report what the test images say, once."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _honest_report(validation, test):
    chosen = int(np.argmax(validation.mean(axis=1)))
    scores = test[chosen]
    return {
        "trials": len(validation),
        "chosen": chosen,
        "mean": scores.mean(),
        "std": scores.std(ddof=1),
    }


def _honest_report_inputs(rng):
    def tables(n_trials, n_starts):
        return tuple(np.round(rng.uniform(0.5, 0.95, (2, n_trials, n_starts)), 2))

    small = (
        np.array([[0.8, 0.6], [0.75, 0.73], [0.5, 0.6]]),
        np.array([[0.9, 0.8], [0.72, 0.68], [0.95, 0.85]]),
    )
    apart = (  # each way to choose takes another trial
        np.array([[0.7, 0.7, 0.7], [0.8, 0.8, 0.74], [0.9, 0.6, 0.5], [0.6, 0.5, 0.4]]),
        np.array([[0.6, 0.65, 0.66], [0.71, 0.78, 0.76], [0.6, 0.62, 0.5], [0.9, 0.8, 0.88]]),
    )
    return [small, apart, tables(5, 3), tables(40, 4), tables(12, 5)]


def _by_loops(validation, test):
    from statistics import mean, stdev

    means = [mean(row) for row in validation.tolist()]
    chosen = means.index(max(means))
    row = test[chosen].tolist()
    return {"trials": len(means), "chosen": chosen, "mean": mean(row), "std": stdev(row)}


def _by_sorting(validation, test):
    order = np.argsort(-validation.sum(axis=1), kind="stable")
    best = test[order[0]]
    deviation = np.sqrt(np.sum((best - best.mean()) ** 2) / (best.size - 1))
    return dict(trials=order.size, chosen=order[0], mean=np.average(best), std=deviation)


def _report(choose=None, scores=None, ddof=1, trials=len, mean=np.mean):
    """Return an answer that chooses or counts in another way."""
    choose = choose or (lambda validation, test: int(np.argmax(validation.mean(axis=1))))
    scores = scores or (lambda validation, test, chosen: test[chosen])

    def answer(validation, test):
        chosen = choose(validation, test)
        found = scores(validation, test, chosen)
        spread = np.std(found, ddof=ddof)
        return {"trials": trials(validation), "chosen": chosen, "mean": mean(found), "std": spread}

    return answer


honest_report = Exercise(
    name="honest_report",
    reference=_honest_report,
    right=[_by_loops, _by_sorting],
    inputs=_honest_report_inputs,
    mistakes=[
        Mistake(
            "chosen by the test images",
            "The test images must have no say. Choose by the validation images.",
            _report(choose=lambda validation, test: int(np.argmax(test.mean(axis=1)))),
            also=[
                _report(choose=lambda validation, test: int(np.argmax(test.max(axis=1)))),
                _report(
                    choose=lambda validation, test: int(np.argmax((validation + test).mean(1)))
                ),
            ],
        ),
        Mistake(
            "chosen by the luckiest start",
            "One start may be lucky. The trial with the best mean over its starts wins.",
            _report(choose=lambda validation, test: int(np.argmax(validation.max(axis=1)))),
        ),
        Mistake(
            "reports the validation score",
            "The validation images chose, so their score is too good. Report the test scores of "
            "the chosen trial.",
            _report(scores=lambda validation, test, chosen: validation[chosen]),
        ),
        Mistake(
            "reports the best start",
            "A start that is picked by its test score is a choice by the test images. Average over "
            "all starts.",
            _report(mean=np.max),
        ),
        Mistake(
            "the spread of those who are all there",
            "These starts are a sample of all possible ones, so divide by one less than their "
            "number.",
            _report(ddof=0),
        ),
        Mistake(
            "the spread over all trials",
            "Asked for is the spread over the starts of the chosen trial.",
            lambda validation, test: {
                **_honest_report(validation, test),
                "std": test.std(ddof=1),
            },
            also=[
                lambda validation, test: {
                    **_honest_report(validation, test),
                    "std": test.mean(axis=1).std(ddof=1),
                }
            ],
        ),
        Mistake(
            "starts counted as trials",
            "A trial is one setting, however many starts it had. Count the rows.",
            _report(trials=np.size),
            also=[_report(trials=lambda validation: validation.shape[1])],
        ),
        Mistake(
            "the worst is chosen",
            "These are accuracies: larger is better.",
            _report(choose=lambda validation, test: int(np.argmin(validation.mean(axis=1)))),
        ),
        Mistake(
            "counted from 1",
            "Rows are numbered from 0, as indices are.",
            lambda validation, test: {
                **_honest_report(validation, test),
                "chosen": _honest_report(validation, test)["chosen"] + 1,
            },
        ),
    ],
    further=(
        "What else belongs into a report: Dodge and others, Show your work, 2019; Pineau's "
        "reproducibility checklist."
    ),
    hints=[
        "First the choice, from validation alone: one number for each trial, and where is the "
        "largest?",
        "Then take that row of test. `ddof=1` lets NumPy divide by one less than the number.",
    ],
)
