"""What the engine does behind a network: chunks of variants, shared layers, training alone."""

import numpy as np
import pytest

from dlcourse import scratch
from dlcourse.scratch import network as engine

RNG = np.random.default_rng(0)
X, LABELS = RNG.normal(size=(20, 4)), RNG.integers(0, 3, 20)
HOW = {"epochs": 3, "batch_size": 8}
N = 5


def everything(**options):
    """Return variants that differ in all that a chunk has to cut."""
    return scratch.mlp(
        [4, 6, 3],
        variants=N,
        dropout=[0.0, 0.2, 0.4, 0.6, 0.8],
        kernel_regularizer=scratch.L1L2([0.0, 0.01, 0.02, 0.05, 0.1], [0.1, 0.05, 0.02, 0.01, 0.0]),
        batch_normalization=True,
        dtype="float64",
        **options,
    )


@pytest.mark.parametrize("chunk", [1, 2, 4])
def test_chunks_change_nothing(chunk, monkeypatch):
    rates = np.linspace(0.01, 0.1, N)
    whole = everything()
    history = whole.fit(X, LABELS, optimizer=scratch.Adam(rates, clipnorm=rates), **HOW)
    monkeypatch.setattr(engine, "CHUNK", chunk)
    cut = everything()
    np.testing.assert_allclose(
        cut.fit(X, LABELS, optimizer=scratch.Adam(rates, clipnorm=rates), **HOW), history
    )
    np.testing.assert_allclose(cut.predict(X), whole.predict(X))
    np.testing.assert_allclose(cut.hidden(X), whole.hidden(X))
    for mine, other in zip(cut.layers, whole.layers, strict=True):
        for a, b in zip(mine.buffers, other.buffers, strict=True):
            np.testing.assert_allclose(a, b)


def test_variants_with_everything_do_not_influence_each_other(monkeypatch):
    monkeypatch.setattr(engine, "CHUNK", 2)
    usual, other = everything(), everything()
    for weight in other.weights:
        weight[3] += 1
    for network in (usual, other):
        network.fit(X, LABELS, optimizer=scratch.SGD(0.1, global_clipnorm=0.5), **HOW)
    same = [np.allclose(a, b) for a, b in zip(usual.predict(X), other.predict(X), strict=True)]
    assert same == [True, True, True, False, True]


def test_running_statistics_move_in_training_alone():
    network = scratch.mlp([4, 6, 3], batch_normalization=True)
    (buffers,) = (layer.buffers for layer in network.layers if layer.buffers)
    network.predict(X)
    network.accuracy(X, LABELS)
    network.backward(X, LABELS)
    assert np.all(buffers[0] == 0) and np.all(buffers[1] == 1)
    network.fit(X, LABELS, optimizer=scratch.SGD(0.1))
    assert np.all(buffers[0] != 0) and np.all(buffers[1] != 1)
    kept = [buffer.copy() for buffer in buffers]
    network.predict(X)
    np.testing.assert_array_equal(buffers, kept)


def test_options_of_the_normalization_reach_its_layers():
    options = {"momentum": 0.5, "epsilon": 0.1}
    networks = scratch.mlp([4, 6, 5, 3], variants=2, batch_normalization=options)
    found = [(n.momentum, n.epsilon) for n in networks.layers if n.buffers]
    assert found == 2 * [(0.5, 0.1)]
    for usual in (scratch.mlp([4, 6, 3], batch_normalization={}), scratch.mlp([4, 6, 3])):
        expected = [(0.99, 1e-3)] if len(usual.layers) > 3 else []
        assert [(n.momentum, n.epsilon) for n in usual.layers if n.buffers] == expected


def test_dropout_drops_in_training_alone():
    network = scratch.mlp([4, 50, 3], dropout=0.5)
    np.testing.assert_array_equal(network.predict(X), network.predict(X))
    assert network.backward(X, LABELS) == network.backward(X, LABELS)
    losses = [network.train_on_batch(X, LABELS, scratch.SGD(1e-12)) for _ in range(2)]
    assert losses[0] != losses[1]


@pytest.mark.parametrize("variants", [None, 3])
def test_networks_that_share_a_layer_learn_together(variants, monkeypatch):
    monkeypatch.setattr(engine, "CHUNK", 2)
    whole = scratch.mlp([4, 6, 3], variants=variants, output="linear")
    first = scratch.Network(whole.layers[:2], scratch.MeanSquaredError())
    y, targets = RNG.normal(size=(20, 3)), RNG.normal(size=(20, 6))
    optimizers = scratch.Adam(0.01), scratch.Adam(0.01)
    for _ in range(2):
        for network, goal, adam in zip((whole, first), (y, targets), optimizers, strict=True):
            before = whole.predict(X), first.predict(X)
            network.fit(X, goal, optimizer=adam, epochs=2)
            np.testing.assert_array_equal(whole.hidden(X), first.predict(X))
            assert not np.allclose(whole.predict(X), before[0])
            assert not np.allclose(first.predict(X), before[1])


def test_a_network_trained_between_the_epochs_of_another_shares_its_layer_with_it():
    whole = scratch.mlp([4, 6, 3], output="linear")
    first = scratch.Network(whole.layers[:2], scratch.MeanSquaredError())
    y, targets, seen = RNG.normal(size=(20, 3)), RNG.normal(size=(20, 6)), []

    def train_first(network):
        seen.append(network.hidden(X))
        first.fit(X, targets, optimizer=scratch.SGD(0.1))

    whole.fit(X, y, optimizer=scratch.SGD(0.1), epochs=3, on_epoch_end=train_first)
    np.testing.assert_array_equal(whole.hidden(X), first.predict(X))
    assert not np.allclose(seen[0], seen[1]) and not np.allclose(seen[1], seen[2])


