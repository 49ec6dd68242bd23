"""Recurrent layers against Keras, forward and back through time."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from small_steps import by_small_steps

from dlcourse import scratch

#: Name of each kind: the class, and the options of its layers.
KINDS = {
    "SimpleRNN": ("SimpleRNN", {}),
    "LSTM": ("LSTM", {}),
    "GRU": ("GRU", {}),
    "GRU, reset before": ("GRU", {"reset_after": False}),
}
SIZES = {
    "n": st.integers(1, 4),
    "steps": st.integers(1, 6),
    "features": st.integers(1, 3),
    "units": st.integers(1, 4),
}


def twins(kind, features, units, seed=0, dtype="float64", **options):
    """Return a Keras layer with random weights, biases included, and the scratch layer alike."""
    name, more = KINDS[kind]
    theirs = getattr(keras.layers, name)(units, dtype=dtype, **more, **options)
    theirs.build((None, None, features))
    rng = np.random.default_rng(seed)
    theirs.set_weights([rng.normal(size=w.shape) for w in theirs.get_weights()])
    return theirs, getattr(scratch, name)(*theirs.get_weights(), **more, **options)


def n_states(kind):
    return 2 if kind == "LSTM" else 1


def initial_state(kind, n, units, rng):
    """Return a state as Keras wants it and as scratch does."""
    states = [rng.normal(size=(n, units)) for _ in range(n_states(kind))]
    return states, states if len(states) > 1 else states[0]


def by_keras(layer, x, dy, **call):
    """Return the output, and the gradients for the input and for the weights."""
    x = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x, **call)
        loss = tf.reduce_sum(y * dy)
    weights = [v.value for v in layer.trainable_variables]
    return y.numpy(), [g.numpy() for g in tape.gradient(loss, [x, *weights])]


@pytest.mark.parametrize("extras", [False, True], ids=["plain", "mask and initial state"])
@pytest.mark.parametrize("sequences", [False, True], ids=["last", "sequences"])
@pytest.mark.parametrize("kind", KINDS)
@given(**SIZES, seed=st.integers(0, 99))
@settings(max_examples=10)
def test_forward_and_backward_equal_keras(kind, sequences, extras, n, steps, features, units, seed):
    rng = np.random.default_rng(seed)
    theirs, ours = twins(kind, features, units, seed, return_sequences=sequences)
    x = rng.normal(size=(n, steps, features))
    dy = rng.normal(size=(n, steps, units) if sequences else (n, units))
    call, own = {}, {}
    if extras:
        mask = np.arange(steps) < rng.integers(1, steps + 1, size=(n, 1))  # padded behind
        state, own_state = initial_state(kind, n, units, rng)
        call = {"mask": mask, "initial_state": [tf.convert_to_tensor(s) for s in state]}
        own = {"mask": mask, "initial_state": own_state}
    y, (dx, *d_weights) = by_keras(theirs, x, dy, **call)
    mine = ours.forward(x, **own)
    dx_mine = ours.backward(dy)
    np.testing.assert_allclose(mine, y, atol=1e-10)
    np.testing.assert_allclose(dx_mine, dx, atol=1e-9)
    for a, b in zip(ours.gradients, d_weights, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_states_and_gates_are_those_of_keras(kind):
    theirs, ours = twins(kind, 2, 3, return_sequences=True)
    x = np.random.default_rng(1).normal(size=(4, 5, 2))
    ours.forward(x)
    np.testing.assert_allclose(ours.states, theirs(x), atol=1e-10)
    theirs.return_state = True
    for t in range(5):
        _, *states = theirs(x[:, : t + 1])
        np.testing.assert_allclose(ours.states[:, t], states[0], atol=1e-10)
        if kind == "LSTM":
            np.testing.assert_allclose(ours.cell_states[:, t], states[1], atol=1e-10)
    if kind == "LSTM":
        gates, cells = ours.gates, ours.cell_states
        before = np.concatenate([np.zeros((4, 1, 3)), cells[:, :-1]], axis=1)
        again = gates["forget"] * before + gates["input"] * gates["candidate"]
        np.testing.assert_allclose(cells, again, atol=1e-12)
        np.testing.assert_allclose(ours.states, gates["output"] * np.tanh(cells), atol=1e-12)
    if kind.startswith("GRU"):
        z, c = ours.gates["update"], ours.gates["candidate"]
        before = np.concatenate([np.zeros((4, 1, 3)), ours.states[:, :-1]], axis=1)
        np.testing.assert_allclose(ours.states, z * before + (1 - z) * c, atol=1e-12)


@pytest.mark.parametrize("variants", [(), (3,)], ids=["one", "variants"])
@pytest.mark.parametrize("sequences", [False, True], ids=["last", "sequences"])
@pytest.mark.parametrize("kind", KINDS)
def test_gradients_equal_central_differences(kind, sequences, variants):
    rng = np.random.default_rng(2)
    name, options = KINDS[kind]
    shapes = [w.shape for w in twins(kind, 2, 3)[1].weights]
    weights = [rng.normal(size=(*variants, *shape)) for shape in shapes]
    layer = getattr(scratch, name)(*weights, return_sequences=sequences, **options)
    x, mask = rng.normal(size=(*variants, 4, 5, 2)), rng.random((4, 5)) < 0.7  # gaps anywhere
    dy = rng.normal(size=layer.forward(x, mask=mask).shape)
    gradients = [layer.backward(dy), *(g.copy() for g in layer.gradients)]
    d_states = layer.state_gradients

    for array, gradient in zip([x, *layer.weights], gradients, strict=True):
        numbers = by_small_steps(lambda: np.sum(dy * layer.forward(x, mask=mask)), array)
        assert scratch.gradient_error(gradient, numbers) < 1e-7
    if not sequences:
        np.testing.assert_array_equal(d_states[..., -1, :], dy)


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_gradient_is_that_of_a_nudge(kind):
    _, ours = twins(kind, 2, 3)
    rng = np.random.default_rng(3)
    x, dy = rng.normal(size=(4, 6, 2)), rng.normal(size=(4, 3))
    ours.forward(x)
    ours.backward(dy)
    after_two = (ours.states[:, 1], ours.cell_states[:, 1]) if kind == "LSTM" else ours.states[:, 1]
    found = ours.state_gradients[:, 1]
    if kind == "LSTM":  # on the way through the state alone
        state, cell = after_two
        found_cell = ours.cell_gradients[:, 1]
        through = ours.gates["output"][:, 1] * (1 - np.tanh(cell) ** 2) * found
        direct = scratch.numerical_gradient(
            lambda c: np.sum(dy * ours.forward(x[:, 2:], initial_state=(state, c))), cell
        )
        np.testing.assert_allclose(found_cell - through, direct, atol=1e-8)
        numbers = scratch.numerical_gradient(
            lambda s: np.sum(dy * ours.forward(x[:, 2:], initial_state=(s, cell))), state
        )
    else:
        numbers = scratch.numerical_gradient(
            lambda s: np.sum(dy * ours.forward(x[:, 2:], initial_state=s)), after_two
        )
    np.testing.assert_allclose(found, numbers, atol=1e-8)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sequences", [False, True])
def test_variants_are_what_each_is_alone(kind, sequences):
    rng = np.random.default_rng(4)
    alone = [twins(kind, 2, 3, seed, return_sequences=sequences)[1] for seed in range(3)]
    name, options = KINDS[kind]
    stacks = [np.stack(ws) for ws in zip(*(one.weights for one in alone), strict=True)]
    many = getattr(scratch, name)(*stacks, return_sequences=sequences, **options)
    x = rng.normal(size=(4, 5, 2))
    y = many.forward(x)
    dy = rng.normal(size=y.shape)
    dx = many.backward(dy)
    for v, one in enumerate(alone):
        np.testing.assert_allclose(y[v], one.forward(x), atol=1e-12)
        np.testing.assert_allclose(dx[v], one.backward(dy[v]), atol=1e-12)
        for mine, other in zip(many.gradients, one.gradients, strict=True):
            np.testing.assert_allclose(mine[v], other, atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_dtype_of_the_kernel_rules(kind, dtype):
    theirs, ours = twins(kind, 2, 3, dtype=dtype)
    x = np.random.default_rng(5).normal(size=(4, 30, 2))
    y = ours.forward(x)
    np.testing.assert_allclose(y, theirs(x.astype(dtype)), atol=1e-5)
    dx = ours.backward(np.ones_like(y, dtype="float64"))
    assert {a.dtype for a in (y, dx, *ours.gradients)} == {np.dtype(dtype)}


@pytest.mark.parametrize("kind", KINDS)
def test_huge_sums_saturate_without_a_warning(kind):
    _, ours = twins(kind, 2, 3, dtype="float32")
    assert np.all(np.isfinite(ours.forward(np.full((1, 3, 2), 1e6))))
    assert np.all(np.isfinite(ours.backward(np.ones((1, 3)))))


@pytest.mark.parametrize("sequences", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_returned_stays_as_it_was(kind, sequences):
    _, ours = twins(kind, 2, 3, return_sequences=sequences)
    x = np.random.default_rng(6).normal(size=(2, 4, 2))
    y, states = ours.forward(x), ours.states
    dx = ours.backward(np.ones_like(y))
    kept = [a.copy() for a in (x, y, states, dx)]
    ours.forward(-x)
    ours.backward(-np.ones_like(y))
    for now, then in zip((x, y, states, dx), kept, strict=True):
        np.testing.assert_array_equal(now, then)


def test_parts_of_a_layer_do_not_disturb_each_other():
    rng = np.random.default_rng(6)
    layer = scratch.SimpleRNN(*(rng.normal(size=(4, *shape)) for shape in [(2, 3), (3, 3), (3,)]))
    x = rng.normal(size=(5, 6, 2))
    parts = [layer.select(slice(0, 2)), layer.select(slice(2, 4))]
    layer.forward(x)
    whole = layer.backward(np.ones((4, 5, 3)))
    for part in parts:
        part.forward(x)
    found = [part.backward(np.ones((2, 5, 3))) for part in parts]
    np.testing.assert_allclose(np.concatenate(found), whole)


@pytest.mark.parametrize("kind", KINDS)
def test_a_padded_sequence_ends_in_the_state_of_the_short_one(kind):
    _, ours = twins(kind, 2, 3)
    x = np.random.default_rng(7).normal(size=(2, 6, 2))
    short, mask = ours.forward(x[:, :4]), np.arange(6) < np.full((2, 1), 4)
    np.testing.assert_array_equal(ours.forward(x, mask=mask), short)
    assert not np.allclose(ours.forward(x), short)


def order_task(rng, n=256, steps=6):
    """Return sequences with a 1 and a -1 in them, and whether the 1 comes first."""
    x = 0.1 * rng.normal(size=(n, steps, 1))
    first = rng.integers(0, 2, n)
    for one, sign in zip(x, first, strict=True):
        a, b = np.sort(rng.choice(steps, 2, replace=False))
        one[a], one[b] = 2 * sign - 1, 1 - 2 * sign
    return x, first


@pytest.mark.parametrize("variants", [None, 3, scratch.network.CHUNK + 2])
@pytest.mark.parametrize("kind", KINDS)
def test_a_network_learns_which_came_first(kind, variants):
    rng, units = np.random.default_rng(8), 8
    front = () if variants is None else (variants,)
    name, options = KINDS[kind]
    shapes = [w.shape for w in twins(kind, 1, units)[1].weights]
    weights = [rng.normal(0, 0.4, (*front, *shape)).astype("float32") for shape in shapes]
    kernel = rng.normal(0, 0.3, (*front, units, 1)).astype("float32")
    dense = scratch.Dense(kernel, np.zeros((*front, 1)))
    layers = [getattr(scratch, name)(*weights, **options), dense]
    network = scratch.Network(layers, scratch.BinaryCrossentropy(from_logits=True))
    x, y = order_task(rng)
    network.fit(x, y, epochs=30, optimizer=scratch.Adam(0.02, clipnorm=1.0))
    assert np.all(network.accuracy(x, y) > 0.95)


W = np.ones


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scratch.SimpleRNN(W((2, 3)), W((3, 2)), W(3)),
        lambda: scratch.SimpleRNN(W((2, 3)), W((3, 3)), W(2)),
        lambda: scratch.SimpleRNN(W(3), W((3, 3)), W(3)),
        lambda: scratch.SimpleRNN(W((4, 2, 3)), W((3, 3)), W(3)),
        lambda: scratch.LSTM(W((2, 6)), W((1, 6)), W(6)),
        lambda: scratch.GRU(W((2, 6)), W((2, 6)), W(6)),
        lambda: scratch.GRU(W((2, 6)), W((2, 6)), W((2, 6)), reset_after=False),
        lambda: twins("LSTM", 2, 3)[1].forward(W((4, 5))),
        lambda: twins("LSTM", 2, 3)[1].forward(W((4, 5, 3))),
        lambda: twins("LSTM", 2, 3)[1].forward(W((4, 0, 2))),
        lambda: twins("LSTM", 2, 3)[1].forward(W((1, 4, 5, 2))),
        lambda: twins("GRU", 2, 3)[1].forward(W((4, 5, 2)), mask=W((5, 4))),
        lambda: twins("GRU", 2, 3)[1].forward(W((4, 5, 2)), initial_state=W((5, 3))),
        lambda: twins("LSTM", 2, 3)[1].forward(W((4, 5, 2)), initial_state=[W((4, 3))]),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()


@pytest.mark.parametrize("kind", KINDS)
def test_backward_needs_forward_and_its_shape(kind):
    _, ours = twins(kind, 2, 3)
    for early in (lambda: ours.backward(np.ones((4, 3))), lambda: ours.states):
        with pytest.raises(RuntimeError, match="forward"):
            early()
    ours.forward(np.ones((4, 5, 2)))
    with pytest.raises(ValueError, match=r"Expected dy of shape .* Received: dy\.shape="):
        ours.backward(np.ones((4, 5, 3)))
