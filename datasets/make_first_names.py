"""Write first_names.csv from the lists of the 1990 census that the package names installs.

Run `python datasets/make_first_names.py` (needs `pip install dlcourse[data]`), then refresh
`SHA256SUMS`.
"""

import csv
import sys
from pathlib import Path

import names
import numpy as np

TRAIN = 4096  # of 5163; 64 batches of 64
SEED = 1990  # the year of the data; chosen once, before anything was trained


def read(path: Path) -> dict[str, str]:
    """Return the percentage of each name, as the census wrote it."""
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return {name.lower(): percent for name, percent, *_ in rows}


def main(target: Path) -> None:
    folder = Path(names.__file__).parent
    women, men = (read(folder / f"dist.{sex}.first") for sex in ("female", "male"))
    every = np.array(sorted(women.keys() | men.keys()))
    shuffled = np.random.default_rng(SEED).permutation(every)
    with target.open("w", encoding="ascii", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "percent_of_women", "percent_of_men", "split"])
        for row, name in enumerate(shuffled.tolist()):
            split = "train" if row < TRAIN else "test"
            writer.writerow([name, women.get(name, "0"), men.get(name, "0"), split])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "first_names.csv")
