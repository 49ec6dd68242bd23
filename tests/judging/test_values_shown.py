"""How inputs and values are written in a verdict, and what is remarked on them."""

import numpy as np
import pytest
from example import simple


def test_a_function_among_the_inputs_says_what_it_returns():
    def cube(w):
        """Return w³.

        More words.
        """
        return w**3

    exercise = simple(reference=lambda f: f(2), inputs=lambda rng: [(cube,), (np.sin,)])
    assert "    f = cube: w³\n" in exercise.check(lambda f: 0).text
    assert "    f = sin\n" in exercise.check(lambda f: f(2) * (f is cube)).text


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


def test_an_array_too_large_to_copy_is_only_described():
    large = np.broadcast_to(0.0, (2_000, 1_001))
    text = simple().check(lambda x: large).text
    assert "Received: an array of float64 with shape (2000, 1001)" in text


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


def test_lists_among_the_inputs_are_shown():
    task = simple(reference=sum, inputs=lambda rng: [([0.5] * n,) for n in (8, 13)])
    assert f"[{', '.join(['0.5'] * 8)}]\n" in task.check(lambda x: 0).text
    assert (
        f"[{', '.join(['0.5'] * 12)}, …]\n"
        in task.check(lambda x: sum(x) if x[8:9] == [] else 0).text
    )


def test_inputs_have_the_names_of_the_call():
    task = simple(
        reference=lambda: abs,
        inputs=lambda rng: [(-3,)],
        call=lambda answer, number: answer()(number),
    )
    assert "    number = -3\n" in task.check(lambda: round).text


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
    assert "decimals" not in simple(reference=np.mean).check(lambda x: 3).text
