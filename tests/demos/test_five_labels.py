"""Which five would you label: the letters are real, and labels do what they say."""

import importlib

import numpy as np
import pytest
from parabola import axes_of

from dlcourse.demos.core.view import DemoView

module = importlib.import_module("dlcourse.demos.gallery.five_labels")


def typical(eyes):
    """Return the mean score of random choices of five letters, and of 25."""
    several = [sum((module.at_random(5 * game + i) for i in range(5)), ()) for game in range(60)]
    return module.of_chance(eyes).mean(), np.mean([module.score(eyes, one) for one in several])


def test_what_is_stored_tells_digits_apart_as_what_training_finds_does(monkeypatch):
    """Another machine trains another base, so the numbers themselves may differ."""
    moved = module.EYES[0]
    stored = typical(moved)
    again = "".join(f"{number:02d}" for number in module.compute(moved).ravel())
    monkeypatch.setitem(module.FOUND, moved, again)
    for cached in (module.seen, module.of_chance):
        cached.cache_clear()
    try:
        assert typical(moved) == pytest.approx(stored, abs=0.05)
    finally:
        monkeypatch.undo()
        for cached in (module.seen, module.of_chance):
            cached.cache_clear()


def test_the_base_that_was_trained_on_moved_digits_is_best():
    moved, still, untrained = (typical(eyes) for eyes in module.EYES)
    assert moved[0] > still[0] + 0.02 > untrained[0] + 0.04
    assert moved[1] > max(still[1], untrained[1]) + 0.04


@pytest.mark.parametrize("eyes", module.EYES)
def test_every_letter_has_its_place(eyes):
    points = module.seen(eyes)
    assert points.shape == (120, module.DIRECTIONS)
    assert points.min() >= 0 and points.max() <= 99 and np.ptp(points[:, 0]) > 40


def test_a_letter_goes_to_the_nearest_mean_and_labelled_ones_do_not_count():
    points, labelled = module.seen(module.EYES[0]), (0, 1, 30)
    mean = points[:2].mean(axis=0)
    expected = [
        int(np.linalg.norm(point - mean) > np.linalg.norm(point - points[30])) for point in points
    ]
    assert module.read(module.EYES[0], labelled).tolist() == expected
    others = [i for i in range(120) if i not in labelled]
    right = np.mean([expected[i] == module.TRUTH[i] for i in others])
    assert module.score(module.EYES[0], labelled) == pytest.approx(right)


def test_without_a_label_nothing_is_read():
    assert module.score(module.EYES[0], ()) == 0
    view = DemoView(module.demo)
    assert view.press("clear") and view.values["labelled"] == ()


def test_a_letter_is_labelled_and_then_not():
    view = DemoView(module.demo)
    view.press("clear")
    view.set(letter=7)
    assert view.values["labelled"] == (7,)
    assert module.give_label(7, (3, 7)) == {"labelled": (3,)}


def test_five_more_are_one_of_each_digit():
    view = DemoView(module.demo)
    view.press("clear")
    view.press("draw_five")
    assert sorted(module.TRUTH[list(view.values["labelled"])]) == [0, 1, 2, 3, 4]
    view.press("draw_five")
    assert 5 < len(view.values["labelled"]) <= 10


def test_the_first_five_read_no_more_than_guessing_and_others_much_more():
    first = module.demo.state["labelled"]
    assert module.score(module.EYES[0], first) < 0.25
    assert module.score(module.EYES[0], (23, 35, 64, 76, 114)) > 0.5


def test_crosses_mark_what_is_read_wrong():
    plane, bars = axes_of(module.demo)
    labelled = module.demo.state["labelled"]
    wrong = module.read(module.EYES[0], labelled) != module.TRUTH
    assert len(plane.lines[0].get_xdata()) == wrong.sum()
    assert bars.lines[0].get_xdata()[0] == pytest.approx(module.score(module.EYES[0], labelled))
