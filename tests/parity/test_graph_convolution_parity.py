"""Graph convolution: scratch against Keras against the plain formula, forward and backward."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_steps import by_small_steps

from dlcourse import scratch
from dlcourse.layers import GraphConvolution
from dlcourse.training import gradients

# JAX computes in 32 bits, and Keras' own reading of weights is not yet made for the newest NumPy.
pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Explicitly requested dtype:UserWarning"),
]


@st.composite
def graphs(draw):
    """A graph with weights on its edges, isolated nodes among them, and features."""
    n, features, units = draw(st.integers(1, 7)), draw(st.integers(1, 4)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    edges = np.triu(rng.random((n, n)) < draw(st.sampled_from([0, 0.3, 1])), k=1)
    weights = edges * rng.uniform(0.1, 3, (n, n))
    adjacency = weights + weights.T
    return adjacency, rng.normal(size=(n, features)), units, rng


def twins(x, adjacency, units, rng):
    """Return a Keras model of one layer with random weights, and the scratch layer with them."""
    inputs = keras.Input(x.shape[-2:], dtype="float64"), keras.Input(x.shape[-2:-1] * 2)
    layer = GraphConvolution(units, dtype="float64")
    model = keras.Model(inputs, layer(inputs))
    layer.set_weights([rng.normal(size=w.shape) for w in layer.get_weights()])
    kernel, bias = (weight.astype("float64") for weight in layer.get_weights())
    return model, scratch.GraphConvolution(kernel, bias, adjacency)


@settings(max_examples=15)
@given(graph=graphs(), how=st.sampled_from(["symmetric", "row", "sum"]), loops=st.booleans())
def test_one_graph(graph, how, loops):
    adjacency, x, units, rng = graph
    passed = scratch.normalize_adjacency(adjacency, how, self_loops=loops)
    model, ours = twins(x, passed, units, rng)
    kernel, bias = ours.weights
    y = ours.forward(x)
    one_by_one = [
        sum(passed[i, j] * x[j] for j in range(len(x))) @ kernel + bias for i in range(len(x))
    ]
    np.testing.assert_allclose(y, one_by_one, atol=1e-12)
    theirs = keras.ops.convert_to_numpy(model([x[None], passed[None]]))
    np.testing.assert_allclose(theirs[0], y, rtol=1e-5, atol=1e-5)
    target = rng.normal(size=y.shape)
    ours.backward(2 * (y - target) / y.size)
    found = gradients(model, [x[None], passed[None]], target[None], "mse")
    for mine, other in zip(ours.gradients, found.values(), strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-5, atol=1e-5)


@given(graph=graphs(), seed=st.integers(0, 99))
def test_every_gradient_is_that_of_small_steps(graph, seed):
    adjacency, x, units, rng = graph
    if seed % 2:  # directed: what was sent comes back along the same edge
        adjacency = np.triu(adjacency)
    layer = scratch.GraphConvolution(
        rng.normal(size=(x.shape[1], units)), rng.normal(size=units), adjacency
    )
    dy = rng.normal(size=(len(x), units))
    layer.forward(x)
    dx = layer.backward(dy)
    wanted = [dx, *(gradient.copy() for gradient in layer.gradients)]
    for array, gradient in zip([x, *layer.weights], wanted, strict=True):
        numeric = by_small_steps(lambda: np.sum(dy * layer.forward(x)), array)
        np.testing.assert_allclose(gradient, numeric, atol=1e-6)


def test_a_batch_of_graphs_shares_the_weights():
    rng = np.random.default_rng(1)
    x, adjacency = rng.normal(size=(3, 5, 2)), rng.random((3, 5, 5))
    model, many = twins(x, adjacency, 4, rng)
    y, dy = many.forward(x), rng.normal(size=(3, 5, 4))
    dx = many.backward(dy)
    sums = [0, 0]
    for g in range(3):
        one = scratch.GraphConvolution(*many.weights, adjacency[g])
        np.testing.assert_allclose(y[g], one.forward(x[g]))
        np.testing.assert_allclose(dx[g], one.backward(dy[g]))
        sums = [total + part for total, part in zip(sums, one.gradients, strict=True)]
    for mine, total in zip(many.gradients, sums, strict=True):
        np.testing.assert_allclose(mine, total)
    theirs = keras.ops.convert_to_numpy(model([x, adjacency]))
    np.testing.assert_allclose(theirs, y, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("graphs", [(), (3,)])
@pytest.mark.parametrize("shared", [True, False])
def test_variants_are_networks_of_their_own(graphs, shared):
    rng = np.random.default_rng(2)
    adjacency, kernel, bias = rng.random((*graphs, 5, 5)), rng.normal(size=(4, 2, 3)), np.ones(3)
    x = rng.normal(size=(*graphs, 5, 2) if shared else (4, *graphs, 5, 2))
    dy = rng.normal(size=(4, *graphs, 5, 3))
    together = scratch.GraphConvolution(kernel, np.tile(bias, (4, 1)), adjacency)
    y, dx = together.forward(x), together.backward(dy)
    for v in range(4):
        alone = scratch.GraphConvolution(kernel[v], bias, adjacency)
        np.testing.assert_allclose(y[v], alone.forward(x if shared else x[v]))
        np.testing.assert_allclose(dx[v], alone.backward(dy[v]))
        for mine, other in zip(together.gradients, alone.gradients, strict=True):
            np.testing.assert_allclose(mine[v], other)


def test_a_training_of_many_starts_equals_keras_step_by_step():
    rng = np.random.default_rng(3)
    adjacency = scratch.normalize_adjacency(np.ones((6, 6)) - np.eye(6), "row")
    x, labels = rng.normal(size=(6, 3)), np.array([0, 1, 0, 1, 1, 0])
    shapes = [(3, 4), (4,), (4, 2), (2,)]
    starts = [rng.normal(size=(40, *shape)) for shape in shapes]  # more than one chunk
    loss = scratch.SparseCategoricalCrossentropy(from_logits=True)
    first = scratch.GraphConvolution(*starts[:2], adjacency)
    last = scratch.GraphConvolution(*starts[2:], adjacency)
    network = scratch.Network([first, scratch.Activation(scratch.tanh), last], loss)
    history = network.fit(x, labels, epochs=5, batch_size=2, optimizer=scratch.SGD(0.3))
    inputs = keras.Input((6, 3)), keras.Input((6, 6))
    hidden = GraphConvolution(4, "tanh")([inputs[0], inputs[1]])
    model = keras.Model(inputs, GraphConvolution(2)([hidden, inputs[1]]))
    model.compile(
        keras.optimizers.SGD(0.3), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    model.set_weights([start[39] for start in starts])
    for step in range(5):
        cost = model.train_on_batch([x[None], adjacency[None]], labels[None])
        assert float(cost) == pytest.approx(history[step, 39], rel=1e-4)
    for mine, other in zip(network.weights, model.get_weights(), strict=True):
        np.testing.assert_allclose(mine[39], other, atol=1e-4)


def test_some_rows_are_the_answers_of_some_nodes():
    rng = np.random.default_rng(4)
    x, adjacency, rows = rng.normal(size=(5, 2)), rng.random((5, 5)), [3, 0]
    kernel, bias = rng.normal(size=(2, 3)), rng.normal(size=3)
    some = scratch.GraphConvolution(kernel, bias, adjacency[rows])
    whole = scratch.GraphConvolution(kernel, bias, adjacency)
    np.testing.assert_allclose(some.forward(x), whole.forward(x)[rows])
    dy = np.zeros((5, 3))
    dy[rows] = rng.normal(size=(2, 3))
    np.testing.assert_allclose(some.backward(dy[rows]), whole.backward(dy))
    for mine, other in zip(some.gradients, whole.gradients, strict=True):
        np.testing.assert_allclose(mine, other)


KERNEL, BIAS = np.ones((2, 3)), np.zeros(3)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scratch.GraphConvolution(KERNEL, np.zeros(2), np.eye(4)),
        lambda: scratch.GraphConvolution(BIAS, BIAS, np.eye(4)),
        lambda: scratch.GraphConvolution(KERNEL, BIAS, np.ones(4)),
        lambda: scratch.GraphConvolution(KERNEL, BIAS, np.ones((0, 0))),
        lambda: scratch.GraphConvolution(KERNEL, BIAS, np.eye(4)).forward(np.ones((5, 2))),
        lambda: scratch.GraphConvolution(KERNEL, BIAS, np.eye(4)).forward(np.ones((4, 3))),
        lambda: scratch.GraphConvolution(KERNEL, BIAS, np.eye(4)).forward(np.ones((1, 4, 2))),
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()


def test_backward_wants_a_forward_and_its_shape():
    layer = scratch.GraphConvolution(KERNEL, BIAS, np.eye(4))
    with pytest.raises(RuntimeError, match="forward"):
        layer.backward(np.ones((4, 3)))
    layer.forward(np.ones((4, 2)))
    with pytest.raises(ValueError, match=r"Expected dy of shape \(4, 3\)"):
        layer.backward(np.ones((4, 2)))
