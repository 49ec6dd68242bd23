"""claim(): prints what holds with its numbers, and says the values of what does not."""

import ast

import numpy as np
import pytest

from dlcourse._evidence import evidence, number
from dlcourse.claims import ClaimError, claim


def test_a_true_claim_prints_its_sentence_with_a_tick(capsys):
    best_accuracy = 0.75
    claim("A single-layer perceptron cannot learn XOR.", best_accuracy <= 0.75)
    shown = "(best_accuracy = 0.75 ≤ 0.75)"
    assert capsys.readouterr().out == f"✓ A single-layer perceptron cannot learn XOR.  {shown}\n"


@pytest.mark.parametrize("condition", [np.True_, np.array(True), np.array([[True]])])
def test_one_numpy_bool_is_a_condition(condition, capsys):
    claim("It holds.", condition)
    assert capsys.readouterr().out


def test_a_false_claim_fails_with_its_condition_and_values(capsys):
    best_accuracy, limit = 0.875, 0.75
    with pytest.raises(ClaimError) as failure:
        claim("A single-layer perceptron cannot learn XOR.", best_accuracy <= limit)
    text = str(failure.value)
    assert "cannot learn XOR" in text
    assert "does not hold: best_accuracy <= limit" in text
    assert "best_accuracy = 0.875" in text
    assert "limit = 0.75" in text
    assert capsys.readouterr().out == ""


def test_the_condition_may_be_given_by_name():
    weights = np.arange(3.0)
    with pytest.raises(ClaimError, match=r"weights = \[0. 1. 2.\]"):
        claim("All weights are positive.", condition=bool(np.all(weights > 0)))


def test_a_failed_claim_is_an_assertion_error_for_pytest_and_nbval():
    assert issubclass(ClaimError, AssertionError)


@pytest.mark.parametrize("condition", [1, "yes", None, [True, True], np.array([True, False]), 0.0])
def test_only_one_bool_is_a_condition(condition):
    with pytest.raises(TypeError, match="Expected one bool"):
        claim("It holds.", condition)


@pytest.mark.parametrize("sentence", ["", "   ", None, True])
def test_a_claim_needs_a_sentence(sentence):
    with pytest.raises(TypeError, match="Expected a sentence"):
        claim(sentence, True)


NAMES = {
    "np": np,
    "worst": 0.98123,
    "near": 0.97004,
    "gap": np.array([0.02, 0.3, 4.0]),
    "n": 1797,
    "tiny": 3e-8,
    "by_name": {"a": 0.5, "b": 12345.6},
    "found": True,
    "text": "relu",
    "run": lambda: 0.5,
}
SHOWN = {
    "worst > 0.97": "worst = 0.981 > 0.97",
    "0.2 < by_name['a'] < worst": "0.2 < by_name['a'] = 0.5 < worst = 0.981",
    "worst >= 0.5 and (n > 3 and found)": "worst = 0.981 ≥ 0.5; n = 1797 > 3",
    "near > 0.97": "near = 0.97004 > 0.97",  # "0.97 > 0.97" would be false
    "tiny < 1e-06": "tiny < 1e-06",  # rounding error, another on each machine
    "tiny > 0": "tiny = 3e-08 > 0",
    "n == len(gap) + 1794": "n = 1797",
    "10 ** 3 < n": "10 ** 3 < n = 1797",
    "gap.max() > 1": "gap.max() = 4 > 1",
    "max(by_name.values()) > 1": "max(by_name.values()) = 12300 > 1",
    "abs(worst - 1) < 0.1": "abs(worst - 1) = 0.0188 < 0.1",
    "np.all(gap > 0.01)": "min(gap) = 0.02 > 0.01",
    "(gap < 5).all()": "max(gap) = 4 < 5",
    "0.01 < np.min(gap)": "0.01 < np.min(gap) = 0.02",
    "np.any(gap > 3)": "max(gap) = 4 > 3",
    "np.any(gap < 0.1)": "min(gap) = 0.02 < 0.1",
    "np.all((0.01 < gap) & (gap < 5))": "0.01 < min(gap) = 0.02; max(gap) = 4 < 5",
    "np.all(0.01 < gap) and bool(worst > 0.9)": "0.01 < min(gap) = 0.02; worst = 0.981 > 0.9",
    "worst > 0.5 and near > 0.5 and by_name['b'] > 1 and abs(near - worst) < 1": "0.981 > 0.5; "
    "0.97 > 0.5; 12300 > 1; 0.0112 < 1",
}
SILENT = ["found", "not found", "worst > 2 or n > 3", "np.all(gap < gap + 1)", "text == 'relu'"]
SILENT += ["np.allclose(gap, gap)", "run() < 0.9", "n in gap", "gap.shape == (3,)", "unknown > 1"]
SILENT += ["np.all(gap == gap)", "len(by_name) != 3", "np.any((gap > 3) & (gap < 5))"]


@pytest.mark.parametrize("condition", [*SHOWN, *SILENT])
def test_the_numbers_of_a_condition(condition):
    node = ast.parse(condition, mode="eval").body
    assert evidence(node, NAMES) == SHOWN.get(condition, "")


def test_a_condition_is_not_run_again(capsys):
    rest = [1, 2, 3]
    claim("It pops.", rest.pop() > 2)
    assert rest == [1, 2] and capsys.readouterr().out == "✓ It pops.\n"


SIGNIFICANT = {1797: "1797", 1797.4: "1800", 0.98123: "0.981", 1.0: "1", 3.2e14: "3.2e+14"}
SIGNIFICANT |= {2.5e-7: "2.5e-07", 0.0001234: "0.000123", -0.25: "-0.25", np.inf: "inf", 0.0: "0"}


@pytest.mark.parametrize("value", SIGNIFICANT)
def test_numbers_have_three_significant_digits(value):
    assert number(value) == SIGNIFICANT[value]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (0.98123, "  (0.981)"),
        ({"runs": 20, "worst start": 0.98123}, "  (runs = 20; worst start = 0.981)"),
        ("all 20 runs", "  (all 20 runs)"),
        ("", ""),
    ],
)
def test_what_is_shown_can_be_chosen(shown, text, capsys):
    worst = 0.98
    claim("It holds", worst > 0.97, shown=shown)
    assert capsys.readouterr().out == f"✓ It holds{text}\n"


def test_without_source_a_claim_goes_without_numbers(capsys):
    exec("x = 2\nclaim('It holds', x > 1)", {"claim": claim})
    assert capsys.readouterr().out == "✓ It holds\n"
