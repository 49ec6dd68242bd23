"""What the learner reads, word for word, on a small exercise."""

import functools
import math
import re

import numpy as np
import pytest
from example import rescale

from dlcourse import exercises
from dlcourse.exercises.protocol import Exercise, Mistake

INPUT = "  Input 1 of 5:\n    x = [0, 1]\n    low = 0\n    high = 1\n"
HINT = "  For a hint: dl.exercises.rescale.hint()"
ALL = "  5 of 5 inputs fail; this is the first of them.\n"


def right(x, low, high):
    return (x - x.min()) / np.ptp(x) * (high - low) + low


def simple(**fields):
    """Return an exercise on one argument whose reference doubles it."""
    fields = {"inputs": lambda rng: [(np.array([1.0, -2.0, 3.0, 4.5]),)], **fields}
    fields = {"reference": double, "mistakes": [], "hints": [], **fields}
    return Exercise(name="double", lesson="00", **fields)


def double(x):
    return 2 * x


def test_passed():
    verdict = rescale.check(right)
    assert verdict.passed and verdict.status == "passed"
    assert repr(verdict) == "✓ rescale: passed\n  Right on 5 of 5 inputs."


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


def test_rounding_never_hides_the_difference():
    text = simple().check(lambda x: 2 * x + 1e-4).text
    assert "Expected: [2, -4, 6, 9]\n  Received: [2.0001, -3.9999, 6.0001, 9.0001]" in text


def test_minus_zero_is_zero():
    assert "Received: [0, 0, 0, 0]" in simple().check(lambda x: -0.0 * abs(x)).text


def test_long_arrays_show_where_they_differ():
    exercise = simple(inputs=lambda rng: [(np.ones((20, 30)),)])

    def answer(x):
        y = 2 * x
        y[7, 11:13] = np.nan
        return y

    text = exercise.check(answer).text
    assert "2 of 600 entries differ; the first is [7, 11]:\n    expected 2, received nan" in text
    assert "NaN (not a number)" in text
    assert max(map(len, text.splitlines())) < 400


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda x: -2 * x, "Every entry has the wrong sign."),
        (lambda x: x, "Every entry is 0.5 times what it should be."),
        (lambda x: (2 * x)[:, None], "The entries are right; only the shape"),
        (lambda x: 2 * x + 1, "Received: [3, -3, 7, 10]\n  For a hint"),
    ],
)
def test_patterns_that_no_author_foresaw(answer, word):
    assert word in simple().check(answer).text


def test_transpose_is_recognised():
    exercise = simple(inputs=lambda rng: [(rng.normal(size=(2, 3)),)])
    assert "rows and columns are exchanged" in exercise.check(lambda x: 2 * x.T).text


def test_exchanged_values_are_recognised():
    pair = simple(reference=lambda x: (x, x.sum()))
    assert "have changed places" in pair.check(lambda x: (x.sum(), x)).text


def test_an_array_is_no_tuple_by_chance():
    """A vector of two entries has the length of a pair, and is none."""
    pair = simple(reference=lambda x: (x, x.sum()), inputs=lambda rng: [(np.ones(2),)])
    text = "Expected: 2 values: ([1, 1], 2)\n  Received: one array of shape (2,): [1, 1]"
    assert text in pair.check(lambda x: x).text


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
    ],
)
def test_usual_exceptions_come_with_advice(answer, word):
    assert f"\n  {word}" in simple().check(answer).text  # the learner's line has the word, too


def test_advice_belongs_to_the_input_that_is_shown():
    """The first input fails by its value, a later one by an exception."""
    several = simple(inputs=lambda rng: [(np.ones(n),) for n in (1, 2)])
    text = several.check(lambda x: 7 * x if x else x).text
    assert "Input 1 of 2" in text and "Decide" not in text


def test_parts_of_tuples_and_dicts_are_named():
    pair = simple(reference=lambda x: (x, x + 1))
    assert "Expected value 2 of 2: [2, -1, 4, 5.5]" in pair.check(lambda x: (x, x)).text
    assert "Expected: 2 values: ([1, " in pair.check(lambda x: (x, x, x)).text
    assert "Received: 3 values: ([1, " in pair.check(lambda x: (x, x, x)).text
    assert "Received: a tuple with 99 entries" in pair.check(lambda x: 99 * (x,)).text
    assert pair.check(lambda x: [x, x + 1]).passed
    assert pair.check(lambda x: np.array([x, x + 1])).passed
    named = simple(reference=lambda x: {"mean": x.mean(), "sd": x.std()})
    assert "Expected sd: 2.433" in named.check(lambda x: {"mean": x.mean(), "sd": 0}).text
    text = "Expected: a dict with the keys 'mean', 'sd'\n  Received: a dict with the keys 'mean'"
    assert text in named.check(lambda x: {"mean": 1}).text


