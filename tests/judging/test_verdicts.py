"""What the learner reads, word for word, on a small exercise."""

import functools
import math
import re

import numpy as np
import pytest
from example import double, rescale, simple

import dlcourse as dl
from dlcourse.course import progress
from dlcourse.judging.exercise import Exercise, Mistake

INPUT = "  Input 1 of 5:\n    x = [0, 1]\n    low = 0\n    high = 1\n"
HINT = "  For a hint: dl.exercises.rescale.hint()"
ALL = "  5 of 5 inputs fail; this is the first of them.\n"


def right(x, low, high):
    return (x - x.min()) / np.ptp(x) * (high - low) + low


def test_passed():
    verdict = rescale.check(right)
    assert verdict.passed and verdict.status == "passed"
    assert repr(verdict) == (
        "✓ rescale: passed\n  Right on 5 of 5 inputs.\n"
        "  To compare, a solution: dl.exercises.rescale.solution()"
    )


def test_not_attempted():
    def blank(x, low, high):
        """A docstring."""
        ...

    text = "○ rescale: not attempted\n  Replace the ... by your code and run both cells again.\n"
    assert repr(rescale.check(blank)) == text + HINT


def partly_given(x, low, high):
    span = x.max() - x.min()
    ...
    return None if span else ...


class PartlyGiven:
    def __new__(cls, *inputs):
        return ...


@pytest.mark.parametrize(
    "answer", [partly_given, PartlyGiven, lambda x, low, high: ..., lambda x, low, high: None]
)
def test_dots_below_given_lines_are_not_attempted(answer):
    assert rescale.check(answer).status == "not attempted"


def test_known_mistake_is_named_and_explained():
    verdict = rescale.check(lambda x, low, high: (high - low) * (x - x.min()) / np.ptp(x) - low)
    assert verdict.mistakes == ("shifted the wrong way",)
    assert repr(verdict) == (
        "✗ rescale: wrong\n"
        "  Input 2 of 5:\n    x = [2, 4, 3]\n    low = -1\n    high = 1\n"
        "  Expected: [-1, 1, 0]\n"
        "  Received: [1, 3, 2]\n"
        "  4 of 5 inputs fail; this is the first of them.\n"
        "  Known mistake: shifted the wrong way\n"
        "    The smallest entry must come out as `low`; yours comes out elsewhere.\n" + HINT
    )


def test_exception_names_type_message_and_line():
    def answer(x, low, high):
        return x @ np.ones(7)

    text = rescale.check(answer).text
    assert text.startswith("✗ rescale: wrong\n" + INPUT + "  Received: an exception, ValueError: ")
    assert re.search(r"\n    in line \d+: return x @ np.ones\(7\)\n", text)


def test_colours_of_messages_are_removed():
    def answer(x, low, high):
        raise ValueError("\x1b[1mInvalid\x1b[0m shape")

    assert "ValueError: Invalid shape\n" in rescale.check(answer).text


def test_none_says_why():
    def prints(x, low, high):
        print(right(x, low, high))

    def forgets(x, low, high):
        right(x, low, high)

    assert "Received: None\n  Does your function end without return?" in rescale.check(forgets).text
    text = rescale.check(prints).text
    assert "Does your function print its result instead of returning it?" in text
    assert "Printed by your function:\n    [0. 1.]" in text


def test_wrong_parameters_are_named():
    text = rescale.check(lambda x: x).text
    assert text == (
        "✗ rescale: wrong\n"
        "  Expected: a function that can be called as rescale(x, low, high)\n"
        "  Received: a function with the parameters (x)\n" + HINT
    )


@pytest.mark.parametrize("function", [np.clip, functools.partial(right), right.__get__(None, int)])
def test_callables_of_other_kinds_are_called(function):
    assert rescale.check(function).status in ("wrong", "passed")
    assert "parameters" not in rescale.check(function).text


def test_wrong_shape_is_named():
    text = rescale.check(lambda x, low, high: right(x, low, high)[None]).text
    assert "Expected: shape (2,): [0, 1]\n  Received: shape (1, 2): [[0, 1]]" in text
    assert "The entries are right; only the shape" in text


def test_input_changed_in_place_is_named():
    def answer(x, low, high):
        x -= x.min()
        return right(x, low, high)

    text = rescale.check(answer).text
    assert "Your function changed its input x in place" in text


def test_changes_inside_lists_and_dicts_are_noticed():
    def change(x):
        x["a"][0] += 1
        return 0.0

    exercise = simple(reference=lambda x: 0.0, inputs=lambda rng: [({"a": [1, 2]},)])
    assert "in place" in exercise.check(change).text
    assert exercise.check(lambda x: 0).passed


