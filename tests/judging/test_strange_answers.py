"""Answers that no author foresees: on one exercise of each kind, and on each with its own hooks."""

import dataclasses
import os
import re
import subprocess
import sys

import numpy as np
import print_verdicts
import pytest
import strange_answers

from dlcourse import exercises

#: What an exercise returns -> the exercise that stands for all of its kind.
OF_EACH_KIND = {
    "a decimal number": "partial_derivative",
    "a whole number": "dead_units",
    "a vector": "leaky_relu",
    "a vector of labels": "nearest_label",
    "a matrix": "mlp_forward",
    "four axes": "channels_first",
    "numbers and arrays": "train_signed",
    "a dict": "send_back",
    "a tuple or a text": "broadcast_shape",
}
HOOKED = [
    name
    for name, exercise in exercises.registry().items()
    if exercise.call.__name__ != "_plain_call" or exercise.outcome.__name__ != "_plain_outcome"
]
EACH = pytest.mark.parametrize("name", [*OF_EACH_KIND.values(), *HOOKED])


def is_plain(exercise):
    """Whether the answer is a function whose one array is compared as it is."""
    return exercise.name not in HOOKED and set(exercise.expected[0].values) == {""}


def test_each_kind_of_exercise_is_there():
    def kind(exercise):
        values = exercise.expected[0].values
        form = "one" if set(values) == {""} else "dict" if "[0]" not in values else "tuple"
        array = form == "one" and values[""]
        return form, array is not False and (min(array.ndim, 3), array.dtype.kind == "f")

    plain = {kind(e) for name, e in exercises.registry().items() if name not in HOOKED}
    assert plain <= {kind(exercises.registry()[name]) for name in OF_EACH_KIND.values()}
    assert len(HOOKED) >= 9


@EACH
@pytest.mark.parametrize("strange", strange_answers.QUICK)
def test_strange_answers_get_a_clear_verdict(name, strange):
    exercise = exercises.registry()[name]
    if strange == "huge" and exercise.time_limit == 5:
        exercise = dataclasses.replace(exercise, time_limit=0.5)  # a hook may walk its rows
    answer, word = strange_answers.QUICK[strange]
    state = np.random.get_state()[1].tolist()  # noqa: NPY002
    verdict = exercise.check(answer)
    assert verdict.status == "wrong", verdict
    assert not re.search(r"0x[0-9a-f]{4}|/home|/work|/tmp", verdict.text)
    assert len(verdict.text) < 3_000
    assert "fault of the course" not in verdict.text
    if is_plain(exercise):
        assert word in verdict.text
    assert np.random.get_state()[1].tolist() == state  # noqa: NPY002


@EACH
def test_what_is_no_function_is_not_attempted(name):
    for strange in strange_answers.NO_FUNCTIONS.values():
        verdict = exercises.registry()[name].check(strange)
        assert verdict.status == "not attempted"
        assert "fault of the course" not in verdict.text


@EACH
def test_an_answer_without_end_gets_a_verdict(name):
    """Other ways not to end are tried in `test_running.py`: they cost a second each."""
    exercise = dataclasses.replace(exercises.registry()[name], time_limit=0.1)
    verdict = exercise.check(strange_answers.loops)
    assert verdict.status == "wrong" and "Received: nothing within 0.1 seconds" in verdict.text


@pytest.mark.parametrize("name", OF_EACH_KIND.values())
def test_nan_in_a_right_answer_is_noticed(name):
    exercise = exercises.registry()[name]

    def spoiled(*inputs):
        return with_nan(exercise.reference(*inputs))

    def with_nan(value):
        if isinstance(value, tuple):
            return tuple(map(with_nan, value))
        if isinstance(value, dict):
            return {key: with_nan(part) for key, part in value.items()}
        return value if isinstance(value, str) else np.asarray(value) * np.nan

    assert "nan" in exercise.judge(spoiled).text


def test_verdicts_are_the_same_in_another_process():
    """Also under another seed of Python's hashes, which orders sets and dicts differently."""
    other = subprocess.run(
        [sys.executable, print_verdicts.__file__],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert other.stdout.splitlines() == print_verdicts.verdicts().splitlines()
    assert all(f"{name}: wrong" in other.stdout for name in print_verdicts.judged())
    assert len(print_verdicts.judged()) > 0.9 * len(exercises.registry())
