"""The training monitor trains for real, one epoch a press."""

import importlib

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from parabola import axes_of

from dlcourse import datasets, scratch
from dlcourse.demos.core.view import DemoView

module = importlib.import_module("dlcourse.demos.gallery.training_monitor")


START = {"weights": (), "history": (), "rates": ()}


def pressed(units, rate, values=START, careless=False):
    """Return the values after one more epoch."""
    memory = {name: values[name] for name in START}
    return module.train(units=units, rate=rate, careless=careless, **memory)


def trained(*plan, units=32, careless=False):
    """Return the values after a plan of pairs (epochs, rate)."""
    values = START
    for epochs, rate in plan:
        for _ in range(epochs):
            values = pressed(units, rate, values, careless)
    return values


def test_a_press_trains_one_epoch_and_draws_it():
    view = DemoView(module.demo)
    before = view.png
    assert view.press("train")
    assert len(view.values["history"]) == 1
    assert view.png != before
    assert view.error == ""


def test_training_learns_and_then_overfits():
    values = module.demo.start
    for _ in range(30):
        values = {**values, **pressed(32, 0.5, values)}
    training, validation = np.transpose(values["history"])
    assert training[-1] < 0.1 * training[0]
    assert validation[-1] > 2 * training[-1]


def test_another_number_of_units_starts_anew():
    view = DemoView(module.demo)
    view.press("train")
    view.set(units=8)
    assert view.values["history"] == ()
    assert view.press("train")
    assert view.values["weights"][0].shape == (64, 8)


def test_a_rate_that_is_too_large_is_shown_and_does_not_break():
    view = DemoView(module.demo, rate=3.0)
    for _ in range(3):
        view.press("train")
    assert view.error == ""


def test_the_play_button_stops_after_the_last_epoch():
    history = ((1.0, 1.0),) * module.MAX_EPOCHS
    assert pressed(32, 0.1, {**START, "history": history}) is None


def drawn(**values):
    """Return the axes of the curves and of the images, for the given values."""
    curves, images = axes_of(module.demo, **values)
    return curves, images


def test_no_decision_uses_the_test_part_and_no_image_is_in_both_parts():
    d, all_digits = module.data(), datasets.load_digits(flat=True)
    assert (len(d.x_train), len(d.x_val)) == (400, 450)
    ours = {row.tobytes() for row in np.concatenate([d.x_train, d.x_val])}
    assert len(ours) == 850
    assert not ours & {row.tobytes() for row in all_digits.x_test}
    for x, y in ((d.x_train, d.y_train), (d.x_val, d.y_val)):
        lookup = {
            row.tobytes(): int(label)
            for row, label in zip(all_digits.x_train, all_digits.y_train, strict=True)
        }
        assert [lookup[row.tobytes()] for row in x] == y.tolist()


def test_the_history_holds_the_losses_of_the_weights_it_came_with():
    values, d = trained((3, 0.1)), module.data()
    loss = scratch.SparseCategoricalCrossentropy(from_logits=True)
    kernel1, bias1, kernel2, bias2 = values["weights"]
    for x, y, shown in zip(
        (d.x_train, d.x_val), (d.y_train, d.y_val), values["history"][-1], strict=True
    ):
        logits = scratch.relu(x @ kernel1 + bias1) @ kernel2 + bias2
        assert shown == pytest.approx(float(loss(y, logits)))


def test_each_epoch_takes_the_batches_in_another_order():
    first = pressed(8, 0.1)
    later = pressed(8, 0.1, {**START, "history": ((1.0, 1.0),)})
    assert not np.array_equal(first["weights"][0], later["weights"][0])


