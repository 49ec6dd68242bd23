"""claim(): prints what holds, and says the values of what does not."""

import numpy as np
import pytest

from dlcourse.claims import ClaimError, claim


def test_a_true_claim_prints_its_sentence_with_a_tick(capsys):
    best_accuracy = 0.75
    claim("A single-layer perceptron cannot learn XOR.", best_accuracy <= 0.75)
    assert capsys.readouterr().out == "✓ A single-layer perceptron cannot learn XOR.\n"


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
