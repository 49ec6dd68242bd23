"""Answers that replace what the check needs: they neither pass nor break it, and leave no trace."""

import builtins
import copy
import math
import random
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from example import rescale

from dlcourse.judging import Exercise


def right(x, low, high):
    return rescale.reference(x, low, high)


def replaces(*places):
    """Return a wrong answer that replaces functions: (module, names) each."""

    def answer(x, low, high):
        for module, names in places:
            for name in names.split():
                setattr(module, name, agrees)
        return 0

    return answer


def agrees(*_arguments, **_keywords):
    return np.True_


def all_of(module):
    return module, " ".join(n for n, v in vars(module).items() if callable(v) and n[0] != "_")


ANSWERS = {
    "isclose": replaces((np, "isclose")),
    "comparing": replaces((np, "isclose allclose array_equal all any abs logical_and logical_not")),
    "reading": replaces((np, "asarray array ndarray"), (copy, "deepcopy")),
    "drawing": replaces((np.random, "default_rng seed get_state set_state"), (random, "seed")),
    "NumPy": replaces(all_of(np), all_of(np.linalg), all_of(np.random)),
    "builtins": replaces((builtins, "abs all any len map zip isinstance issubclass type sum iter")),
    "import": replaces((builtins, "__import__")),
    "time": replaces((time, "monotonic process_time sleep"), (math, "ceil")),
    "threads": replaces((threading, "Thread Lock Event local get_ident current_thread")),
    "recursion": replaces((sys, "setrecursionlimit setswitchinterval")),
}


@pytest.fixture
def untouched():
    """Put back what a broken containment would leave, so that one failure is one failure."""
    modules = (np, np.linalg, np.random, builtins, copy, random, time, math, threading, sys)
    before = [(module, dict(vars(module))) for module in modules]
    yield
    left = [
        f"{module.__name__}.{name}"
        for module, names in before
        for name, value in names.items()
        if vars(module).get(name) is not value
    ]
    for module, names in before:
        vars(module).update(names)
    assert left == []


@pytest.mark.parametrize("name", ANSWERS)
def test_patches_neither_pass_nor_last(name, untouched):
    verdict = rescale.check(ANSWERS[name])
    assert verdict.status == "wrong"
    assert "fault of the course" not in verdict.text
    assert rescale.check(right).passed


def test_patches_of_an_earlier_cell_are_left_to_the_learner(monkeypatch):
    monkeypatch.setattr(np, "isclose", agrees)
    monkeypatch.setattr(np, "where", None)
    assert rescale.check(lambda x, low, high: np.zeros_like(x)).status == "wrong"
    assert rescale.check(right).passed
    assert np.isclose is agrees and np.where is None


def test_patches_before_the_course_is_loaded_let_nothing_pass():
    """Comparing uses operators of arrays, which nobody can replace."""
    program = """
import numpy as np
for name in ("isclose", "allclose", "all", "any", "array_equal", "logical_and", "abs"):
    setattr(np, name, lambda *a, **k: np.True_)
from example import rescale
print(rescale.judge(lambda x, low, high: 0 * x).status)
"""
    here = {"cwd": str(__file__).rpartition("test_patches")[0], "text": True}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, **here)
    assert done.stdout == "wrong\n", done.stderr


def changes_the_field(x, low, high):
    rescale.rtol = 1e9


def clears_what_is_expected(x, low, high):
    rescale.expected.clear()


def clears_the_values(x, low, high):
    for seen in rescale.expected:
        seen.values.clear()


def writes_into_the_values(x, low, high):
    for seen in rescale.expected:
        for values in seen.values.values():
            values[...] = 0


def makes_the_values_writable(x, low, high):
    for seen in rescale.expected:
        for values in seen.values.values():
            values.setflags(write=True)


def puts_in_other_values(x, low, high):
    rescale.__dict__["expected"] = []


@pytest.mark.parametrize(
    "answer",
    [
        changes_the_field,
        clears_what_is_expected,
        clears_the_values,
        writes_into_the_values,
        makes_the_values_writable,
        puts_in_other_values,
    ],
)
def test_what_is_expected_is_out_of_reach(answer):
    verdict = rescale.check(answer)
    assert verdict.status == "wrong"
    assert "Received: an exception, " in verdict.text
    assert rescale.check(right).passed


def test_what_is_expected_stands_before_the_answer_runs():
    told = []

    def reference(x):
        told.append("reference")
        return x

    def answer(x):
        told.append("answer")
        return x

    task = Exercise(
        name="same", reference=reference, inputs=lambda rng: [(1.0,)], mistakes=[], hints=[]
    )
    assert task.judge(answer).passed and task.judge(answer).passed
    assert told == ["reference", "answer", "answer"]
