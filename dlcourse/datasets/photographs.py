"""Photographs that come with the course, to look at through kernels and layers."""

from __future__ import annotations

import io

import numpy as np

from dlcourse.datasets.files import read_verified

_NAMES = ("camera", "coffee")


def load_photograph(name: str = "camera") -> np.ndarray:
    """Load one photograph, in the public domain.

    Good to see what a filter or a layer does. Nothing about other photographs can be learned from
    one.

    Args:
        name: "camera", a man who looks through a camera, grey; or "coffee", a cup on a red saucer,
            in colour.

    Returns:
        Float32 from 0 (black) to 1, a new array with each call: shape (256, 256) for "camera", and
        (200, 300, 3) for "coffee", with red, green and blue on the last axis.

    Raises:
        ValueError: There is no photograph of this name.
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.load_photograph("coffee").shape
        (200, 300, 3)
    """
    if name not in _NAMES:
        raise ValueError(f"Expected name to be one of {', '.join(_NAMES)}. Received: {name!r}")
    with np.load(io.BytesIO(read_verified("photographs.npz")), allow_pickle=False) as file:
        return file[name] / np.float32(255)
