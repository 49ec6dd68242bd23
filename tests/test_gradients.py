"""dlcourse.training.gradients: right on every backend that is installed."""

import re

import keras
import numpy as np
import pytest
from models_inside import functional, sequential, two_sided
from other_backends import run_on

from dlcourse import scratch
from dlcourse.training import gradient_norms, gradients, parameter_names

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(6, 3)).astype("float32"), RNG.integers(0, 4, 6)


def classifier(**options):
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(5, "tanh", name="hidden", **options),
            keras.layers.Dense(4, name="output"),
        ]
    )
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def scratch_gradients(model):
    first, last = (scratch.Dense(*layer.get_weights()) for layer in model.layers)
    network = scratch.Network(
        [first, scratch.Activation(scratch.tanh), last],
        scratch.SparseCategoricalCrossentropy(from_logits=True),
    )
    network.backward(X, Y)
    return network.gradients


def test_gradients_equal_backpropagation_by_hand():
    model = classifier()
    before = model.get_weights()
    found = gradients(model, X, Y)
    assert list(found) == ["hidden/kernel", "hidden/bias", "output/kernel", "output/bias"]
    for ours, expected in zip(found.values(), scratch_gradients(model), strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-5, atol=1e-7)
    for now, then in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(now, then)


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_the_other_backends_give_the_same(backend):
    run_on(backend, __file__, tests="not other_backends")


def test_a_loss_may_be_given_and_may_come_per_sample():
    model = classifier()
    per_sample = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None)
    for name, gradient in gradients(model, X, Y, per_sample).items():
        np.testing.assert_allclose(gradient, gradients(model, X, Y)[name], rtol=1e-5, atol=1e-7)


def test_a_penalty_counts():
    plain, punished = classifier(), classifier(kernel_regularizer=keras.regularizers.L2(0.5))
    with_penalty, without = (gradients(m, X, Y)["hidden/kernel"] for m in (punished, plain))
    kernel = plain.layers[0].get_weights()[0]  # the derivative of 0.5 * kernel**2
    np.testing.assert_allclose(with_penalty - without, kernel, rtol=1e-4, atol=1e-5)


def test_a_weight_without_influence_has_gradient_zero():
    inputs = keras.Input((3,))
    kept, unused = keras.layers.Dense(1, name="kept"), keras.layers.Dense(1, name="unused")
    model = keras.Model(inputs, [kept(inputs), unused(inputs)])
    found = gradients(model, X, Y[:, None], lambda y, outputs: keras.ops.square(outputs[0]))
    assert not found["unused/kernel"].any()
    assert found["kept/kernel"].any()


def test_numbers_in_lists_are_one_input():
    found = gradients(classifier(), X.tolist(), Y.tolist())
    for name, expected in gradients(classifier(), X, Y).items():
        np.testing.assert_allclose(found[name], expected, rtol=1e-5, atol=1e-7)


def test_a_model_with_two_inputs_takes_a_list_of_arrays():
    inputs = [keras.Input((3,)), keras.Input((3,))]
    difference = keras.layers.Subtract()(inputs)
    model = keras.Model(inputs, keras.layers.Dense(1, name="slope")(difference))
    loss = keras.losses.MeanSquaredError()
    found = gradients(model, [X, 2 * X], Y[:, None], loss)
    model_of_one = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, name="slope")])
    model_of_one.set_weights(model.get_weights())
    expected = gradients(model_of_one, -X, Y[:, None], loss)
    np.testing.assert_allclose(found["slope/kernel"], expected["slope/kernel"], rtol=1e-5)


def test_norms_are_taken_layer_by_layer():
    model = classifier()
    found, norms = gradients(model, X, Y), gradient_norms(model, X, Y)
    assert list(norms) == ["hidden", "output"]
    flat = np.concatenate([found["hidden/kernel"].ravel(), found["hidden/bias"]])
    assert norms["hidden"] == pytest.approx(np.linalg.norm(flat))


def test_bad_input_is_told_what_was_expected():
    unbuilt = keras.Sequential([keras.layers.Dense(1)])
    with pytest.raises(ValueError, match="Expected a built model"):
        gradients(unbuilt, X, Y)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    with pytest.raises(ValueError, match="Expected a loss"):
        gradients(model, X, Y)
    assert parameter_names(model)[0].endswith("/kernel")


@pytest.mark.parametrize("make", [sequential, functional])
def test_layers_of_one_name_are_told_apart_by_what_is_around_them(make):
    model = two_sided(make)
    layers = ["left/d", "right/d", "d"]
    assert parameter_names(model) == [f"{d}/{w}" for d in layers for w in ("kernel", "bias")]
    norms = gradient_norms(model, [X, 2 * X], Y[:, None], "mse")
    assert list(norms) == layers
    assert len(set(norms.values())) == 3


def test_what_is_inside_a_layer_is_told_apart_too():
    recurrent = keras.layers.Bidirectional(keras.layers.SimpleRNN(2), name="both")
    model = keras.Sequential([keras.Input((5, 2)), recurrent])
    names = parameter_names(model)
    # Keras counts the layers of a session that were not named.
    assert re.fullmatch(r"forward_simple_rnn(_\d+)?/simple_rnn_cell/kernel", names[0])
    assert len(set(names)) == len(names) == 6


def test_keras_names_of_losses_are_understood():
    model = classifier()
    by_name = gradient_norms(model, X, Y[:, None] * np.ones(4), "mse")
    by_object = gradient_norms(model, X, Y[:, None] * np.ones(4), keras.losses.MeanSquaredError())
    assert by_name == pytest.approx(by_object)
    with pytest.raises(ValueError, match=r"such as 'mse'\. Received: loss='foo'"):
        gradient_norms(model, X, Y, "foo")
