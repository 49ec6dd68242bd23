"""A step of a GRU, with the reset gate behind the product."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _gru_step(x, h, kernel, recurrent_kernel, bias):
    x_z, x_r, x_g = np.split(x @ kernel + bias, 3, axis=1)
    h_z, h_r, h_g = np.split(h @ recurrent_kernel, 3, axis=1)
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    g = np.tanh(x_g + r * h_g)
    return z * h + (1 - z) * g


def _inputs(rng):
    def drawn(n_samples, n_inputs, n_units, scale=1.0):
        shapes = [
            (n_samples, n_inputs),
            (n_samples, n_units),
            (n_inputs, 3 * n_units),
            (n_units, 3 * n_units),
            (3 * n_units,),
        ]
        return tuple((scale * rng.normal(size=shape)).round(2) for shape in shapes)

    x, h = np.array([[1.0]]), np.array([[0.5]])
    zeros = np.zeros((1, 3))
    fixed = [
        (x, h, zeros, zeros, np.zeros(3)),
        (x, h, zeros, zeros, np.array([2.0, 0.0, 0.0])),
        (x, h, np.array([[0.0, 0.0, 1.0]]), zeros, np.zeros(3)),
        (x, h, np.array([[1.0, -2.0, 0.5]]), np.array([[-1.0, 0.5, 2.0]]), np.zeros(3)),
    ]
    return [*fixed, drawn(2, 3, 2), drawn(4, 2, 3), drawn(5, 3, 4)]


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _by_columns(x, h, kernel, recurrent_kernel, bias):
    n = h.shape[1]
    sums = x @ kernel[:, : 2 * n] + h @ recurrent_kernel[:, : 2 * n] + bias[: 2 * n]
    gates = 0.5 + 0.5 * np.tanh(sums / 2)
    z, r = gates[:, :n], gates[:, n:]
    inner = r * np.dot(h, recurrent_kernel[:, 2 * n :])
    g = np.tanh(np.dot(x, kernel[:, 2 * n :]) + bias[2 * n :] + inner)
    return g + z * (h - g)


def _by_samples(x, h, kernel, recurrent_kernel, bias):
    n, rows = h.shape[1], []
    for x_one, h_one in zip(x, h, strict=True):
        from_x, from_h = kernel.T @ x_one + bias, recurrent_kernel.T @ h_one
        keep = _sigmoid(from_x[:n] + from_h[:n])
        reset = _sigmoid(from_x[n : 2 * n] + from_h[n : 2 * n])
        new = np.tanh(from_x[2 * n :] + reset * from_h[2 * n :])
        rows.append(keep * h_one + (1 - keep) * new)
    return np.array(rows)


def _variant(
    blocks=(0, 1, 2),
    candidate=lambda x_g, r, h, U, b: np.tanh(x_g + r * (h @ U) + b),
    mix=lambda z, h, g: z * h + (1 - z) * g,
    gate=_sigmoid,
):
    """Return an answer that does one thing differently."""

    def answer(x, h, kernel, recurrent_kernel, bias):
        W, U, b = (np.split(part, 3, axis=-1) for part in (kernel, recurrent_kernel, bias))
        z, r = (gate(x @ W[k] + h @ U[k] + b[k]) for k in blocks[:2])
        k = blocks[2]
        return mix(z, h, candidate(x @ W[k], r, h, U[k], b[k]))

    return answer


gru_step = Exercise(
    name="gru_step",
    reference=_gru_step,
    right=[_by_columns, _by_samples],
    inputs=_inputs,
    mistakes=[
        Mistake(
            "z and 1 - z exchanged",
            "In Keras and here an open update gate, z = 1, holds the old state. Yours replaces it.",
            _variant(mix=lambda z, h, g: (1 - z) * h + z * g),
        ),
        Mistake(
            "reset before the product",
            "This is the GRU of the paper: it resets the state and then multiplies by the kernel. "
            "Asked for is Keras' way, where the product comes first.",
            _variant(candidate=lambda x_g, r, h, U, b: np.tanh(x_g + (r * h) @ U + b)),
        ),
        Mistake(
            "no reset",
            "The candidate sees all of the old state. Where is the reset gate?",
            _variant(candidate=lambda x_g, r, h, U, b: np.tanh(x_g + h @ U + b)),
        ),
        Mistake(
            "the input is reset, too",
            "The reset gate belongs to what comes from the state alone. The input and the bias "
            "pass untouched.",
            _variant(candidate=lambda x_g, r, h, U, b: np.tanh(r * (x_g + h @ U + b))),
            also=[_variant(candidate=lambda x_g, r, h, U, b: np.tanh(r * (x_g + h @ U) + b))],
        ),
        Mistake(
            "the bias is reset, too",
            "The candidate's bias stands outside of the brackets with the reset gate.",
            _variant(candidate=lambda x_g, r, h, U, b: np.tanh(x_g + r * (h @ U + b))),
        ),
        Mistake(
            "the gates exchanged",
            "The blocks stand in the order update, reset, candidate.",
            _variant(blocks=(1, 0, 2)),
        ),
        Mistake(
            "the candidate through a sigmoid",
            "A candidate may be negative: it goes through tanh. Only gates go through the sigmoid.",
            _variant(candidate=lambda x_g, r, h, U, b: _sigmoid(x_g + r * (h @ U) + b)),
        ),
        Mistake(
            "gates through tanh",
            "A gate lies between 0 and 1: that is what the sigmoid is for.",
            _variant(gate=np.tanh),
        ),
        Mistake(
            "nothing is dropped",
            "The old state counts z, the candidate the rest, 1 - z. Yours lets the candidate in "
            "on top.",
            _variant(mix=lambda z, h, g: z * h + g),
            also=[_variant(mix=lambda z, h, g: h + (1 - z) * g)],
        ),
        Mistake(
            "the old state is gone",
            "What the update gate holds is missing: the new state is a mixture of two.",
            _variant(mix=lambda z, h, g: (1 - z) * g),
        ),
        Mistake(
            "the candidate alone",
            "You return the candidate. The update gate has still to mix it with the old state.",
            _variant(mix=lambda z, h, g: g),
        ),
    ],
    further="Layer by layer the same: `keras.layers.GRUCell`, whose second bias is 0 at first.",
    hints=[
        "Split the columns into three blocks first: what comes from the input, and what comes from "
        "the state.",
        "Two blocks become gates, through the sigmoid. For the third, multiply only the state's "
        "part by the reset gate.",
        "The new state is a weighted mean of the old state and the candidate.",
    ],
)
