"""Exercises of lesson 07: wrong answers that the known mistakes do not cover."""

from dlcourse.exercises.watching import best_epoch, read_the_curves
from dlcourse.exercises.workflow import build_classifier


def test_a_classifier_that_needs_a_hidden_layer_is_rejected():
    def at_least_one(n_inputs, hidden, n_classes):
        return build_classifier.reference(n_inputs, hidden or [2], n_classes)

    assert build_classifier.judge(at_least_one).status == "wrong"


def test_right_pictures_are_told_from_wrong_ones():
    outcome = read_the_curves.outcome([3, 4, 1, 1])
    assert list(outcome.values()) == [True, True, False, True]


def test_the_callback_is_given_the_losses_of_the_input():
    seen = best_epoch.outcome(best_epoch.reference(), [[0.9, 0.5, 0.7]])
    assert seen == {"epoch": 2, "val_loss": 0.5}
