"""A filter that finds rising diagonals and nothing else."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _rising_diagonal():
    kernel = np.array([[-1, -1, 1], [-1, 1, -1], [1, -1, -1]])
    return kernel, -2.5


def _windows():
    """Return the windows that are tried, by name; each name holds a list of them."""
    rows = [np.outer(np.arange(3) == k, np.ones(3)) for k in range(3)]
    few = [
        np.array([number >> bit & 1 for bit in range(9)], float).reshape(3, 3)
        for number in range(512)
        if number.bit_count() in (1, 2)
    ]
    return {
        "a rising diagonal": [np.eye(3)[::-1]],
        "the falling diagonal": [np.eye(3)],
        "rows": rows,
        "columns": [row.T for row in rows],
        "zeros": [np.zeros((3, 3))],
        "ones": [np.ones((3, 3))],
        "windows with one or two ones": few,
    }


def _firing(returned):
    """Say of each kind of window on how many the filter fires."""
    try:
        kernel, bias = returned
        kernel, bias = np.asarray(kernel, float), float(np.asarray(bias, float).reshape(()))
    except (TypeError, ValueError):
        kernel, bias = np.empty(0), 0.0
    if kernel.shape != (3, 3) or not np.isfinite([*kernel.ravel(), bias]).all():
        raise ValueError("Expected (kernel, bias): an array of shape (3, 3), and a number.")
    return {
        name: f"fires on {sum((window * kernel).sum() + bias > 0 for window in windows)} "
        f"of {len(windows)}"
        for name, windows in _windows().items()
    }


def _cautious():
    return 10 * np.eye(3)[:, ::-1] - np.ones((3, 3)) * 5, -14


def _by_entries():
    kernel = [[-9.0] * 3 for _ in range(3)]
    for k in range(3):
        kernel[k][2 - k] = 3.0
    return kernel, -8.0


def _constant(kernel, bias):
    return lambda: (np.array(kernel, float), bias)


RISING = [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
FALLING = [[1, -1, -1], [-1, 1, -1], [-1, -1, 1]]
SIGNED = [[-1, -1, 1], [-1, 1, -1], [1, -1, -1]]

rising_diagonal = Exercise(
    name="rising_diagonal",
    reference=_rising_diagonal,
    right=[_cautious, _by_entries],
    inputs=lambda rng: [()],
    outcome=_firing,
    mistakes=[
        Mistake(
            "no weights below 0",
            "It fires on a window of ones, too, for all of the diagonal is in it. What lies beside "
            "the diagonal has to speak against it.",
            _constant(RISING, -2.5),
            also=[_constant(RISING, -2), _constant(np.multiply(5, RISING), -12)],
        ),
        Mistake(
            "the falling diagonal",
            "It fires on \\ instead of /. Row 0 of an array is the upper one.",
            _constant(FALLING, -2.5),
            also=[_constant(FALLING, -2)],
        ),
        Mistake(
            "two pixels are enough",
            "Two ones on the diagonal make it fire already. Choose the bias so that only the sum "
            "of three gets above 0.",
            _constant(SIGNED, 0),
            also=[
                _constant(SIGNED, -1.5),
                _constant(SIGNED, -1),
                _constant([[-1, -1, 2], [-1, 2, -1], [2, -1, -1]], 0),
            ],
        ),
        Mistake(
            "it never fires",
            "Nothing makes this filter fire, not even its pattern. What is the sum there, and how "
            "low is the bias?",
            _constant(SIGNED, -3),
            also=[_constant(SIGNED, -10), _constant(np.zeros((3, 3)), 0)],
        ),
        Mistake(
            "it always fires",
            "It fires on a window of zeros: where all products are 0, the bias alone decides.",
            _constant(SIGNED, 10),
            also=[_constant(np.zeros((3, 3)), 1)],
        ),
        Mistake(
            "the example",
            "This is the filter of the example, which looks for a window of ones.",
            _constant(np.ones((3, 3)), -8.5),
        ),
    ],
    further="What the first layer of a trained network looks for, you see in lesson 14.",
    hints=[
        "Lay the kernel on the pattern. Which weights should raise the sum, and which should lower "
        "it? What must a window of ones give?",
        "What is the largest sum of any window that must not fire? The bias belongs between that "
        "and the sum of the pattern.",
    ],
)
