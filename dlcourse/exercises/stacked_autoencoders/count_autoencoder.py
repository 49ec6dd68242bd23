"""How many weights a deep symmetric autoencoder has, tied or not."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _count_autoencoder(sizes, tied):
    kernels = sum(a * b for a, b in zip(sizes[:-1], sizes[1:], strict=True))
    return (1 if tied else 2) * kernels + sum(sizes[1:]) + sum(sizes[:-1])


def _count_autoencoder_inputs(rng):
    fixed = [[4, 3, 2], [196, 64, 16], [196, 8], [784, 200, 100, 50], [5, 5], [3, 7, 2], [1, 1, 1]]
    drawn = [rng.integers(1, 50, size=n).tolist() for n in (2, 3, 4, 5)]
    return [(sizes, tied) for sizes in fixed + drawn for tied in (False, True)]


def _variant(*, kernels=2, of_tied=1, encoder=1, decoder=1, of_tied_decoder=None):
    """Return a counter that goes wrong in one way."""

    def counter(sizes, tied):
        products = sum(a * b for a, b in zip(sizes[:-1], sizes[1:], strict=True))
        back = of_tied_decoder if tied and of_tied_decoder is not None else decoder
        n = of_tied if tied else kernels
        return n * products + encoder * sum(sizes[1:]) + back * sum(sizes[:-1])

    return counter


def _layer_by_layer(sizes, tied):
    total, there = 0, list(sizes)
    for n_in, n_out in zip(there, there[1:], strict=False):
        total += n_in * n_out + n_out
    for n_in, n_out in zip(there[::-1], there[::-1][1:], strict=False):
        total += n_out + (0 if tied else n_in * n_out)
    return total


def _by_arrays(sizes, tied):
    sizes = np.array(sizes)
    products = int(np.dot(sizes[:-1], sizes[1:]))
    biases = int(2 * sizes.sum() - sizes[0] - sizes[-1])
    return products * (2 - bool(tied)) + biases


def _code_twice(sizes, tied):
    return _count_autoencoder(sizes, tied) + sizes[-1]


def _half(sizes, tied):
    whole = _count_autoencoder(sizes, False)
    return whole // 2 if tied else whole


count_autoencoder = Exercise(
    name="count_autoencoder",
    reference=_count_autoencoder,
    right=[_layer_by_layer, _by_arrays],
    inputs=_count_autoencoder_inputs,
    mistakes=[
        Mistake(
            "kernels of the decoder counted although tied",
            "With tied weights the decoder uses the encoder's kernels: count them once.",
            _variant(of_tied=2),
        ),
        Mistake(
            "decoder left out",
            "An untied decoder has kernels of its own, as many as the encoder.",
            _variant(kernels=1),
        ),
        Mistake(
            "no biases",
            "Each unit of the encoder and of the decoder has a bias.",
            _variant(encoder=0, decoder=0),
        ),
        Mistake(
            "no biases in the decoder",
            "The units of the decoder have biases, too, up to one for each output.",
            _variant(decoder=0),
        ),
        Mistake(
            "no biases in the tied decoder",
            "Tying shares kernels. The decoder's biases are its own.",
            _variant(of_tied_decoder=0),
        ),
        Mistake(
            "just half",
            "Tying halves the kernels. The biases stay, so it is a little more than half.",
            _half,
        ),
        Mistake(
            "the code has two layers",
            "The code is the end of the encoder and the input of the decoder: it has one set of "
            "biases.",
            _code_twice,
        ),
    ],
    further="`model.count_params()` says it of a model, and counts a shared kernel once.",
    hints=[
        "Write the sizes there and back: 4, 3, 2, 3, 4. A kernel stands between two neighbours.",
        "All sizes but the input have biases: on the way there 3 and 2, on the way back 3 and 4.",
    ],
)
