"""The training monitor trains for real, one epoch a press."""

import importlib

import numpy as np

module = importlib.import_module("dlcourse.demos.training_monitor")


def test_a_press_trains_one_epoch_and_draws_it():
    view = module.demo()
    before = view.png
    assert view.press("train")
    assert len(view.values["history"]) == 1
    assert view.png != before
    assert view.error == ""


def test_training_learns_and_then_overfits():
    values = module.demo.start
    for _ in range(30):
        values = {**values, **module.train(32, 0.5, values["weights"], values["history"])}
    training, validation = np.transpose(values["history"])
    assert training[-1] < 0.1 * training[0]
    assert validation[-1] > 2 * training[-1]


def test_another_number_of_units_starts_anew():
    view = module.demo()
    view.press("train")
    view.set(units=8)
    assert view.values["history"] == ()
    assert view.press("train")
    assert view.values["weights"][0].shape == (64, 8)


def test_a_rate_that_is_too_large_is_shown_and_does_not_break():
    view = module.demo(rate=3.0)
    for _ in range(3):
        view.press("train")
    assert view.error == ""


def test_the_play_button_stops_after_the_last_epoch():
    history = ((1.0, 1.0),) * module.MAX_EPOCHS
    assert module.train(32, 0.1, (), history) is None
