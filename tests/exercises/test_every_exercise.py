"""What holds for every exercise of the course; new ones are found by themselves."""

import ast
import dataclasses
import functools
import inspect
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import print_verdicts
import pytest
import strange_answers

from dlcourse import exercises
from tools.mutants import declared, report

EXERCISES = exercises.registry()
VERDICTS_HERE = functools.cache(print_verdicts.verdicts)
EACH = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def executed(source, name):
    """Run source as a notebook would, and return what it calls `name`."""
    names = {"np": np}
    if re.search(r"\bkeras\b", source):
        import keras

        names["keras"] = keras
    if re.search(r"\bdl\b", source):
        import dlcourse

        names["dl"] = dlcourse
    exec(source, names)
    return names[name]


def blank(exercise):
    """Return the exercise as the learner finds it: signatures, and `...` for every body."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(exercise.reference)))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.body = [ast.Expr(ast.Constant("A docstring.")), ast.Expr(ast.Constant(...))]
            node.decorator_list = []
    return executed(ast.unparse(tree), exercise.reference.__name__)


@EACH
def test_reference_passes(exercise):
    assert exercise.judge(exercise.reference).passed


@EACH
def test_the_solution_shown_passes_by_itself(exercise):
    assert exercise.judge(executed(exercise.solution().source, exercise.name)).passed


@EACH
def test_at_least_two_right_variants_pass(exercise):
    variants = declared("VARIANTS", exercise.name) or []
    bodies = {
        ast.dump(ast.parse(textwrap.dedent(inspect.getsource(v)).strip(" ,"))) for v in variants
    }
    assert len(bodies) >= 2, "VARIANTS needs two right answers, written differently"
    for variant in variants:
        verdict = exercise.judge(variant)
        assert verdict.passed, f"{variant.__name__}\n{verdict}"


@EACH
def test_every_known_mistake_is_rejected_and_named(exercise):
    assert len(exercise.mistakes) >= 3
    for mistake, faulty in ((m, way) for m in exercise.mistakes for way in (m.faulty, *m.also)):
        verdict = exercise.judge(faulty)
        assert verdict.status == "wrong", mistake.name
        assert verdict.mistakes == (mistake.name,), mistake.name
        assert mistake.explanation in verdict.text


@EACH
def test_blank_is_not_attempted(exercise):
    assert exercise.judge(blank(exercise)).status == "not attempted"


@EACH
@pytest.mark.parametrize("name", strange_answers.QUICK)
def test_strange_answers_get_a_clear_verdict(exercise, name):
    answer, word = strange_answers.QUICK[name]
    state = np.random.get_state()[1].tolist()  # noqa: NPY002
    verdict = exercise.check(answer)
    assert verdict.status == "wrong", verdict
    assert not re.search(r"0x[0-9a-f]{4}|/home|/work|/tmp", verdict.text)
    assert len(verdict.text) < 3_000
    assert "fault of the course" not in verdict.text
    if is_plain(exercise):
        assert word in verdict.text
    assert np.random.get_state()[1].tolist() == state  # noqa: NPY002


def is_plain(exercise):
    """Whether the answer is a function whose one array is compared as it is."""
    hooks = exercise.call.__name__, exercise.outcome.__name__
    return hooks == ("_plain_call", "_plain_outcome") and set(exercise.expected[0].values) == {""}


@EACH
def test_nan_in_a_right_answer_is_noticed(exercise):
    def spoiled(*inputs):
        return with_nan(exercise.reference(*inputs))

    def with_nan(value):
        if isinstance(value, tuple):
            return tuple(map(with_nan, value))
        return np.asarray(value) * np.nan

    if exercise.outcome.__name__ != "_plain_outcome" or inspect.isclass(exercise.reference):
        pytest.skip("returns an object")
    assert "nan" in exercise.judge(spoiled).text


@EACH
def test_an_answer_without_end_gets_a_verdict(exercise):
    """Other ways not to end are tried in `test_running.py`: they cost a second each."""
    verdict = dataclasses.replace(exercise, time_limit=0.1).check(strange_answers.loops)
    assert verdict.status == "wrong" and "Received: nothing within 0.1 seconds" in verdict.text


@EACH
@pytest.mark.parametrize("name", strange_answers.NO_FUNCTIONS)
def test_what_is_no_function_is_not_attempted(exercise, name):
    verdict = exercise.check(strange_answers.NO_FUNCTIONS[name])
    assert verdict.status == "not attempted"
    assert "fault of the course" not in verdict.text


@EACH
def test_changing_an_input_in_place_is_noticed(exercise):
    def greedy(*inputs):
        arrays = [a for a in inputs if isinstance(a, np.ndarray) and a.size]
        result = exercise.reference(*inputs)
        for array in arrays:
            array[...] = array.dtype.type(1) - array if array.dtype.kind != "b" else ~array
        return result

    takes_arrays = any(isinstance(a, np.ndarray) and a.size for a in exercise.arguments[0])
    if inspect.isclass(exercise.reference) or not takes_arrays:
        pytest.skip("takes no arrays")
    assert "in place" in exercise.judge(greedy).text


@EACH
def test_mutants_are_rejected(exercise):
    result = report(exercise, declared("EQUIVALENT", exercise.name))
    assert result.killed, "no mutants: is the reference a plain function?"
    assert result.rate >= 0.95, "passed although wrong:\n" + "\n".join(result.survived)


@EACH
def test_hints_lead_without_giving_the_solution(exercise):
    assert len(exercise.hints) >= 2
    told = [*exercise.hints, *(m.explanation for m in exercise.mistakes)]
    for part in solution_parts(exercise):
        for text in told:
            assert part not in re.sub(r"\s+", "", text), text


def solution_parts(exercise):
    """Return the statements of a solution, and what they return or assign, without spaces."""
    tree = ast.parse(exercise.solution().source)
    parts = set()
    for node in ast.walk(tree):
        value = getattr(node, "value", None)
        if isinstance(node, ast.Return | ast.Assign | ast.AugAssign) and value is not None:
            parts |= {ast.unparse(node), ast.unparse(value)}
    parts = {re.sub(r"\s+", "", part) for part in parts}
    return {part for part in parts if len(part) > 6 and not part.isidentifier()}


@EACH
def test_other_draws_of_the_inputs_do_not_matter(exercise):
    """The reference must work on any draw, and the inputs must come from the rng alone."""
    one, two = (exercise.inputs(np.random.default_rng(5)) for _ in range(2))
    assert repr(one) == repr(two)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_verdicts_are_the_same_in_every_process(seed):
    """Also under another seed of Python's hashes, which orders sets and dicts differently."""
    other = subprocess.run(
        [sys.executable, print_verdicts.__file__],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert other.stdout.splitlines() == VERDICTS_HERE().splitlines()
    assert all(f"{name}: wrong" in other.stdout for name in EXERCISES)


def lesson_source(exercise):
    sources = Path(exercises.__file__).parents[2] / "lessons" / "src"
    check = f"dl.exercises.{exercise.name}.check({exercise.name})"
    texts = (path.read_text("utf-8") for path in sources.glob("[0-9][0-9]_*.py"))
    return next((text for text in texts if check in text), None)


@EACH
def test_the_lesson_poses_the_exercise_as_declared(exercise):
    source = lesson_source(exercise)
    assert source is not None, "no lesson poses it"
    kinds = ast.FunctionDef | ast.ClassDef
    posed = [
        n for n in ast.walk(ast.parse(source)) if isinstance(n, kinds) and n.name == exercise.name
    ]
    assert len(posed) == 1, f"the lesson must define {exercise.name} once"
    answer = executed(ast.unparse(posed[0]), exercise.name)
    assert list(inspect.signature(answer).parameters) == list(
        inspect.signature(exercise.reference).parameters
    )
    assert exercise.judge(answer).passed
