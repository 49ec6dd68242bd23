"""A code that is larger than the input, and no constraint: build the copier by hand."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _perfect_copier(n, k):
    encoder = np.zeros((n, k))
    encoder[np.arange(k) % n, np.arange(k)] = 1
    copies = encoder.sum(axis=1)
    return encoder, encoder.T / copies


def _what_it_does(returned, n, k):
    """Return what comes back of some numbers, and whether each unit is used."""
    try:
        encoder, decoder = (np.array(kernel, dtype=float) for kernel in returned)
    except (TypeError, ValueError):
        raise ValueError("Expected two kernels, the encoder's and the decoder's.") from None
    if encoder.shape != (n, k) or decoder.shape != (k, n):
        raise ValueError(
            f"Expected kernels of shape ({n}, {k}) and ({k}, {n}). "
            f"Received: {encoder.shape} and {decoder.shape}"
        )
    x = np.random.default_rng(n + k).normal(size=(4, n))
    used = (encoder != 0).any(axis=0) & (decoder != 0).any(axis=1)
    return {"rebuilt minus x": x @ encoder @ decoder - x, "units used": used.astype(float)}


def _by_pseudoinverse(n, k):
    encoder = np.random.default_rng(0).normal(size=(n, k))
    return encoder, np.linalg.pinv(encoder)


def _by_a_split(n, k):
    encoder = np.eye(n, k)
    encoder[0, n:] = 1
    decoder = np.eye(k, n)
    shares = 1 + k - n
    decoder[0, 0] = 1 / shares
    decoder[n:, 0] = 1 / shares
    return encoder, decoder


def _not_divided(n, k):
    encoder = np.zeros((n, k))
    encoder[np.arange(k) % n, np.arange(k)] = 1
    return encoder, encoder.T


def _transposed(n, k):
    encoder = np.random.default_rng(1).normal(size=(n, k))
    return encoder, encoder.T


perfect_copier = Exercise(
    name="perfect_copier",
    reference=_perfect_copier,
    right=[_by_pseudoinverse, _by_a_split],
    inputs=lambda rng: [(1, 2), (2, 2), (2, 3), (3, 4), (3, 8), (5, 13)],
    outcome=_what_it_does,
    atol=1e-6,
    mistakes=[
        Mistake(
            "units left over",
            "It copies, but some code units do nothing. Give each a task.",
            lambda n, k: (np.eye(n, k), np.eye(k, n)),
        ),
        Mistake(
            "several copies added up",
            "Inputs that are held by several units come out too large: share them out.",
            _not_divided,
        ),
        Mistake(
            "what goes in is mixed up",
            "What comes out of an input depends on the other inputs, too. Let the decoder undo "
            "what the encoder has done.",
            _transposed,
            also=[lambda n, k: (np.ones((n, k)), np.ones((k, n)) / (n * k))],
        ),
    ],
    further="Infinitely many pairs of kernels copy; none of them has learned anything from data.",
    hints=[
        "Let code unit j hold a copy of input j % n. Which inputs have several copies?",
        "The decoder takes the mean of all copies of an input.",
    ],
)
