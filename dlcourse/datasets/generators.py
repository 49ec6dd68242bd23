"""Small two-dimensional data sets made from a seed: gates, blobs, moons, spirals."""

from __future__ import annotations

import operator
from collections.abc import Callable

import numpy as np

from dlcourse.datasets._dataset import Dataset

_GATES: dict[str, tuple[int, int, int, int]] = {
    # outputs for the inputs (0, 0), (0, 1), (1, 0), (1, 1)
    "and": (0, 0, 0, 1),
    "or": (0, 1, 1, 1),
    "nand": (1, 1, 1, 0),
    "nor": (1, 0, 0, 0),
    "xor": (0, 1, 1, 0),
    "xnor": (1, 0, 0, 1),
}


def logic_gate(name: str) -> Dataset:
    """Return the truth table of a logic gate with two inputs.

    Args:
        name: `"and"`, `"or"`, `"nand"`, `"nor"`, `"xor"` or `"xnor"`; upper case is fine too.

    Returns:
        `Dataset` with `x_train` (4, 2), float32, the inputs 00, 01, 10, 11 in this order, and
        `y_train` (4,), int64, the outputs 0 or 1. The four rows are all there is: `x_test` and
        `y_test` are copies of them, so a test accuracy says nothing about new inputs.

    Raises:
        ValueError: There is no gate of this name.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.logic_gate("xor").y_train.tolist()
        [0, 1, 1, 0]
    """
    key = name.lower() if isinstance(name, str) else name
    if not isinstance(key, str) or key not in _GATES:
        raise ValueError(f"Expected name to be one of {', '.join(_GATES)}. Received: {name!r}")
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
    y = np.array(_GATES[key], dtype=np.int64)
    descr = f"Truth table of the logic gate {key.upper()}: inputs x1, x2 and output, each 0 or 1."
    return Dataset(x, y, x.copy(), y.copy(), ("0", "1"), descr, ("x1", "x2"), key)


def make_blobs(
    n: int = 200, *, classes: int = 2, spread: float = 0.6, radius: float = 2.0, seed: int = 0
) -> Dataset:
    """Draw points from round Gaussian clouds whose centres stand on a circle.

    Args:
        n: Number of training points, shared out evenly among the classes; as many new points
            are drawn for testing.
        classes: Number of clouds.
        spread: Standard deviation of each cloud, along each axis.
        radius: Distance of the centres from the origin.
        seed: Seed of the random numbers.

    Returns:
        `Dataset` with `x_train` and `x_test` (n, 2), float32, `y_train` and `y_test` (n,), int64.

    Raises:
        TypeError, ValueError: An argument is not a number of the expected kind or range.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.make_blobs(90, classes=3).x_train.shape
        (90, 2)
    """
    classes = _whole("classes", classes, at_least=2)
    spread, radius = _real("spread", spread), _real("radius", radius)

    def draw(rng: np.random.Generator, y: np.ndarray) -> np.ndarray:
        angle = 2 * np.pi * y / classes
        centre = radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return centre + spread * rng.standard_normal((len(y), 2))

    return _two_splits("blobs", n, classes, seed, draw, f"spread {spread}, radius {radius}")


def make_moons(n: int = 200, *, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Draw points from two interleaved half circles, which no straight line separates.

    Args:
        n: Number of training points, shared out evenly among the classes; as many new points
            are drawn for testing.
        noise: Standard deviation of the Gaussian noise added to each coordinate. The half circles
            have radius 1 and come as near to each other as 0.5.
        seed: Seed of the random numbers.

    Returns:
        `Dataset` with `x_train` and `x_test` (n, 2), float32, `y_train` and `y_test` (n,), int64:
        0 for the upper moon, 1 for the lower one.

    Raises:
        TypeError, ValueError: An argument is not a number of the expected kind or range.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.make_moons(100, noise=0).x_test.shape
        (100, 2)
    """
    noise = _real("noise", noise)

    def draw(rng: np.random.Generator, y: np.ndarray) -> np.ndarray:
        angle = rng.uniform(0, np.pi, len(y))
        upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
        return np.where(y[:, None] == 0, upper, lower) + noise * rng.standard_normal((len(y), 2))

    return _two_splits("moons", n, 2, seed, draw, f"noise {noise}")


def make_spirals(
    n: int = 200, *, classes: int = 2, turns: float = 1.0, noise: float = 0.02, seed: int = 0
) -> Dataset:
    """Draw points from spiral arms that wind around each other inside the unit circle.

    Args:
        n: Number of training points, shared out evenly among the arms; as many new points are
            drawn for testing.
        classes: Number of arms, one class each.
        turns: How often an arm winds around the origin; more turns are harder to learn.
        noise: Standard deviation of the Gaussian noise added to each coordinate. Neighbouring
            arms are `1 / (classes * turns)` apart.
        seed: Seed of the random numbers.

    Returns:
        `Dataset` with `x_train` and `x_test` (n, 2), float32, `y_train` and `y_test` (n,), int64.

    Raises:
        TypeError, ValueError: An argument is not a number of the expected kind or range.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.make_spirals(300, classes=3).class_names
        ('0', '1', '2')
    """
    classes = _whole("classes", classes, at_least=2)
    turns, noise = _real("turns", turns), _real("noise", noise)

    def draw(rng: np.random.Generator, y: np.ndarray) -> np.ndarray:
        # sqrt spreads the points evenly along the arm, which grows longer outwards
        radius = np.sqrt(rng.uniform(0.01, 1, len(y)))
        angle = 2 * np.pi * (turns * radius + y / classes)
        arm = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return arm + noise * rng.standard_normal((len(y), 2))

    return _two_splits("spirals", n, classes, seed, draw, f"{turns} turns, noise {noise}")


def _two_splits(
    name: str,
    n: int,
    classes: int,
    seed: int,
    draw: Callable[[np.random.Generator, np.ndarray], np.ndarray],
    how: str,
) -> Dataset:
    """Draw a training and an independent test split of `n` points from one seed."""
    n = _whole("n", n, at_least=classes)
    seed = _whole("seed", seed, at_least=0)
    rng = np.random.default_rng(seed)
    splits = []
    for _ in ("train", "test"):
        y = rng.permutation(np.arange(n, dtype=np.int64) % classes)
        splits += [draw(rng, y).astype(np.float32), y]
    names = tuple(str(label) for label in range(classes))
    descr = f"{name}: {n} training and {n} test points in {classes} classes, {how}, seed {seed}."
    return Dataset(*splits, names, descr, ("x1", "x2"), name)


def _whole(name: str, value: int, *, at_least: int) -> int:
    """Return `value` as int, or raise naming the argument."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"Expected {name} to be a whole number. Received: {value!r}") from None
    if isinstance(value, bool) or number < at_least:
        raise ValueError(
            f"Expected {name} to be a whole number of at least {at_least}. Received: {value!r}"
        )
    return number


def _real(name: str, value: float) -> float:
    """Return `value` as a finite float that is not negative, or raise naming the argument."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise TypeError(f"Expected {name} to be a number. Received: {value!r}") from None
    if not np.isfinite(number) or number < 0:
        raise ValueError(f"Expected {name} to be finite and at least 0. Received: {value!r}")
    return number