def test_tuples_of_numbers_are_shown_whole():
    shape = simple(
        reference=lambda a: (*a, 2) if sum(a) < 9 else "none", inputs=lambda rng: [((3,),), ((9,),)]
    )
    assert (
        "a = (3,)\n  Expected: (3, 2)\n  Received: (2, 3)\n" in shape.check(lambda a: (2, 3)).text
    )
    text = "Expected: 2 values: (3, 2)\n  Received: 1 value: (3,)\n"
    assert text in shape.check(lambda a: a).text
    text = "Expected: 2 values: (3, 2)\n  Received: text: 'none'\n"
    assert text in shape.check(lambda a: "none").text
    text = "Expected: text: 'none'\n  Received: whole numbers: [9, 2]\n"
    assert text in shape.check(lambda a: (*a, 2)).text
    pair = simple(reference=lambda x: (1.0, 2.0))
    assert "Received: a number: 3\n" in pair.check(lambda x: np.float64(3)).text
    assert "Expected: (1, 2)\n  Received: (1, 2.00005)\n" in pair.check(lambda x: (1, 2.00005)).text


def test_parts_of_an_outcome_are_not_expected_of_the_learner():
    hooked = simple(outcome=lambda y, x: {"largest": np.max(y), "smallest": np.min(y)})
    text = hooked.check(lambda x: print("done")).text
    assert "Received: None" in text and "Expected" not in text
    assert "Expected largest: 9\n" in hooked.check(lambda x: x).text


def test_a_number_is_no_shape():
    mean = simple(reference=np.mean)
    text = mean.check(lambda x: x).text
    assert "Expected: a number: 1.625\n  Received: shape (4,): [1, -2, 3, 4.5]\n" in text
    assert "The mean of your numbers is right" in text
    assert "The mean of" not in mean.check(lambda x: 2 * x).text


def test_remarks_on_a_dict_do_not_depend_on_its_order():
    named = simple(reference=lambda x: {"sum": x.sum(), "mean": x.mean()})
    assert "changed places" in named.check(lambda x: {"mean": x.sum(), "sum": x.mean()}).text
    assert "are right" not in named.check(lambda x: {"mean": x.sum(), "sum": 0}).text
    wrong = named.check(lambda x: {"mean": x.sum(), "sum": x.mean()}).text
    assert "only the shape" not in wrong


def test_decimals_that_are_cut_off_are_noticed():
    third = simple(reference=lambda x: x / 3)
    assert "loses its decimals" in third.check(lambda x: (x / 3).astype(int)).text
    assert "decimals" not in third.check(lambda x: x / 4).text


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
    assert [repr(exercise.hint()) for _ in range(4)] == [
        "Hint 1 of 2\n  Think.",
        "Hint 2 of 2\n  Think harder.\n"
        "  This is the last one; next is dl.exercises.double.solution()",
        *["There are no more than these 2 hints. A solution: dl.exercises.double.solution()"] * 2,
    ]


def test_solution_is_the_reference_under_the_learners_name():
    assert repr(rescale.solution()).startswith("def rescale(x, low, high):\n    span =")
    assert rescale.solution()._repr_markdown_().startswith("```python\ndef rescale")


def test_a_fault_of_the_course_is_not_blamed_on_the_learner():
    broken = simple(reference=lambda x: 1 / 0)
    text = broken.check(double).text
    assert "not attempted" in text and "none of yours" in text and "ZeroDivisionError" in text


@pytest.mark.parametrize(
    ("field", "value"), [("name", "two words"), ("lesson", "1"), ("mistakes", ["twice", "twice"])]
)
def test_declarations_that_cannot_work_are_refused(field, value):
    if field == "mistakes":
        value = [Mistake(name, "", double) for name in value]
    fields = {"name": "x", "lesson": "01", "reference": double, "inputs": list, "mistakes": []}
    with pytest.raises(ValueError, match="Received: "):
        Exercise(**{**fields, "hints": [], field: value})


def test_registry_answers_by_name_and_suggests_the_nearest():
    name = next(iter(exercises.registry()))
    assert getattr(exercises, name) is exercises.registry()[name]
    assert name in dir(exercises)
    with pytest.raises(AttributeError, match=f"Did you mean '{name}'?"):
        getattr(exercises, name + "x")


def test_registry_refuses_two_exercises_of_one_name(monkeypatch):
    monkeypatch.setattr(exercises, "topics", lambda: ["a", "b"])
    monkeypatch.setattr(exercises, "of_topic", lambda topic: {"rescale": rescale})
    with pytest.raises(ValueError, match="Received: 'rescale'"):
        exercises.registry()
