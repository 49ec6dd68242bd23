"""Write iris.csv from the corrected copy of Fisher's table that scikit-learn installs.

Run `python datasets/make_iris.py` (needs `pip install dlcourse[data]`), then refresh
`SHA256SUMS`.
"""

import csv
import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_iris

TEST_PER_CLASS = 15  # of 50
SEED = 1936  # the year of the data; chosen once, before anything was trained
COLUMNS = ("sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm")


def choose_test_rows(x: np.ndarray, labels: np.ndarray, rng: np.random.Generator) -> set[int]:
    """Return row numbers for testing; rows measured twice stay in training, on one side."""
    _, group, size = np.unique(x, axis=0, return_inverse=True, return_counts=True)
    unique = np.flatnonzero(size[group] == 1)
    chosen = [
        rng.choice(unique[labels[unique] == label], TEST_PER_CLASS, replace=False)
        for label in np.unique(labels)
    ]
    return set(np.concatenate(chosen).tolist())


def main(target: Path) -> None:
    source = load_iris()
    test = choose_test_rows(source.data, source.target, np.random.default_rng(SEED))
    with target.open("w", encoding="ascii", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*COLUMNS, "species", "split"])
        for row, (values, label) in enumerate(zip(source.data, source.target, strict=True)):
            species = source.target_names[label]
            numbers = [f"{value:.1f}" for value in values]
            writer.writerow([*numbers, species, "test" if row in test else "train"])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "iris.csv")
