"""Sequences made from a seed, on which memories are tried: adding, copying, sums as text."""

from __future__ import annotations

import numpy as np

from dlcourse.datasets._dataset import Dataset
from dlcourse.datasets.generators import _whole

#: The characters of `make_additions`, each at its number; the last is a blank.
_CHARACTERS = "0123456789+ "


def make_adding_problem(n: int = 1000, *, steps: int = 50, seed: int = 0) -> Dataset:
    """Draw streams of numbers of which two are marked; the target is the sum of these two.

    A mark stands in each half of a stream, so that a network must keep a number for a while. Who
    always answers 1, the mean, has a mean squared error of 1/6: that is the error to beat. Good for
    comparing memories; do not use it to judge arithmetic, for one addition is all there is.

    Args:
        n: Number of streams for training; as many new ones are drawn for testing.
        steps: Length of a stream, at least 2.
        seed: Seed of the random numbers.

    Returns:
        `Dataset` with `x_train` and `x_test` (n, steps, 2), float32: a number from 0 to 1 and its
        mark, 1 or 0; `y_train` and `y_test` (n,), float32, from 0 to 2. There are no classes.

    Raises:
        TypeError, ValueError: An argument is not a whole number of the expected range.

    Example:
        >>> from dlcourse import datasets
        >>> data = datasets.make_adding_problem(100, steps=30)
        >>> values, marks = data.x_train[0].T
        >>> bool(abs(values @ marks - data.y_train[0]) < 1e-6)
        True

    Reference:
        Hochreiter and Schmidhuber, "Long short-term memory", 1997, experiment 4, where numbers lie
        between -1 and 1, the target is 0.5 + sum / 4, and lengths vary. In this form: Le, Jaitly
        and Hinton, "A simple way to initialize recurrent networks of rectified linear units", 2015.
    """
    n, steps = _whole("n", n, at_least=1), _whole("steps", steps, at_least=2)
    rng, rows = np.random.default_rng(_whole("seed", seed, at_least=0)), np.arange(n)
    splits = []
    for _ in ("train", "test"):
        x = np.zeros((n, steps, 2), np.float32)
        x[..., 0] = rng.random((n, steps))
        x[rows, rng.integers(steps // 2, size=n), 1] = 1
        x[rows, rng.integers(steps // 2, steps, size=n), 1] = 1
        splits += [x, (x[..., 0] * x[..., 1]).sum(axis=1)]
    descr = f"adding problem: {n} training and {n} test streams of {steps} steps, seed {seed}."
    return Dataset(*splits, (), descr, ("value", "mark"), "adding_problem")


def make_copy_task(
    n: int = 1000, *, length: int = 10, gap: int = 20, symbols: int = 8, seed: int = 0
) -> Dataset:
    """Draw rows of symbols that have to be said again, in order, after a gap of blanks.

    A row is `length` symbols, `gap` blanks, of which the last is replaced by a signal, and
    `length` blanks, during which the answer is due. Without a memory no symbol can be known: the
    best guess costs `length * log(symbols) / (gap + 2 * length)` of cross-entropy a step. Good for
    measuring how much a state holds; who has attention finds it easy.

    Args:
        n: Number of rows for training; as many new ones are drawn for testing.
        length: How many symbols there are to keep.
        gap: Steps from the last symbol to the signal, at least 1.
        symbols: How many different symbols there are, at least 2.
        seed: Seed of the random numbers.

    Returns:
        `Dataset` with `x_train` and `x_test` (n, gap + 2 * length), int32, and `y_train` and
        `y_test` of the same shape, int64: blanks, and the symbols in the last `length` steps. 0 is
        the blank, 1 to `symbols` are the symbols, `symbols + 1` is the signal; `class_names` has a
        character for each.

    Raises:
        TypeError, ValueError: An argument is not a whole number of the expected range.

    Example:
        >>> from dlcourse import datasets
        >>> data = datasets.make_copy_task(5, length=3, gap=4)
        >>> "".join(data.class_names[k] for k in data.x_train[0])
        'gfe...!...'
        >>> "".join(data.class_names[k] for k in data.y_train[0])
        '.......gfe'

    Reference:
        Arjovsky, Shah and Bengio, "Unitary evolution recurrent neural networks", 2016, after
        Hochreiter and Schmidhuber, 1997. Theirs: `length=10, symbols=8`, gaps from 100 to 500.
    """
    n, length = _whole("n", n, at_least=1), _whole("length", length, at_least=1)
    gap, symbols = _whole("gap", gap, at_least=1), _whole("symbols", symbols, at_least=2)
    if symbols > 26:
        raise ValueError(f"Expected symbols to be at most 26. Received: {symbols}")
    rng = np.random.default_rng(_whole("seed", seed, at_least=0))
    splits = []
    for _ in ("train", "test"):
        said = rng.integers(1, symbols + 1, size=(n, length))
        x = np.zeros((n, gap + 2 * length), np.int32)
        y = np.zeros(x.shape, np.int64)
        x[:, :length] = y[:, -length:] = said
        x[:, length + gap - 1] = symbols + 1
        splits += [x, y]
    names = (".", *"abcdefghijklmnopqrstuvwxyz"[:symbols], "!")
    descr = f"copy task: {n} training and {n} test rows, {length} symbols, gap {gap}, seed {seed}."
    return Dataset(*splits, names, descr, (), "copy_task")


def make_additions(
    n: int = 1000, *, digits: int = 2, backwards: bool = False, seed: int = 0
) -> Dataset:
    """Draw additions as text, question and answer: sequence to sequence.

    Both numbers have up to `digits` digits, each number as probable as any other. No question of
    the training is asked in the test, but its mirror image may be: 12+7 and 7+12.

    Args:
        n: Number of additions for training; as many others are drawn for testing.
        digits: Most digits of a number, from 1 to 9. There are `100 ** digits` questions, at least
            `2 * n` are needed.
        backwards: Whether the characters of a question come in reversed order, as in the paper, so
            that the units are read first.
        seed: Seed of the random numbers.

    Returns:
        `Dataset` with `x_train` and `x_test` (n, 2 * digits + 1), int32, the characters of the
        questions as numbers; `y_train` and `y_test` (n, digits + 1), int64, those of the answers.
        `class_names` holds the characters: digits 0 to 9, plus, and a blank that fills rows up,
        behind the text (before a question that is backwards).

    Raises:
        TypeError, ValueError: An argument is not of the expected kind or range.

    Example:
        >>> from dlcourse import datasets
        >>> data = datasets.make_additions(100, digits=2)
        >>> "".join(data.class_names[k] for k in data.x_train[0])
        '66+51'
        >>> "".join(data.class_names[k] for k in data.y_train[0])
        '117'

    Reference:
        Sutskever, Vinyals and Le, "Sequence to sequence learning with neural networks", 2014;
        additions: Zaremba and Sutskever, "Learning to execute", 2014.
    """
    n, digits = _whole("n", n, at_least=1), _whole("digits", digits, at_least=1)
    if digits > 9 or 2 * n > 100**digits:
        raise ValueError(
            "Expected at most 9 digits, and twice as many questions, 100 ** digits, as n. "
            f"Received: n={n}, digits={digits}"
        )
    rng = np.random.default_rng(_whole("seed", seed, at_least=0))
    numbers = divmod(rng.choice(100**digits, size=2 * n, replace=False), 10**digits)
    pairs, order = list(zip(*numbers, strict=True)), -1 if backwards else 1
    questions = [f"{a}+{b}".ljust(2 * digits + 1)[::order] for a, b in pairs]
    x = _rows(questions).astype(np.int32)
    y = _rows([str(a + b).ljust(digits + 1) for a, b in pairs])
    descr = f"additions: {n} training and {n} test questions, up to {digits} digits, seed {seed}."
    return Dataset(x[:n], y[:n], x[n:], y[n:], tuple(_CHARACTERS), descr, (), "additions")


def _rows(texts: list[str]) -> np.ndarray:
    """Return the numbers of the characters of texts of one length, int64, shape (n, length)."""
    return np.array([[_CHARACTERS.index(character) for character in text] for text in texts])
