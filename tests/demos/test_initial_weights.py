"""The demo of the first weights: its gradients are those of a network, its picture tells them."""

import importlib

import numpy as np
import pytest
from parabola import axes_of

from dlcourse import scratch

module = importlib.import_module("dlcourse.demos.gallery.initial_weights")


@pytest.mark.parametrize("function", module.FUNCTIONS)
def test_gradients_are_those_of_the_engine(function):
    activation, std = module.FUNCTIONS[function], 0.2
    x, kernels, last = module._draws()
    layers = []
    for kernel in kernels:
        layers += [scratch.Dense(std * kernel, np.zeros(100)), scratch.Activation(activation)]
    layers.append(scratch.Dense(std * last, np.zeros(10)))
    network = scratch.Network(layers, scratch.SparseCategoricalCrossentropy(from_logits=True))
    network.backward(x, np.arange(200) % 10)
    found = module.there_and_back(activation, std)
    norms = [np.linalg.norm(gradient) for gradient in network.gradients[:-2:2]]
    np.testing.assert_allclose(found.kernels, norms, rtol=1e-9)
    for number in range(5):
        np.testing.assert_allclose(found.outputs[number], network.hidden(x, number), rtol=1e-9)


def test_deltas_are_what_the_biases_feel():
    """With a single sample, the gradient of a bias is delta itself."""
    found = module.there_and_back(scratch.relu, 0.14)
    assert found.deltas.shape == (5,) and np.all(np.diff(np.log(found.deltas)) < 1)
    ratio = found.kernels / found.deltas
    spread = np.sqrt(200 * 100) * np.sqrt(np.mean(found.outputs**2, axis=(1, 2)))
    assert np.all(ratio[1:] < spread[:-1]), "a norm of a product is at most the product of norms"


@pytest.mark.parametrize(
    ("function", "power", "alive"),
    [("tanh", 0.0, False), ("tanh", -2.0, False), ("tanh", -1.0, True)]
    + [("ReLU", -0.85, True), ("ReLU", -1.6, False), ("ReLU", 0.0, False)],
)
def test_the_window_is_where_the_text_says(function, power, alive):
    found = module.there_and_back(module.FUNCTIONS[function], 10**power)
    spread = found.outputs[-1].std()
    middle = np.mean(np.abs(found.outputs[-1]) < 0.99) > 0.5
    healthy = 0.1 < spread < 4 and (middle or function == "ReLU") and 1e-3 < found.deltas[0] < 10
    assert healthy == alive


def test_the_picture_shows_them():
    left, right = axes_of(module.demo, function="ReLU", power=-1.0)
    assert left.get_title() == "ReLU, weights of std 0.1"
    found = module.there_and_back(scratch.relu, 0.1)
    kernels, deltas = (line.get_ydata() for line in right.lines[:2])
    np.testing.assert_allclose(kernels, found.kernels)
    np.testing.assert_allclose(deltas, found.deltas)
    labels = [text.get_text() for text in left.texts]
    assert labels[0].startswith("1\nsize 0.") and labels[0].endswith("are 0")


def test_what_lies_beyond_stands_on_the_edge():
    _, right = axes_of(module.demo, function="tanh", power=-2.0)
    assert min(line.get_ydata().min() for line in right.lines[:2]) >= module.SMALLEST


def test_while_the_slider_moves_the_axes_stand_still(monkeypatch):
    frame = module.demo.frame((400, 200))
    for power in (-1.0, -0.9):  # the first picture, and what moves
        frame.png({"function": "tanh", "power": power})
    monkeypatch.setattr(frame, "_draw_background", None)
    for power in (-0.8, 0.0, 0.5):
        frame.png({"function": "tanh", "power": power})
