"""Ten trials by hand and at random: the landscape is trained, and both sides see the same one."""

import importlib

import numpy as np
import pytest
from parabola import axes_of

from dlcourse.demos.core.view import DemoView

module = importlib.import_module("dlcourse.demos.gallery.ten_trials")


def reach(world):
    """Return by how much the mean accuracy changes along each axis."""
    found = module.landscape(world)
    return np.ptp(found.mean(axis=1)), np.ptp(found.mean(axis=0))


def test_the_penalty_does_not_matter_and_the_size_of_the_weights_does():
    (rate, penalty), (other_rate, size) = map(reach, ("one matters", "both matter"))
    assert rate > 0.6 and penalty < 0.1
    assert other_rate > 0.15 and size > 0.15


@pytest.mark.parametrize("world", module.WORLDS)
def test_the_stored_landscape_is_what_training_finds(world):
    apart = np.abs(module.train(world) - module.landscape(world))
    assert np.median(apart) < 0.02 and np.mean(apart > 0.1) < 0.1


@pytest.mark.parametrize("world", module.WORLDS)
def test_a_place_is_worth_what_its_network_reads(world):
    places = np.array([[0.0, 0.0], [1.0, 1.0], [0.5, 0.5]])
    found = module.landscape(world)
    expected = found[0, 0], found[-1, -1], found[module.N_RATES // 2, module.N_OTHERS // 2]
    assert module.accuracies(world, places) == pytest.approx(expected)


def test_ten_trials_and_no_more():
    view = DemoView(module.demo)
    view.press("new_game")
    assert view.values["placed"] == () and not view.values["uncovered"]
    for number in range(module.TRIALS):
        view.set(rate=-3 + 0.3 * number)
        assert view.press("try_here")
        assert len(view.values["placed"]) == number + 1
    assert not view.press("try_here")
    assert view.values["placed"][0] == pytest.approx((0.2, 0.5))


def test_both_sides_make_as_many_trials_and_the_best_is_told():
    hand, chance = axes_of(module.demo, placed=((0.7, 0.5), (0.1, 0.5)), draw=3)
    counts = [len(axes.collections[0].get_offsets()) for axes in (hand, chance)]
    best = module.accuracies("one matters", np.array([[0.7, 0.5], [0.1, 0.5]])).max()
    assert counts == [2, 2] and f"{100 * best:.0f} %" in hand.get_title()


def test_another_landscape_begins_a_new_game():
    view = DemoView(module.demo)
    view.set(world="both matter")
    assert view.values["placed"] == () and view.values["draw"] == 1


def test_the_stored_hand_looks_and_is_one_point_ahead():
    found = module.accuracies("one matters", np.array(module.LOOKED))
    by_chance = module.accuracies("one matters", module.at_random(0)).max()
    assert found[5:].max() > found[:5].max()
    assert found.max() == pytest.approx(by_chance + 0.01)
