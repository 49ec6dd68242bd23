"""A deep tied autoencoder, forward."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _there_and_back_tied(x, kernels, biases, back_biases):
    for kernel, bias in zip(kernels, biases, strict=True):
        x = np.tanh(x @ kernel + bias)
    for k in reversed(range(len(kernels))):
        x = x @ kernels[k].T + back_biases[k]
        if k > 0:
            x = np.tanh(x)
    return x


def _inputs(rng):
    found = [
        (np.array([[1.0]]), [np.array([[2.0]])], [np.array([0.0])], [np.array([0.5])]),
    ]
    for n, d, depth in ((3, 2, 1), (2, 3, 2), (4, 2, 3), (1, 3, 2)):
        kernels = [rng.normal(size=(d, d)) for _ in range(depth)]
        biases, back = ([rng.normal(size=d) for _ in range(depth)] for _ in range(2))
        found.append((rng.normal(size=(n, d)), kernels, biases, back))
    sizes = (5, 3, 2)
    kernels = [rng.normal(size=pair) for pair in zip(sizes[:-1], sizes[1:], strict=True)]
    biases = [rng.normal(size=d) for d in sizes[1:]]
    found.append((rng.normal(size=(2, 5)), kernels, biases, [rng.normal(size=d) for d in (5, 3)]))
    return found


def _variant(*, last=False, between=True, there=True, with_back=True, with_biases=True):
    """Return an autoencoder that goes wrong in one way."""

    def autoencoder(x, kernels, biases, back_biases):
        for kernel, bias in zip(kernels, biases, strict=True):
            x = x @ kernel + with_biases * bias
            x = np.tanh(x) if there else x
        for k in range(len(kernels) - 1, -1, -1):
            x = x @ kernels[k].T + with_back * back_biases[k]
            x = np.tanh(x) if (between if k else last) else x
        return x

    return autoencoder


def _recursive(x, kernels, biases, back_biases):
    if not kernels:
        return x
    code = np.tanh(np.dot(x, kernels[0]) + biases[0])
    if len(kernels) > 1:
        code = np.tanh(_recursive(code, kernels[1:], biases[1:], back_biases[1:]))
    return np.dot(code, np.transpose(kernels[0])) + back_biases[0]


there_and_back_tied = Exercise(
    name="there_and_back_tied",
    reference=_there_and_back_tied,
    right=[_recursive, _variant()],
    inputs=_inputs,
    mistakes=[
        Mistake(
            "the image squashed",
            "The last layer gives the image: no tanh there, or nothing beyond 1 comes back.",
            _variant(last=True),
        ),
        Mistake(
            "a straight way back",
            "The decoder's layers end in tanh, too, but for the last one.",
            _variant(between=False),
        ),
        Mistake(
            "a straight way there",
            "Each layer of the encoder ends in tanh, the code as well.",
            _variant(there=False),
        ),
        Mistake(
            "no biases on the way back",
            "Tying shares kernels; the decoder's biases are added all the same.",
            _variant(with_back=False),
        ),
        Mistake(
            "no biases on the way there",
            "The encoder's layers add their biases.",
            _variant(with_biases=False),
        ),
    ],
    further="`dl.layers.TiedDense` does one step of the way back in Keras.",
    hints=[
        "Two loops: through the kernels in their order, and then through them in reverse.",
        "On the way back, kernel k is transposed, and back_biases[k] is added.",
    ],
)
