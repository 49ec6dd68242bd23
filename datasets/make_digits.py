"""Write digits.npz from the copy of UCI optdigits that scikit-learn installs.

Run `python datasets/make_digits.py` (needs `pip install dlcourse[data]`), then refresh
`SHA256SUMS`.
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TEST_PER_CLASS = 45  # a quarter of the images, the same number of each digit
SEED = 1998  # the year of the data; chosen once, before anything was trained


def split(labels: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return shuffled row numbers for training and for testing."""
    order = rng.permutation(len(labels))
    rank_in_class = np.zeros(len(labels), dtype=int)
    for label in np.unique(labels):
        rows = order[labels[order] == label]
        rank_in_class[rows] = np.arange(len(rows))
    is_test = rank_in_class[order] < TEST_PER_CLASS
    return order[~is_test], order[is_test]


def main(target: Path) -> None:
    source = load_digits()
    images = source.images.astype(np.uint8)
    labels = source.target.astype(np.uint8)
    train, test = split(labels, np.random.default_rng(SEED))
    # np.savez stores without compression and without clock times: the same bytes every time.
    np.savez(
        target,
        x_train=images[train],
        y_train=labels[train],
        x_test=images[test],
        y_test=labels[test],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "digits.npz")
