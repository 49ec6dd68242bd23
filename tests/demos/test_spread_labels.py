"""The demo of spreading labels: its rounds are those of the lesson, a click asks a member."""

import importlib

import numpy as np
import pytest

import dlcourse as dl

module = importlib.import_module("dlcourse.demos.gallery.spread_labels")
CLUB = module.CLUB


def counts(way, circle, square):
    return module.is_right(module.history(way, circle, square)).sum(axis=1)


def test_talk_of_the_leaders_is_that_of_the_lesson():
    assert counts("talk", 0, 33)[:4].tolist() == [2, 27, 32, 33]
    assert counts("vote", 0, 33)[2:].tolist() == [33] * 9


def test_one_pair_puts_everybody_right_and_one_is_worse_than_a_coin():
    assert counts("talk", 12, 24)[3] == 34
    after_3 = {
        (a, b): counts("talk", a, b)[3]
        for a in np.flatnonzero(CLUB.y == 0)
        for b in np.flatnonzero(CLUB.y == 1)
    }
    assert min(after_3, key=after_3.get) == (8, 30) and after_3[8, 30] == 13


def test_a_network_ends_where_its_training_does():
    found = module.history("network", 0, 33)
    assert found.shape == (11, 34) and np.abs(found[0]).max() < 0.5
    assert found[-1, 0] < -0.8 < 0.8 < found[-1, 33]
    assert counts("network", 0, 33)[-1] in (32, 33)


@pytest.mark.parametrize("way", ["talk", "vote", "network"])
def test_known_members_are_right_at_the_start_and_nothing_is_known_of_others(way):
    found = module.history(way, 12, 24)
    if way != "network":
        assert np.flatnonzero(found[0]).tolist() == [12, 24]
        assert found[0, 12] == -1 and found[0, 24] == 1
    assert np.abs(found).max() <= 1 + 1e-9


def test_who_is_asked_replaces_the_one_of_his_side():
    view = dl.demos.spread_labels()
    view.set(member=8)
    assert (view.values["circle"], view.values["square"]) == (8, 24)
    view.set(member=30)
    assert (view.values["circle"], view.values["square"]) == (8, 30)
    assert "13 of 34" in module.demo.describe(
        view.values, module.demo.frame((400, 200)).scene.update(**pick(view.values))
    )


def pick(values):
    return {name: values[name] for name in ("way", "rounds", "circle", "square")}


def test_while_the_rounds_move_the_axes_stand_still(monkeypatch):
    frame = module.demo.frame((400, 200))
    for rounds in (2, 3):
        frame.png({**module.demo.start, "rounds": rounds})
    monkeypatch.setattr(frame, "_draw_background", None)
    for rounds in (0, 7, 10):
        frame.png({**module.demo.start, "rounds": rounds})
