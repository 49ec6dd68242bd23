"""Recorders see what happens, in full and in order, and change nothing."""

import keras
import numpy as np
import pytest
from models_inside import functional, sequential, two_sided

from dlcourse import callbacks
from dlcourse.training import gradients, parameter_names

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(20, 3)).astype("float32"), RNG.integers(0, 2, 20).astype("float32")
EPOCHS, BATCHES = 3, 4  # 20 samples in batches of 5


def model():
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(4, "relu", name="hidden"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(1, "sigmoid", name="output"),
        ]
    )
    model.compile(keras.optimizers.SGD(0.5), "binary_crossentropy")
    return model


def fit(*recorders, epochs=EPOCHS):
    trained = model()
    history = trained.fit(X, Y, batch_size=5, epochs=epochs, verbose=0, callbacks=list(recorders))
    return trained, history.history["loss"]


def all_recorders():
    return [
        callbacks.WeightRecorder(),
        callbacks.GradientRecorder(X, Y[:, None]),
        callbacks.ActivationRecorder(X),
        callbacks.LiveCurve(draw=lambda history: None),
    ]


def test_recorders_do_not_change_the_training():
    bare, loss = fit()
    watched, watched_loss = fit(*all_recorders())
    assert watched_loss == loss
    for ours, theirs in zip(watched.get_weights(), bare.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_weights_are_recorded_from_the_start_to_the_end():
    recorder = callbacks.WeightRecorder()
    trained, _ = fit(recorder)
    assert list(recorder.record) == ["hidden/kernel", "hidden/bias", "output/kernel", "output/bias"]
    kernels = recorder.record["hidden/kernel"]
    assert kernels.shape == (1 + EPOCHS, 3, 4)
    np.testing.assert_array_equal(kernels[0], model().get_weights()[0])
    np.testing.assert_array_equal(kernels[-1], trained.get_weights()[0])
    assert len(np.unique(kernels[:, 0, 0])) == 1 + EPOCHS  # copies, and not one array four times
    np.testing.assert_array_equal(recorder.steps, BATCHES * np.arange(1 + EPOCHS))


def test_batches_can_be_counted():
    recorder = callbacks.WeightRecorder(every=3)
    fit(recorder)
    np.testing.assert_array_equal(recorder.steps, [0, 3, 6, 9, 12])
    with pytest.raises(ValueError, match="Received: every=0"):
        callbacks.WeightRecorder(every=0)


def test_gradient_norms_are_those_of_the_recorded_weights():
    recorder = callbacks.GradientRecorder(X, Y[:, None])
    trained, _ = fit(recorder)
    for name, gradient in gradients(trained, X, Y[:, None]).items():
        norms = recorder.record[name]
        assert norms.shape == (1 + EPOCHS,)
        assert norms[-1] == pytest.approx(np.linalg.norm(gradient), rel=1e-5)
        assert norms[0] != norms[-1]


def test_activations_are_those_of_inference():
    recorder = callbacks.ActivationRecorder(X)
    trained, _ = fit(recorder)
    assert list(recorder.record) == ["hidden", "output"]
    assert recorder.record["hidden"].shape == (1 + EPOCHS, 20, 4)
    last = recorder.record["output"][-1]
    expected = keras.ops.convert_to_numpy(trained(X, training=False))
    np.testing.assert_allclose(last, expected, rtol=1e-5)
    only = callbacks.ActivationRecorder(X, layers=["hidden"])
    fit(only, epochs=1)
    assert list(only.record) == ["hidden"]
    with pytest.raises(ValueError, match="hiden"):
        fit(callbacks.ActivationRecorder(X, layers=["hiden"]))


def test_a_second_training_starts_a_new_record():
    recorder, curve = callbacks.WeightRecorder(), callbacks.LiveCurve(draw=lambda history: None)
    trained, _ = fit(recorder, curve)
    trained.fit(X, Y, epochs=1, verbose=0, callbacks=[recorder, curve])
    assert len(recorder.steps) == 2
    assert len(curve.history["loss"]) == 1


class Interrupt(keras.callbacks.Callback):
    """Raise in the second epoch, as a press on the stop button does."""

    def on_epoch_begin(self, epoch, logs=None):
        if epoch == 1:
            raise KeyboardInterrupt


def test_an_interrupted_training_leaves_what_was_recorded():
    recorders = all_recorders()
    with pytest.raises(KeyboardInterrupt):
        fit(*recorders, Interrupt())
    for recorder in recorders[:3]:
        np.testing.assert_array_equal(recorder.steps, [0, BATCHES])
        assert {len(records) for records in recorder.record.values()} == {2}
    assert len(recorders[3].history["loss"]) == 1


def test_the_record_is_current_while_the_model_trains():
    recorder, lengths = callbacks.WeightRecorder(), []

    def look(epoch, logs):
        lengths.append(len(recorder.record["output/bias"]))

    fit(recorder, keras.callbacks.LambdaCallback(on_epoch_end=look))
    assert lengths == [2, 3, 4]


def test_the_live_curve_is_drawn_every_few_epochs_and_at_the_end():
    drawn = []
    curve = callbacks.LiveCurve(draw=lambda h: drawn.append(len(h["loss"])), every=2)
    _, loss = fit(curve, epochs=5)
    assert drawn == [2, 4, 5]
    assert curve.history["loss"] == loss


def test_the_live_curve_replaces_its_own_picture(monkeypatch):
    shown, updated = [], []

    class Handle:
        def update(self, figure):
            updated.append(figure)

    def display(figure, display_id):
        shown.append(figure)
        return Handle()

    monkeypatch.setattr("IPython.display.display", display)
    fit(callbacks.LiveCurve(), epochs=3)
    assert (len(shown), len(updated)) == (1, 2)
    (ax,) = updated[-1].axes
    assert len(ax.lines[0].get_ydata()) == 3


@pytest.fixture
def ax():
    import matplotlib.pyplot as plt

    yield plt.subplots()[1]
    plt.close("all")


def drawn(ax):
    return {line.get_label(): line.get_ydata() for line in ax.lines}


def test_weights_are_drawn_as_their_distance_from_the_start(ax):
    recorder = callbacks.WeightRecorder(every=2)
    fit(recorder)
    assert recorder.plot(ax=ax) is ax
    curves, kernels = drawn(ax), recorder.record["hidden/kernel"]
    assert list(curves) == list(recorder.record)
    assert curves["hidden/kernel"][0] == 0
    assert curves["hidden/kernel"][3] == pytest.approx(
        np.sqrt(np.sum((kernels[3] - kernels[0]) ** 2))
    )
    np.testing.assert_array_equal(ax.lines[0].get_xdata(), recorder.steps)


def test_gradient_norms_are_drawn_on_a_logarithmic_axis(ax):
    recorder = callbacks.GradientRecorder(X, Y[:, None])
    fit(recorder)
    recorder.plot(ax=ax)
    np.testing.assert_array_equal(drawn(ax)["output/bias"], recorder.record["output/bias"])
    assert ax.get_yscale() == "log"


def test_activations_are_drawn_as_their_spread(ax):
    recorder = callbacks.ActivationRecorder(X)
    fit(recorder)
    recorder.plot(ax=ax)
    assert drawn(ax)["hidden"][-1] == pytest.approx(recorder.record["hidden"][-1].std())


def test_the_live_curve_can_be_drawn_again(ax):
    curve = callbacks.LiveCurve(draw=lambda history: None)
    fit(curve)
    curve.plot(ax=ax)
    np.testing.assert_array_equal(drawn(ax)["training"], curve.history["loss"])
    with pytest.raises(ValueError, match="Received: metric='accuracy'"):
        curve.plot(metric="accuracy", ax=ax)


def test_without_a_training_there_is_nothing_to_draw(ax):
    with pytest.raises(RuntimeError, match="Expected a training"):
        callbacks.WeightRecorder().plot(ax=ax)


@pytest.mark.parametrize("make", [sequential, functional])
def test_a_model_inside_a_model_is_recorded_and_left_as_it_was(make):
    model = two_sided(make)
    model.compile("sgd", "mse")
    x, y = [X[:, :2] @ np.ones((2, 3)), X[:, :2] @ np.eye(2, 3)], Y[:, None]
    recorders = [
        callbacks.WeightRecorder(),
        callbacks.GradientRecorder(x, y),
        callbacks.ActivationRecorder(x),
    ]
    model.fit(x, y, epochs=1, verbose=0, callbacks=recorders)
    weights, norms, answers = (recorder.record for recorder in recorders)
    assert list(weights) == list(norms) == parameter_names(model)
    assert list(answers) == ["left", "right", "d"]
    expected = keras.ops.convert_to_numpy(model.get_layer("left")(x[0]))
    np.testing.assert_allclose(answers["left"][-1], expected, rtol=1e-5)
    assert not any("call" in vars(layer) for layer in model.layers)
