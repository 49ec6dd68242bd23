"""Loaders of the data that comes with the course, verified and without internet."""

from __future__ import annotations

import csv
import io

import numpy as np

from dlcourse.datasets._dataset import Dataset
from dlcourse.datasets.files import read_card, read_verified

_INK_LEVELS = 16  # optdigits counts the inked points of each 4x4 block


def load_digits(*, flat: bool = False) -> Dataset:
    """Load 1797 real handwritten digits as grey images of 8x8 pixels.

    Good for anything that must train in seconds. Do not use it to judge how well a network reads
    new people's handwriting: the same 13 writers wrote the training and the test images.

    Args:
        flat: Return each image as a row of 64 numbers, line by line.

    Returns:
        `Dataset` with `x_train` (1347, 8, 8) and `x_test` (450, 8, 8), or (1347, 64) and (450, 64)
        if `flat`: float32 from 0 (paper) to 1 (ink) in steps of 1/16. `y_train` and `y_test` hold
        the digit, int64. The split is fixed; the test images hold 45 of each digit; rows are
        shuffled.

    Raises:
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.load_digits().x_train.shape
        (1347, 8, 8)

    Reference:
        Kaynak (1995), Methods of Combining Multiple Classifiers and Their Applications to
        Handwritten Digit Recognition, MSc thesis, Bogazici University.
    """
    return _images("digits", ink=_INK_LEVELS, flat=flat)


def load_mnist_5k(*, flat: bool = False) -> Dataset:
    """Load 5000 digits of MNIST, 500 of each, as grey images of 28x28 pixels.

    Large enough for networks of several layers and for convolutions, small enough for seconds.
    With 1000 test images, do not take a difference of one percentage point for a fact.

    Args:
        flat: Return each image as a row of 784 numbers, line by line.

    Returns:
        `Dataset` with `x_train` (4000, 28, 28) and `x_test` (1000, 28, 28), or (4000, 784) and
        (1000, 784) if `flat`: float32 from 0 (paper) to 1 (ink). `y_train` and `y_test` hold the
        digit, int64. The split is fixed, 400 and 100 of each digit; rows are shuffled.

    Raises:
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.load_mnist_5k().x_train.shape
        (4000, 28, 28)

    Reference:
        LeCun, Bottou, Bengio, Haffner (1998), Gradient-based learning applied to document
        recognition, Proceedings of the IEEE 86(11), 2278-2324.
    """
    return _images("mnist_5k", ink=255, flat=flat)


def load_iris() -> Dataset:
    """Load 150 iris flowers of three species, measured in centimetres.

    Setosa can be separated from the other two species by a line; versicolor and virginica
    cannot be separated from each other. Too small to compare good classifiers with each other.

    Returns:
        `Dataset` with `x_train` (105, 4) and `x_test` (45, 4), float32, in cm, columns as in
        `feature_names`; `y_train` and `y_test`, int64: 0 setosa, 1 versicolor, 2 virginica. The
        split is fixed, 35 and 15 of each species; rows stand in Fisher's order, so that the
        species come one after the other: shuffle before you cut off a part.

    Raises:
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.load_iris().feature_names[2]
        'petal_length_cm'

    Reference:
        Fisher (1936), The use of multiple measurements in taxonomic problems,
        Annals of Eugenics 7(2), 179-188.
    """
    text = read_verified("iris.csv").decode("ascii")
    header, *rows = csv.reader(io.StringIO(text))
    class_names = tuple(dict.fromkeys(row[-2] for row in rows))
    x = np.array([row[:4] for row in rows], dtype=np.float32)
    y = np.array([class_names.index(row[-2]) for row in rows], dtype=np.int64)
    is_test = np.array([row[-1] == "test" for row in rows])
    return Dataset(
        x_train=x[~is_test],
        y_train=y[~is_test],
        x_test=x[is_test],
        y_test=y[is_test],
        class_names=class_names,
        DESCR=read_card("iris"),
        feature_names=tuple(header[:4]),
        name="iris",
    )


def _images(name: str, *, ink: int, flat: bool) -> Dataset:
    """Load images of digits from `NAME.npz`, in which `ink` is full ink."""
    with np.load(io.BytesIO(read_verified(f"{name}.npz")), allow_pickle=False) as file:
        arrays = dict(file)
    x_train, x_test = (arrays[key] / np.float32(ink) for key in ("x_train", "x_test"))
    if flat:
        x_train, x_test = (x.reshape(len(x), -1) for x in (x_train, x_test))
    return Dataset(
        x_train=x_train,
        y_train=arrays["y_train"].astype(np.int64),
        x_test=x_test,
        y_test=arrays["y_test"].astype(np.int64),
        class_names=tuple("0123456789"),
        DESCR=read_card(name),
        feature_names=(),
        name=name,
    )