def test_training_another_network_between_epochs_is_as_good_as_between_two_fits():
    """Its steps move the shared layer, wherever the weights lie by then."""
    y, targets = RNG.normal(size=(20, 3)), RNG.normal(size=(20, 6))

    def pair():
        whole = scratch.mlp([4, 6, 3], output="linear")
        return whole, scratch.Network(whole.layers[:2], scratch.MeanSquaredError())

    (one, first), (other, second) = pair(), pair()
    sgd = [{"optimizer": scratch.SGD(0.1), "seed": None} for _ in range(4)]
    one.fit(X, y, epochs=3, on_epoch_end=lambda _: first.fit(X, targets, **sgd[1]), **sgd[0])
    for _ in range(3):
        other.fit(X, y, **sgd[2])
        second.fit(X, targets, **sgd[3])
    np.testing.assert_array_equal(one.predict(X), other.predict(X))


def test_targets_are_checked_before_the_first_step():
    network = scratch.mlp([4, 3], variants=2)
    before = [weight.copy() for weight in network.weights]
    with pytest.raises(ValueError, match="Expected class numbers from 0 to 2. Received: 0 to 3"):
        network.fit(X, [*LABELS[:-1], 3], optimizer=scratch.SGD(0.1), seed=None, batch_size=2)
    for weight, old in zip(network.weights, before, strict=True):
        np.testing.assert_array_equal(weight, old)


@pytest.mark.parametrize("variants", [None, 3])
@pytest.mark.parametrize("output", ["softmax", "linear", "sigmoid"])
def test_a_fit_is_its_steps(variants, output):
    """Shuffled targets stay with their samples, and the last batch may be a single sample."""
    y = {"softmax": LABELS, "linear": X[:, :3], "sigmoid": LABELS[:, None] % 2}[output]
    sizes = [4, 6, {"softmax": 3, "linear": 3, "sigmoid": 1}[output]]
    one, other = (scratch.mlp(sizes, variants=variants, output=output) for _ in range(2))
    losses = one.fit(X, y, optimizer=scratch.Adam(0.01), epochs=3, batch_size=19, seed=5)
    rng, adam = np.random.default_rng(5), scratch.Adam(0.01)
    for epoch in range(3):
        order = rng.permutation(20)
        parts = [
            len(rows) * other.train_on_batch(X[rows], y[rows], adam)
            for rows in (order[:19], order[19:])
        ]
        np.testing.assert_allclose(losses[epoch], sum(parts) / 20, rtol=1e-5)
    np.testing.assert_allclose(one.predict(X), other.predict(X), rtol=1e-4, atol=1e-6)


def test_a_layer_occurs_once_in_a_network():
    layer = scratch.Dense(np.eye(2), np.zeros(2))
    with pytest.raises(ValueError, match="each layer once"):
        scratch.Network([layer, layer], scratch.MeanSquaredError())


@pytest.mark.parametrize("clip", ["clipnorm", "global_clipnorm", "clipvalue"])
def test_clipping_leaves_the_gradients_of_the_caller_alone(clip):
    gradient, weight = np.full(4, 10.0), np.zeros(4)
    scratch.SGD(1.0, **{clip: 0.5}).apply([gradient], [weight])
    np.testing.assert_array_equal(gradient, 10)
    np.testing.assert_allclose(weight, -0.5 if clip == "clipvalue" else -0.25)


def test_accuracy_knows_logits_from_probabilities():
    layer = scratch.Dense([[1.0]], [0.0])
    loss = scratch.BinaryCrossentropy(from_logits=True)
    x, labels = [[0.3], [-0.3]], [1, 0]  # as probabilities, both would say 0
    assert scratch.Network([layer], loss).accuracy(x, labels) == 1
    assert scratch.Network([layer], loss, output=scratch.sigmoid).accuracy(x, labels) == 1
    assert scratch.Network([layer], scratch.MeanSquaredError()).accuracy(x, labels) == 0.5


def test_each_dropout_draws_numbers_of_its_own():
    network = scratch.mlp([4, 50, 50, 3], dropout=0.5)
    first, second = (layer for layer in network.layers if isinstance(layer, scratch.Dropout))
    x = np.ones((9, 50))
    assert not np.array_equal(first.forward(x, training=True), second.forward(x, training=True))


@pytest.mark.parametrize("schedule", [lambda r: r, lambda r: scratch.ExponentialDecay(r, 1, 0.5)])
def test_variants_too_many_for_one_piece_keep_their_constants(schedule):
    rates, momentums = np.linspace(0.1, 0.5, N), np.linspace(0.0, 0.8, N)
    many, alone = np.zeros((N, 20_000)), np.zeros((N, 1))
    together = scratch.SGD(schedule(rates), momentum=momentums)
    each = [scratch.SGD(schedule(r), momentum=m) for r, m in zip(rates, momentums, strict=True)]
    for _ in range(3):
        together.apply([np.ones_like(many)], [many])
        for optimizer, weight in zip(each, alone, strict=True):
            optimizer.apply([np.ones(1)], [weight])
    np.testing.assert_allclose(many, np.repeat(alone, 20_000, axis=1))
