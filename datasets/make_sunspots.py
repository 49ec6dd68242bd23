"""Write sunspots.csv from the table of yearly sunspot numbers that statsmodels installs.

Run `python datasets/make_sunspots.py` (needs `pip install statsmodels`), then refresh `SHA256SUMS`.
"""

import csv
import sys
from pathlib import Path

import statsmodels.datasets.sunspots as source


def main(target: Path) -> None:
    table = Path(source.__file__).parent / "sunspots.csv"
    with table.open(newline="") as file:
        _, *rows = csv.reader(file)
    with target.open("w", encoding="ascii", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["year", "sunspot_number"])
        writer.writerows([f"{float(year):.0f}", f"{float(number):.1f}"] for year, number in rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "sunspots.csv")
