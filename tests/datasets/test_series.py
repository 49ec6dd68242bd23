"""Series: the file is as its card says, and the loader gives it as its docstring says."""

import re
import runpy
import sys

import numpy as np
import pytest

from dlcourse import datasets
from dlcourse.datasets import files
from dlcourse.resources import datasets_dir


def test_the_card_states_the_facts_of_the_sunspots():
    series = datasets.load_sunspots()
    stated = dict(re.findall(r"^\| ([^|]+?) \| `?([^|`]+?)`? \|$", series.DESCR, flags=re.M)[1:])
    assert stated == {
        "file": "sunspots.csv",
        "bytes": str((datasets_dir() / "sunspots.csv").stat().st_size),
        "SHA-256": files.checksums()["sunspots.csv"],
        "values": str(len(series.values)),
        "first year": str(series.times[0]),
        "last year": str(series.times[-1]),
        "smallest value": f"{series.values.min():.1f}",
        "largest value": f"{series.values.max():.1f}",
        "missing values": str(np.isnan(series.values).sum()),
    }
    for word in ("**Source.**", "https://doi.org/", "**Licence.**", "Public", "**Known faults.**"):
        assert word in series.DESCR


def test_the_sunspots_are_what_is_known_of_them():
    years, values, *_ = series = datasets.load_sunspots()
    assert (years.dtype, values.dtype) == (np.int64, np.float32)
    assert np.array_equal(years, np.arange(1700, 2009))
    assert years[values.argmax()] == 1957 and values[years == 1816] == pytest.approx(45.8)
    before = values[years < 1749]
    assert np.array_equal(before, before.round()) and np.any(values % 1 != 0)
    waves = np.abs(np.fft.rfft(values - values.mean()))
    assert 10 < len(values) / waves.argmax() < 12  # years of a cycle
    assert "\n" not in repr(series) and "309" in repr(series)


def test_every_call_gives_arrays_of_its_own():
    datasets.load_sunspots().values[:] = -1
    assert datasets.load_sunspots().values.min() == 0


def test_the_script_makes_the_same_file(tmp_path, monkeypatch):
    pytest.importorskip("statsmodels", reason="needed only to make the file anew")
    script, target = datasets_dir() / "make_sunspots.py", tmp_path / "sunspots.csv"
    monkeypatch.setattr(sys, "argv", [str(script), str(target)])
    runpy.run_path(str(script), run_name="__main__")
    assert target.read_bytes() == (datasets_dir() / "sunspots.csv").read_bytes()
