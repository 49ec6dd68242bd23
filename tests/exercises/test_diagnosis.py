"""The exercises that ask for a diagnosis, on every answer that has the right form."""

import ast
import itertools
import re

import numpy as np
import posed
import pytest

from dlcourse import exercises
from dlcourse.exercises import diagnosis, one_unit_is_enough

DIAGNOSES = {
    name: exercise
    for name, exercise in exercises.registry().items()
    if exercise.outcome.__module__ == diagnosis.__name__
}


@pytest.fixture(params=DIAGNOSES.values(), ids=DIAGNOSES)
def exercise(request):
    return request.param


def answers(exercise):
    """Return all orders of the right numbers, or all lists of yes and no."""
    right = exercise.reference()
    if len(set(right)) == len(right):
        return list(map(list, itertools.permutations(right)))
    return list(map(list, itertools.product(sorted(set(right)), repeat=len(right))))


def earned(answer, right, faulty):
    """Say whether an answer has, wherever a mistake shows, what the mistake has there."""
    return all(a == f for a, r, f in zip(answer, right, faulty, strict=True) if f != r)


#: How many answers of the right form each diagnosis has.
FORMS = {
    "different_units": 3**6,
    "fate_of_gradients": 3**6,
    "find_the_faults": 24,
    "four_colleagues": 24,
    "four_papers": 24,
    "hidden_layers_that_do": 2**6,
    "honest_numbers": 2**6,
    "kernel_gradients": 24,
    "one_unit_is_enough": 2**6,
    "read_the_curves": 24,
    "read_the_sums": 24,
    "same_logits": 2**6,
    "same_output": 2**6,
    "sick_runs": 24,
    "sick_vaes": 120,
    "told_apart": 2**5,
    "strange_painters": 24,
    "stuck_gates": 120,
    "what_to_change": 24,
    "what_comes_out": 3**5,
    "which_loss": 4**5,
    "which_remedy": 24,
    "which_kernel": 24,
    "who_walked": 24,
    "worst_units": 3**4,
}


def test_there_are_these():
    assert set(DIAGNOSES) == set(FORMS)


def test_of_all_answers_only_the_right_one_passes_and_names_are_earned(exercise):
    right = exercise.reference()
    assert len(answers(exercise)) == FORMS[exercise.name]
    for answer in answers(exercise):
        verdict = exercise.judge(lambda answer=answer: list(answer))
        assert verdict.passed == (answer == right)
        assert verdict.status in ("passed", "wrong")
        assert "cannot work" not in verdict.text, answer
        for mistake in exercise.mistakes:
            if answer == mistake.faulty():
                assert verdict.mistakes == (mistake.name,)
            if mistake.name in verdict.mistakes:
                ways = (mistake.faulty, *mistake.also)
                assert any(earned(answer, right, way()) for way in ways)


def test_two_separate_mistakes_are_both_named():
    exchanges = (
        "too small and stopped early exchanged",
        "large rate and learning by heart exchanged",
    )
    assert exercises.read_the_curves.judge(lambda: [1, 3, 2, 4]).mistakes == exchanges
    flips = "parity", "in between"
    assert one_unit_is_enough.judge(lambda: [1, 1, 0, 1, 1, 1]).mistakes == flips


def test_copying_the_example_of_the_lesson_is_a_mistake_of_its_own(exercise):
    copied = ast.literal_eval(re.search(r"Example: (\[.*?\])", posed.text(exercise.name))[1])
    assert exercise.judge(lambda: copied).mistakes == ("the example",)


def test_any_list_of_the_right_numbers_passes(exercise):
    right = exercise.reference()
    kinds = [np.int64, np.uint8, np.float32, int, float]
    mixed = [kind(number) for kind, number in zip(itertools.cycle(kinds), right, strict=False)]
    for answer in (tuple(right), np.array(right, "float32"), mixed):
        assert exercise.judge(lambda answer=answer: answer).passed


def test_yes_and_no_may_be_truth_values():
    answer = [name in "AEF" for name in "ABCDEF"]
    assert one_unit_is_enough.judge(lambda: answer).passed


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda right: right[:-1],
        lambda right: [*right, 1],
        lambda right: [right],
        lambda right: list(map(str, right)),
        lambda right: [number + 0.5 for number in right],
        lambda right: [*right[:-1], float("nan")],
        lambda right: [7, *right[1:]],
        lambda right: [[1], *right[1:]],
        lambda right: "".join(map(str, right)),
        lambda right: 3.0,
    ],
)
def test_what_has_another_form_is_told_the_form(exercise, spoilt):
    verdict = exercise.judge(lambda: spoilt(exercise.reference()))
    assert verdict.status == "wrong" and not verdict.mistakes
    assert "Expected a list of" in verdict.text


def test_the_form_says_what_the_numbers_are_and_for_what():
    text = exercises.read_the_curves.judge(lambda: [3, 3, 3, 3]).text
    told = "Expected a list of the numbers 1, 2, 3 and 4, each of them once: one for each picture"
    assert f"{told}, A, B, C, D." in text
    text = one_unit_is_enough.judge(lambda: [2] * 6).text
    assert "Expected a list of 6 numbers, 0 or 1: one for each task, A, B, C, D, E, F." in text
