"""The scratch network: what it needs, what it says, what it leaves alone."""

import numpy as np
import pytest

from dlcourse import scratch

SGD = scratch.SGD


def line():
    layer = scratch.Dense(kernel=np.zeros((1, 1)), bias=np.zeros(1))
    return scratch.Network([layer], scratch.MeanSquaredError())


X = np.linspace(-1, 1, 10)[:, None]


def test_backward_changes_no_weight():
    network = line()
    network.backward(X, 3 * X)
    assert [float(w.sum()) for w in network.weights] == [0.0, 0.0]
    np.testing.assert_allclose(network.gradients[0], -6 * np.mean(X**2))


def test_training_leaves_the_arrays_of_the_caller_alone():
    kernel = np.zeros((1, 1))
    network = scratch.Network([scratch.Dense(kernel, [0.0])], scratch.MeanSquaredError())
    network.fit(X, 3 * X, epochs=2, optimizer=SGD())
    assert kernel[0, 0] == 0 != network.weights[0][0, 0]


def test_an_epoch_visits_every_sample_once_in_batches():
    visited = []

    class Watching(scratch.Dense):
        def forward(self, x, training=False):
            if training:
                visited.append(x[:, 0])
            return super().forward(x, training)

    network = scratch.Network([Watching([[0.0]], [0.0])], scratch.MeanSquaredError())
    network.fit(X, X, epochs=1, batch_size=4, seed=3, optimizer=SGD())
    assert [len(batch) for batch in visited] == [4, 4, 2]
    order = np.concatenate(visited)
    np.testing.assert_array_equal(np.sort(order), X[:, 0])
    assert not np.array_equal(order, X[:, 0])


def test_the_history_is_the_mean_over_samples_and_not_over_batches():
    network = line()
    history = network.fit(X, X + 1, epochs=1, batch_size=9, optimizer=SGD(1e-12), seed=None)
    np.testing.assert_allclose(history, [np.mean((X + 1) ** 2)], rtol=1e-9)


def test_the_callback_sees_each_epoch():
    seen = []

    def see(network):
        seen.append(float(network.weights[0][0, 0]))

    line().fit(X, X, epochs=3, optimizer=SGD(), on_epoch_end=see)
    assert len(set(seen)) == 3


def test_bad_input_is_told_what_was_expected():
    with pytest.raises(ValueError, match="at least one layer"):
        scratch.Network([], scratch.MeanSquaredError())
    with pytest.raises(ValueError, match=r"len\(x\)=10, len\(y\)=3"):
        line().fit(X, X[:3], optimizer=SGD())
    with pytest.raises(ValueError, match=r"Expected samples.*len\(x\)=0"):
        line().fit(X[:0], X[:0], optimizer=SGD())
    with pytest.raises(IndexError, match=r"Expected .* of 0 activation layers.*layer=0"):
        line().hidden(X)
    with pytest.raises(ValueError, match="batch_size=0"):
        line().fit(X, X, batch_size=0, optimizer=SGD())
    with pytest.raises(ValueError, match="learning_rate=0"):
        line().fit(X, X, optimizer=SGD(0))
    with pytest.raises(ValueError, match="at least one sample"):
        line().predict(np.empty((0, 1)))
    with pytest.raises(TypeError, match="Expected an activation with a derivative"):
        scratch.Activation(np.tanh)
    with pytest.raises(RuntimeError, match="forward"):
        scratch.Activation(scratch.relu).backward(np.ones(2))
