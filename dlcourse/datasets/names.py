"""First names, as rows of letter numbers: what a network that spells learns from."""

from __future__ import annotations

import csv
import io

import numpy as np

from dlcourse.datasets._dataset import Dataset
from dlcourse.datasets.files import read_card, read_verified

#: Letter of each number: 0 is the mark before and after a name, 1 to 26 are a to z.
LETTERS = ".abcdefghijklmnopqrstuvwxyz"

_LONGEST = 11


def load_first_names() -> Dataset:
    """Load 5163 first names of the 1990 census of the United States, letter by letter.

    Each name occurs once, however common it is. Good for learning to spell. Do not use it to judge
    how common a name is today, or whose name it may be.

    Returns:
        `Dataset` with `x_train` (4096, 12) and `x_test` (1067, 12), int32: the letters of a name
        as numbers from 1 (a) to 26 (z), and zeros behind its end, at least one; no name is longer
        than 11 letters. `spell` turns a row into text. `y_train` and `y_test`, int64: 0 where a
        larger part of the women than of the men had the name (or an equal part), else 1. The split
        is fixed; rows are shuffled.

    Raises:
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> names = datasets.load_first_names()
        >>> datasets.spell(names.x_train[1])
        'luna'

    Reference:
        U.S. Census Bureau, Frequently occurring first names and surnames from the 1990 census.
    """
    text = read_verified("first_names.csv").decode("ascii")
    rows = list(csv.DictReader(io.StringIO(text)))
    x = np.zeros((len(rows), _LONGEST + 1), dtype=np.int32)
    for numbers, row in zip(x, rows, strict=True):
        numbers[: len(row["name"])] = [LETTERS.index(letter) for letter in row["name"]]
    y = [float(row["percent_of_men"]) > float(row["percent_of_women"]) for row in rows]
    y, is_test = np.array(y, dtype=np.int64), np.array([row["split"] == "test" for row in rows])
    return Dataset(
        x_train=x[~is_test],
        y_train=y[~is_test],
        x_test=x[is_test],
        y_test=y[is_test],
        class_names=("women", "men"),
        DESCR=read_card("first_names"),
        feature_names=(),
        name="first_names",
    )


def spell(numbers: np.ndarray) -> str:
    """Return the letters of one row of `load_first_names`, up to its first 0.

    Args:
        numbers: Whole numbers from 0 to 26, shape (n,).
    """
    return "".join(LETTERS[number] for number in numbers).split(".")[0]


def name_speller_weights() -> list[np.ndarray]:
    """Return the weights of a network that has learned to spell the training names.

    An embedding of 12 numbers, an LSTM of 48 units, and 27 logits for the next letter. It was
    trained by `datasets/make_name_speller.py`. Meant for looking into a network, not as a start.

    Returns:
        Six arrays, float32, in Keras' order: embeddings (27, 12), kernel (12, 192), recurrent
        kernel (48, 192) and bias (192,) of the LSTM, kernel (48, 27) and bias (27,) of the logits.

    Raises:
        DataFileError: The file is missing or its checksum is wrong.
    """
    with np.load(io.BytesIO(read_verified("name_speller.npz")), allow_pickle=False) as file:
        return [file[key].astype(np.float32) for key in file.files]
