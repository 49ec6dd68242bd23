"""Learning curves, confusion matrix, worst mistakes: what is drawn is what happened."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse.plots import (
    plot_confusion_matrix,
    plot_learning_curve,
    plot_training_loop,
    plot_worst_mistakes,
)

HISTORY = {"loss": [3.0, 2.0, 1.5], "val_loss": [3.1, 2.5, 2.6], "accuracy": [0.1, 0.5, 0.7]}


def test_both_curves_are_drawn_over_epochs_that_begin_at_one():
    ax = plot_learning_curve(HISTORY)
    training, validation = ax.lines
    np.testing.assert_array_equal(training.get_xdata(), [1, 2, 3])
    np.testing.assert_array_equal(training.get_ydata(), HISTORY["loss"])
    np.testing.assert_array_equal(validation.get_ydata(), HISTORY["val_loss"])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["training", "validation"]
    assert training.get_linestyle() != validation.get_linestyle()
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss")


def test_another_metric_and_no_validation():
    _, ax = plt.subplots()
    assert plot_learning_curve(HISTORY, metric="accuracy", ax=ax) is ax
    assert len(ax.lines) == 1
    with pytest.raises(ValueError, match=r"among \['accuracy'.*Received: metric='auc'"):
        plot_learning_curve(HISTORY, metric="auc")


def test_the_matrix_shows_every_count_in_its_place():
    ax = plot_confusion_matrix([0, 0, 0, 1, 2], [0, 1, 1, 1, 0], class_names="abc")
    shown = {text.get_position(): text.get_text() for text in ax.texts}
    assert shown == {(0, 0): "1", (1, 0): "2", (1, 1): "1", (0, 2): "1"}
    (image,) = ax.images
    shades = np.asarray(image.get_array())
    assert shades[0, 1] == 2
    assert shades.diagonal().sum() == 0
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["a", "b", "c"]


def test_classes_without_names_show_their_numbers():
    ax = plot_confusion_matrix([0, 2], [0, 1])
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0", "1", "2"]
    frame = plot_worst_mistakes(np.zeros((1, 2, 2)), [1], [[0.9, 0.1]], n=1)
    assert frame.figure.axes[-1].get_title() == "1, taken\nfor 0"


def test_a_perfect_answer_can_be_drawn():
    assert len(plot_confusion_matrix([0, 1], [0, 1], class_names="ab").texts) == 2


@pytest.mark.parametrize(
    ("y_true", "y_pred", "message"),
    [
        ([0, 1], [0], "y_pred.shape"),
        ([0, 1], [[1, 0], [0, 1]], "argmax"),
        ([0, 3], [0, 1], "0 to 2. Received: 0 to 3"),
        ([0, -1], [0, 1], "Received: -1"),
    ],
)
def test_bad_classes_are_named(y_true, y_pred, message):
    with pytest.raises(ValueError, match=message):
        plot_confusion_matrix(y_true, y_pred, class_names="abc")


def test_the_worst_mistake_comes_first_and_right_answers_never():
    images = np.arange(4)[:, None, None] / 4 * np.ones((4, 2, 2))
    probabilities = np.array([[0.9, 0.1], [0.6, 0.4], [0.99, 0.01], [0.2, 0.8]])
    frame = plot_worst_mistakes(images, [0, 1, 1, 1], probabilities, class_names=["no", "yes"])
    axes = [ax for ax in frame.figure.axes if ax is not frame]
    drawn = [ax.images[0].get_array()[0, 0] * 4 for ax in axes if ax.images]
    assert drawn == [2, 1]
    assert axes[0].get_title() == "yes, taken\nfor no"
    assert len(axes) == 6
    with pytest.raises(ValueError, match="Received: 4, 3, 4"):
        plot_worst_mistakes(images, [0, 1, 1], probabilities, class_names=["no", "yes"])


def test_the_training_loop_is_a_circle_and_says_which_part_is_which():
    ax = plot_training_loop()
    texts = {text.get_text() for text in ax.texts}
    assert {"layers\nwith weights", "predictions", "loss", "gradients", "optimizer"} <= texts
    places = {text.get_text(): text.get_position() for text in ax.texts if text.get_text()}
    arrows = {arrow._posA_posB for arrow in map(_Ends, ax.patches)}
    circle = ["layers\nwith weights", "predictions", "loss", "gradients", "optimizer"]
    for start, end in zip(circle, circle[1:] + circle[:1], strict=True):
        assert (places[start], places[end]) in arrows
    colors = [arrow.get_edgecolor() for arrow in ax.patches]
    assert len(set(colors[:4])) == 1
    assert len(set(colors[4:])) == 1
    assert colors[0] != colors[-1]


class _Ends:
    """The two ends of an arrow, hashable."""

    def __init__(self, arrow):
        self._posA_posB = tuple(tuple(end) for end in arrow._posA_posB)
