"""The graph convolution behaves like a layer of Keras: saved, trained, masked, on any backend."""

from pathlib import Path

import keras
import numpy as np
import pytest
from other_backends import run_on

from dlcourse import datasets, scratch
from dlcourse.layers import GraphConvolution

# Keras' own way of saving and reading weights is not yet made for the newest NumPy.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

RNG = np.random.default_rng(0)
X = RNG.normal(size=(1, 6, 3)).astype("float32")
RING = scratch.normalize_adjacency(np.roll(np.eye(6), 1, 0) + np.roll(np.eye(6), -1, 0))
A = RING[None].astype("float32")


def numbers(tensor):
    return keras.ops.convert_to_numpy(tensor)


def model_of(units=4, outputs=2):
    x, adjacency = keras.Input((None, 3)), keras.Input((None, None))
    hidden = GraphConvolution(units, "tanh", kernel_regularizer="l2")([x, adjacency])
    return keras.Model([x, adjacency], GraphConvolution(outputs)([hidden, adjacency]))


def test_config_round_trip():
    layer = GraphConvolution(
        3, "relu", False, "ones", "zeros", keras.regularizers.L2(0.5), name="g"
    )
    twin = keras.layers.deserialize(keras.layers.serialize(layer))
    assert twin.get_config() == layer.get_config()
    assert (twin.units, twin.use_bias, twin.name) == (3, False, "g")
    assert len(GraphConvolution(3, use_bias=False)([X, A]).shape) == 3
    np.testing.assert_allclose(
        numbers(twin([X, A])), np.maximum(A @ X @ np.ones((3, 3)), 0), atol=1e-5
    )


def test_a_saved_model_answers_the_same(tmp_path):
    model = model_of()
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(numbers(again([X, A])), numbers(model([X, A])), atol=1e-6)


def test_one_model_takes_graphs_of_any_size():
    model = model_of()
    for n in (1, 2, 9):
        x, adjacency = np.ones((1, n, 3), "float32"), np.eye(n, dtype="float32")[None]
        assert model([x, adjacency]).shape == (1, n, 2)
        assert model.predict([x, adjacency], verbose=0).shape == (1, n, 2)
    layer = GraphConvolution(2)
    assert layer.compute_output_shape([(None, None, 3), (None, None, None)]) == (None, None, 2)
    assert layer([X[0], A[0]]).shape == (6, 2)  # without an axis of graphs


def test_it_learns_from_the_nodes_that_have_a_weight_and_from_no_others():
    labels, weight = np.array([[0, 1, 0, 1, 0, 1]]), np.array([[1.0, 0, 0, 1, 0, 0]])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    ends = []
    for y in (labels, np.where(weight > 0, labels, 1 - labels)):
        keras.utils.set_random_seed(3)
        model = model_of()
        model.compile(keras.optimizers.Adam(0.05), loss)
        history = model.fit([X, A], y, sample_weight=weight, epochs=30, verbose=0).history["loss"]
        assert history[-1] < 0.7 * history[0]
        ends.append(model.get_weights())
    for one, other in zip(*ends, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_padding_is_masked_and_changes_nothing():
    keras.utils.set_random_seed(1)
    x, adjacency = keras.Input((None, 3)), keras.Input((None, None))
    h = GraphConvolution(4, "tanh", bias_initializer="ones")([keras.layers.Masking()(x), adjacency])
    h = GraphConvolution(4, bias_initializer="ones")([h, adjacency])
    nodes = keras.Model([x, adjacency], h)
    mean = keras.Model([x, adjacency], keras.layers.GlobalAveragePooling1D()(h))
    padded_x, padded_a = np.zeros((1, 9, 3), "float32"), np.zeros((1, 9, 9), "float32")
    padded_x[:, :6], padded_a[:, :6, :6] = X, A
    alone, padded = numbers(nodes([X, A])), numbers(nodes([padded_x, padded_a]))
    np.testing.assert_allclose(padded[:, :6], alone, atol=1e-6)
    assert not padded[:, 6:].any()
    np.testing.assert_allclose(numbers(mean([padded_x, padded_a])), alone.mean(axis=1), atol=1e-6)


def test_it_tells_graphs_apart_in_batches():
    motifs = datasets.make_motifs(64, seed=1)
    keras.utils.set_random_seed(1)
    x, adjacency = keras.Input((15, 1)), keras.Input((15, 15))
    h = keras.layers.Masking()(x)
    for _ in range(2):
        h = GraphConvolution(8, "relu")([h, adjacency])
    model = keras.Model([x, adjacency], keras.layers.Dense(1)(keras.ops.sum(h, axis=1)))
    model.compile(keras.optimizers.Adam(0.01), keras.losses.BinaryCrossentropy(from_logits=True))
    passed = scratch.normalize_adjacency(motifs.adjacency, "sum")
    history = model.fit([motifs.x, passed], motifs.y[:, None], epochs=20, verbose=0).history["loss"]
    assert history[-1] < history[0]


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (X, "two inputs"),
        ([X], "two inputs"),
        ([X, A, A], "two inputs"),
        ([X, A[:, :5]], "n_nodes"),
        ([X, A[:, :, :5]], "n_nodes"),
        ([X, A[0]], "n_nodes"),
        ([A, X], "n_nodes"),
    ],
)
def test_what_does_not_fit_is_refused(inputs, message):
    with pytest.raises(ValueError, match=f"(?s)Expected .*{message}.*Received: "):
        GraphConvolution(2)(inputs)


@pytest.mark.parametrize("units", [0, -1, 2.0, "4", True])
def test_units_are_a_whole_number(units):
    with pytest.raises(ValueError, match="Expected units"):
        GraphConvolution(units)


def test_half_precision():
    layer = GraphConvolution(2, dtype="float16")
    assert numbers(layer([X.astype("float16"), A.astype("float16")])).dtype == np.float16


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_another_backend_gives_the_same(backend):
    parity = Path(__file__).parent / "parity" / "test_graph_convolution_parity.py"
    run_on(backend, __file__, parity, tests="not another_backend")
