"""What holds for every exercise; a topic's tests inherit it, and new exercises are found."""

import ast
import dataclasses
import inspect
import pydoc
import re
import textwrap

import numpy as np
import posed
import pytest

from dlcourse.judging.compare import places_of_difference
from tools.mutants import report


class EveryExercise:
    """The tests of one topic, each of which runs on every exercise."""

    topic = ""

    def test_reference_passes(self, exercise):
        assert exercise.judge(exercise.reference).passed

    def test_the_solution_shown_passes_by_itself(self, exercise):
        shown = posed.executed(exercise.solution().source, exercise.name)
        assert exercise.judge(shown).passed

    def test_right_answers_pass(self, exercise):
        assert len({as_tree(answer) for answer in exercise.right}) >= 2, "write two, differently"
        for answer in exercise.right:
            verdict = exercise.judge(answer)
            assert verdict.passed, f"{answer.__name__}\n{verdict}"

    def test_every_known_mistake_is_rejected_and_named(self, exercise):
        assert len(exercise.mistakes) >= 3
        for mistake, faulty in ((m, way) for m in exercise.mistakes for way in (m.faulty, *m.also)):
            verdict = exercise.judge(faulty)
            assert verdict.status == "wrong", mistake.name
            assert verdict.mistakes == (mistake.name,), mistake.name
            assert mistake.explanation in verdict.text

    def test_mistakes_are_told_in_words_of_their_own(self, exercise):
        for told in (
            [m.name for m in exercise.mistakes],
            [m.explanation for m in exercise.mistakes],
        ):
            assert len(set(told)) == len(told)

    def test_mutants_are_rejected(self, exercise):
        result = report(exercise)
        assert result.killed, "no mutants: is the reference a plain function?"
        assert result.rate >= 0.95, "passed although wrong:\n" + "\n".join(result.survived)

    def test_hints_lead_without_giving_the_solution(self, exercise):
        assert len(exercise.hints) >= 2
        told = [*exercise.hints, *(m.explanation for m in exercise.mistakes)]
        sources = [exercise.solution().source, posed.cell(exercise.name).source]
        for part in set().union(*map(telling_parts, sources)):
            for text in told:
                assert part not in re.sub(r"\s+", "", text), text

    def test_it_says_where_to_read_on(self, exercise):
        assert exercise.further.endswith(".") and len(exercise.further) <= 160
        for name in re.findall(r"`((?:keras|np)\.[\w.]+)`", exercise.further):
            assert pydoc.locate(re.sub("^np", "numpy", name)) is not None, name

    def test_other_draws_of_the_inputs_do_not_matter(self, exercise):
        """The reference must work on any draw, and the inputs must come from the rng alone."""
        one, two = (exercise.inputs(np.random.default_rng(5)) for _ in range(2))
        assert repr(one) == repr(two)

    def test_changing_an_input_in_place_is_noticed(self, exercise):
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

    # What the lesson says of it

    def test_the_lesson_poses_the_exercise_as_declared(self, exercise):
        answer = posed.solved(exercise.name)
        asked, declared = inspect.signature(answer), inspect.signature(exercise.reference)
        assert list(asked.parameters) == list(declared.parameters)
        assert exercise.judge(answer).passed
        assert exercise.judge(posed.blank(exercise.name)).status == "not attempted"

    def test_topic_is_that_of_the_lesson(self, exercise):
        assert posed.lesson(exercise.name).name.partition("_")[2] == self.topic

    def test_tolerance_is_that_of_the_text(self, exercise):
        """Ten times further off than the text allows is wrong, and a third of it is right."""
        kinds = {v.dtype.kind for seen in exercise.expected for v in seen.values.values()}
        if exercise.same_kind or kinds <= {"U"}:
            pytest.skip("compares whole numbers or texts")
        stated = posed.tolerance(exercise.name)
        assert not stays_right(exercise, 10 * stated if stated else 1e-3)
        assert stays_right(exercise, stated / 3 if stated else 1e-9)

    def test_examples_of_the_text_are_true(self, exercise):
        for call, result in posed.examples(exercise.name):
            names = {exercise.name: exercise.reference, "np": np, "array": np.array}
            assert_alike(eval(call, names), eval(result, names))


def as_tree(function) -> str:
    """Return the syntax tree of a function as text: layout and comments do not count."""
    return ast.dump(ast.parse(textwrap.dedent(inspect.getsource(function))))


def telling_parts(source: str) -> set[str]:
    """Return the statements of a solution, and what they return or assign, without spaces."""
    parts = set()
    for node in ast.walk(ast.parse(source)):
        value = getattr(node, "value", None)
        if isinstance(node, ast.Return | ast.Assign | ast.AugAssign) and value is not None:
            parts |= {ast.unparse(node), ast.unparse(value)}
    parts = {re.sub(r"\s+", "", part) for part in parts}
    return {part for part in parts if len(part) > 6 and not part.isidentifier()}


def stays_right(exercise, relative: float) -> bool:
    """Say whether all decimal numbers of the right answer may be off by a relative error."""
    for right in exercise.expected:
        numbers = {k: v for k, v in right.values.items() if v.dtype.kind in "fi"}
        off = {name: array * (1 + relative) for name, array in numbers.items()}
        moved = dataclasses.replace(right, values={**right.values, **off})
        if places_of_difference(moved, right, exercise.tolerance):
            return False
    return True


def assert_alike(received, told) -> None:
    """Compare a result with what a text says of it: texts are rounded."""
    if isinstance(told, str):
        assert received == told
    elif isinstance(told, dict):
        assert received.keys() == told.keys()
        for key in told:
            assert_alike(received[key], told[key])
    elif isinstance(told, tuple):
        assert len(received) == len(told)
        for one, other in zip(received, told, strict=True):
            assert_alike(one, other)
    else:
        np.testing.assert_allclose(received, told, rtol=1e-3, atol=1e-4)