def test_the_rate_is_used_and_an_epoch_is_thirteen_steps_of_32():
    d, slow = module.data(), pressed(8, 1e-9)
    start, fast = module.network(8).weights, pressed(8, 0.1)
    assert max(np.abs(a - b).max() for a, b in zip(slow["weights"], start, strict=True)) < 1e-6
    by_hand = module.network(8)
    by_hand.fit(d.x_train, d.y_train, epochs=1, batch_size=32, optimizer=scratch.SGD(0.1), seed=0)
    for ours, theirs in zip(fast["weights"], by_hand.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_the_two_curves_are_drawn_and_the_title_says_how_many_are_right():
    values, d = trained((4, 0.1)), module.data()
    ax, _ = drawn(**values)
    training, validation, chance, change = ax.lines
    np.testing.assert_array_equal(training.get_ydata(), [pair[0] for pair in values["history"]])
    np.testing.assert_array_equal(validation.get_ydata(), [pair[1] for pair in values["history"]])
    answers = module.network(32, values["weights"]).predict(d.x_val).argmax(axis=1)
    assert ax.get_title() == f"{np.mean(answers == d.y_val):.0%} of the validation images are right"
    assert chance.get_ydata()[0] == pytest.approx(np.log(10))
    assert (change.get_xdata()[0], ax.texts[-1].get_text()) == (0.5, "rate 0.1")
    assert ax.get_xlim() == (0.5, 11.5)
    assert ax.get_ylim() == (0, 2.5)


def test_axes_grow_with_long_trainings_and_high_losses_and_never_without_end():
    long, _ = drawn(history=((1.0, 3.0),) * 20)
    assert (long.get_xlim(), long.get_ylim()) == ((0.5, 21.5), (0, 3.0))
    assert drawn(history=((50.0, np.nan),))[0].get_ylim() == (0, 10)
    assert drawn()[0].get_ylim() == (0, 2.5)


def test_twelve_validation_images_are_drawn_and_exactly_the_wrong_ones_are_framed():
    values, d = trained((2, 0.1)), module.data()
    _, ax = drawn(**values)
    answers = module.network(32, values["weights"]).predict(d.x_val).argmax(axis=1)[:12]
    wrong = answers != d.y_val[:12]
    assert 0 < wrong.sum() < 12
    assert len(ax.images) == 12
    for shown, image in zip(ax.images, d.x_val, strict=False):
        np.testing.assert_array_equal(shown.get_array(), image.reshape(8, 8))
    names = [
        f"{answer} ✗" if no else f"{answer}" for answer, no in zip(answers, wrong, strict=True)
    ]
    assert [text.get_text() for text in ax.texts] == names
    places = [tuple(image.get_extent()[i] for i in (0, 2)) for image in ax.images]
    assert len(set(places)) == 12
    left, bottom = np.transpose(places)
    assert ax.get_xlim()[0] < left.min() and left.max() + 0.7 < ax.get_xlim()[1]
    assert ax.get_ylim()[0] < bottom.min() and bottom.max() + 0.7 < ax.get_ylim()[1]
    framed = [patch.get_xy() for patch in ax.patches if patch.get_visible()]
    np.testing.assert_allclose(framed, np.array(places)[wrong])
    assert {patch.get_edgecolor() for patch in ax.patches} == {to_rgba("#D55E00")}


def test_the_start_is_the_same_each_time_and_differs_with_the_units():
    for a, b in zip(module.network(8).weights, module.network(8).weights, strict=True):
        np.testing.assert_array_equal(a, b)
    kernel = module.network(64).weights[0]
    assert kernel.std() == pytest.approx(np.sqrt(2 / 64), rel=0.1)  # He's start
    assert not module.network(64).weights[1].any()


def test_a_change_of_the_rate_is_marked_before_it_is_used():
    ax, _ = drawn(**trained((3, 0.8)), rate=0.1)
    marks = {text.get_text(): text.get_position()[0] for text in ax.texts if "rate" in str(text)}
    assert list(marks) == ["rate 0.8", "rate 0.1"]
    assert marks["rate 0.1"] - marks["rate 0.8"] == pytest.approx(3)


@pytest.mark.parametrize("units", [8, 16, 24, 32, 48, 64])
def test_a_curve_that_jumps_recovers_at_a_lower_rate_and_a_dead_network_does_not(units):
    jumping = np.array(trained((10, 0.8), (10, 0.1), units=units)["history"])
    assert np.diff(jumping[:10, 0]).max() > 0.05
    assert jumping[-1, 0] < 0.5
    dead = np.array(trained((10, 3.0), (10, 0.1), units=units)["history"])
    np.testing.assert_allclose(dead[-1], np.log(10), atol=0.05)


def test_careless_labels_are_learned_by_heart_and_right_ones_do_no_harm():
    careless, right = (
        np.array(trained((60, 0.8), units=64, careless=careless)["history"])
        for careless in (True, False)
    )
    assert careless[9, 0] > 1.3 * careless[9, 1]  # validation is lower at first
    assert careless[-1, 1] > 1.5 * careless[-1, 0]  # and far higher at the end
    rises = [losses[-1, 1] / losses[:, 1].min() for losses in (careless, right)]
    assert rises[0] > 1.4 and rises[1] < 1.2
    assert right[-1, 0] < 0.01


def test_at_rate_0_1_sixty_epochs_do_not_part_the_curves_of_careless_labels():
    training, validation = np.transpose(trained((60, 0.1), units=64, careless=True)["history"])
    assert (validation < training).all()


def test_careless_labels_are_a_third_of_the_training_labels_alone():
    right, careless = module.data(), module.data(careless=True)
    changed = right.y_train != careless.y_train
    assert not changed[1::3].any() and not changed[2::3].any()
    assert changed[::3].mean() == pytest.approx(0.9, abs=0.06)
    np.testing.assert_array_equal(right.y_val, careless.y_val)


def test_other_labels_and_the_button_start_anew():
    for change in (lambda view: view.set(careless=True), lambda view: view.press("again")):
        view = DemoView(module.demo)
        view.press("train")
        change(view)
        assert (view.values["history"], view.values["rates"]) == ((), ())