def test_prints_are_shown_shortly_and_only_there(capsys):
    def answer(x, low, high):
        for _ in range(100):
            print("spam /home/someone/x.py", object())

    text = rescale.check(answer).text
    assert text.count("spam …/x.py <object object at 0x…>\n") == 5
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda x: 2 * x if x > 0 else x, "`if`, `and` and `or` ask"),
        (lambda x: x @ np.ones(7), "The shapes do not fit together."),
        (lambda x: np.dot(x, np.ones(7)), "The shapes do not fit together."),
        (lambda x: x + np.ones(7), "The shapes do not fit together."),
        (lambda x: np.hstack([x, np.ones((2, 2))]), "The shapes do not fit together."),
        (lambda x: x[len(x)], "Indices count from 0"),
        (lambda x: list(x)[len(x)], "Indices count from 0"),
        (lambda x: math.exp(1e6), "A number on the way"),
        (lambda x: math.exp(x), "The functions of math"),
        (lambda x: math.log(0 * x[0]), "There is no logarithm of 0"),
        (lambda x: x[0, 0], "There are more indices"),
        (lambda x: x[0][0], "There are more indices"),
        (lambda x: {}["w"], "The dictionary has nothing"),
        (lambda x: x.sort()[0], "Something here is None."),
        (lambda x: x.sort().sum(), "Something here is None."),
    ],
)
def test_usual_exceptions_come_with_advice(answer, word):
    assert f"\n  {word}" in simple().check(answer).text  # the learner's line has the word, too


def test_advice_belongs_to_the_input_that_is_shown():
    """The first input fails by its value, a later one by an exception."""
    several = simple(inputs=lambda rng: [(np.ones(n),) for n in (1, 2)])
    text = several.check(lambda x: 7 * x if x else x).text
    assert "Input 1 of 2" in text and "Decide" not in text


def test_kind_of_numbers_matters_only_if_declared():
    assert simple().check(lambda x: (2 * x).astype(np.float32)).passed
    flags = simple(reference=lambda x: x > 0)
    assert flags.check(lambda x: (x > 0).astype(int)).passed
    strict = simple(reference=lambda x: x > 0, same_kind=True)
    assert strict.check(lambda x: x > 0).passed
    text = strict.check(lambda x: (x > 0) * 1.0).text
    assert "Expected: truth values: [True, False, True, True]" in text
    assert "Received: decimal numbers: [1, 0, 1, 1]" in text


def test_text_can_be_the_answer():
    quiz = simple(reference=lambda x: "tanh")
    assert quiz.check(lambda x: "tanh").passed
    assert "Expected: 'tanh'\n  Received: 'relu'" in quiz.check(lambda x: "relu").text
    assert "Received: whole numbers: 3" in quiz.check(lambda x: 3).text


def test_html_carries_the_same_text_escaped():
    def answer(x, low, high):
        raise ValueError("<script>alert(1)</script>")

    page = rescale.check(answer)._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "✗ rescale: wrong" in page  # not by colour alone


def test_hints_come_one_by_one_and_end():
    exercise = simple(hints=["Think.", "Think harder."])
    first, last, *after = [repr(exercise.hint()) for _ in range(4)]
    assert [first, last] == [
        "Hint 1 of 2\n  Think.",
        "Hint 2 of 2\n  Think harder.\n"
        "  This is the last one; next is dl.exercises.double.solution()",
    ]
    assert after == 2 * [
        "Hint 1 of 2\n  Think.\nHint 2 of 2\n  Think harder.\n"
        "There are no more than these 2 hints. A solution: dl.exercises.double.solution()"
    ]
    assert repr(exercise.hint(1)) == first and repr(exercise.hint(2)) == last
    with pytest.raises(ValueError, match="1 to 2. Received: 3"):
        exercise.hint(3)


def test_who_has_passed_is_led_on():
    verdict = simple(further="In Keras: `keras.ops.multiply`.").check(lambda x: 2 * x)
    assert verdict.text.splitlines()[-1] == "  Read on: In Keras: `keras.ops.multiply`."


def test_solution_is_the_reference_under_the_learners_name():
    assert repr(rescale.solution()).startswith("def rescale(x, low, high):\n    span =")
    assert rescale.solution()._repr_markdown_().startswith("```python\ndef rescale")


def test_a_fault_of_the_course_is_not_blamed_on_the_learner():
    broken = simple(reference=lambda x: 1 / 0)
    text = broken.check(double).text
    assert "not attempted" in text and "none of yours" in text and "ZeroDivisionError" in text


@pytest.mark.parametrize(
    ("field", "value"), [("name", "two words"), ("mistakes", ["twice", "twice"])]
)
def test_declarations_that_cannot_work_are_refused(field, value):
    if field == "mistakes":
        value = [Mistake(name, "", double) for name in value]
    fields = {"name": "x", "reference": double, "inputs": list, "mistakes": []}
    with pytest.raises(ValueError, match="Received: "):
        Exercise(**{**fields, "hints": [], field: value})


def test_an_exercise_of_ones_own_has_hints_and_does_not_mix_with_the_course():
    exercise = simple(name="stable_softmax")
    assert dl.exercises.stable_softmax is not exercise  # the course's comes first
    mine = simple(name="unit_vector", hints=["Think."])
    assert repr(dl.exercises.unit_vector.hint()).startswith("Hint 1 of 1")
    for each in (exercise, mine):
        each.check(lambda x: 2 * x)
    record = progress.load()
    assert record.has_passed("own/unit_vector") and not record.has_passed("stable_softmax")
