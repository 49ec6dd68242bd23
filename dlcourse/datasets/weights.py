"""Weights of networks that were trained beforehand, and come with the course."""

from __future__ import annotations

import io
from typing import NamedTuple

import numpy as np

from dlcourse.datasets.files import read_card, read_verified


class TrainedWeights(NamedTuple):
    """The weights of a trained network; every call of a loader returns new arrays.

    Attributes:
        weights: The arrays in the order of `keras.Model.get_weights`, float32.
        DESCR: The data card, as text: which layers, trained on what, and how well.
        name: What the network is called.
    """

    weights: list[np.ndarray]
    DESCR: str
    name: str

    def __repr__(self) -> str:
        """Return one line about the size, for the end of a notebook cell."""
        count = sum(array.size for array in self.weights)
        return f"TrainedWeights {self.name}: {count:,} numbers in {len(self.weights)} arrays"


def load_digit_reader() -> TrainedWeights:
    """Load the weights of a small convolutional network that reads handwritten digits.

    Its layers are those of lesson 14: two convolutions of 5x5 windows with 8 and 24 filters, each
    followed by ReLU and by pooling of 2x2, then 64 units and 10 logits. It takes images of
    28x28 pixels from 0 (paper) to 1 (ink), centred as those of `load_mnist_5k`. Do not use it as a
    pretrained part for other images than digits: it has seen nothing else.

    Returns:
        `TrainedWeights` with 8 arrays, float32: kernel and bias of each layer.

    Raises:
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> [array.shape for array in datasets.load_digit_reader().weights[::2]]
        [(5, 5, 1, 8), (5, 5, 8, 24), (384, 64), (64, 10)]
    """
    return TrainedWeights(_arrays("digit_reader.npz"), read_card("digit_reader"), "digit_reader")


class CodePlane(NamedTuple):
    """A trained decoder and the codes of some images; every call of a loader returns new arrays.

    Attributes:
        weights: Kernel and bias of each of the decoder's layers, in Keras' order, float32.
        codes: What the encoder made of the test images of `load_mnist_5k`, shape (1000, 2),
            float32, most of them from -9 to 9.
        DESCR: The data card, as text: which layers, trained on what, and how well.
    """

    weights: list[np.ndarray]
    codes: np.ndarray
    DESCR: str

    def __repr__(self) -> str:
        """Return one line about the size, for the end of a notebook cell."""
        count = sum(array.size for array in self.weights)
        return f"CodePlane: a decoder of {count:,} numbers, {len(self.codes):,} codes"


def load_code_plane() -> CodePlane:
    """Load the decoder of an autoencoder with a code of two numbers, and 1,000 codes.

    Its layers take two numbers to 48 and to 64 units with ELU, and to 784 pixels from 0 (paper) to
    1 (ink) with a sigmoid. The demo `code_plane` draws with it. Do not use it to make new digits:
    what it paints far from all codes is nonsense.

    Raises:
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.load_code_plane()
        CodePlane: a decoder of 54,240 numbers, 1,000 codes
    """
    codes, *weights = _arrays("code_plane.npz")
    return CodePlane(weights, codes, read_card("code_plane"))


class LatentPlanes(NamedTuple):
    """Variational autoencoders with two code numbers, one for each beta; arrays are new ones.

    Attributes:
        betas: How heavy the latent loss was, shape (n_betas,).
        weights: Kernel and bias of the three layers of the decoders, float32; axis 0 counts betas.
        codes: Where the encoders lay the test images of `load_mnist_5k`, the means, shape
            (n_betas, 1000, 2).
        DESCR: The data card, as text.
    """

    betas: np.ndarray
    weights: list[np.ndarray]
    codes: np.ndarray
    DESCR: str

    def __repr__(self) -> str:
        """Return one line about the size, for the end of a notebook cell."""
        return f"LatentPlanes of {len(self.betas)} betas"


def load_latent_planes() -> LatentPlanes:
    """Load decoders of variational autoencoders of digits, trained with six values of beta.

    Each turns two numbers into 784 logits: layers of 64, 32 and 784 units, ReLU between them. They
    are small, for a demo: train your own, with more units, for clearer digits.

    Raises:
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> [array.shape for array in datasets.load_latent_planes().weights[::2]]
        [(6, 2, 64), (6, 64, 32), (6, 32, 784)]
    """
    betas, *weights, codes = _arrays("latent_planes.npz")
    return LatentPlanes(betas, weights, codes, read_card("latent_planes"))


def _arrays(file_name: str) -> list[np.ndarray]:
    with np.load(io.BytesIO(read_verified(file_name)), allow_pickle=False) as file:
        return [file[name].astype(np.float32) for name in file.files]
