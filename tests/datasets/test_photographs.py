"""The photographs are what their card says."""

import re
import runpy
import sys

import numpy as np
import pytest

from dlcourse import datasets
from dlcourse.datasets import files
from dlcourse.resources import datasets_dir

SHAPES = {"camera": (256, 256), "coffee": (200, 300, 3)}


def test_the_card_states_the_facts():
    card = files.read_card("photographs")
    stated = dict(re.findall(r"^\| ([^|]+?) \| `?([^|`]+?)`? \|$", card, flags=re.M)[1:])
    assert stated == {
        "file": "photographs.npz",
        "bytes": str((datasets_dir() / "photographs.npz").stat().st_size),
        "SHA-256": files.checksums()["photographs.npz"],
        "names": ", ".join(SHAPES),
        **{f"shape of {name}": " x ".join(map(str, shape)) for name, shape in SHAPES.items()},
        "values in the file": "0 to 255",
        "values after loading": "0 to 1",
    }
    for word in ("**Source.**", "https://doi.org/", "**Licence.**", "CC0", "**Known faults.**"):
        assert word in card


@pytest.mark.parametrize("name", SHAPES)
def test_a_photograph_has_its_shape_and_range(name):
    photo = datasets.load_photograph(name)
    assert (photo.shape, photo.dtype) == (SHAPES[name], np.float32)
    assert photo.min() < 0.02 and photo.max() == 1
    photo[:] = 0
    assert datasets.load_photograph(name).any()


def test_the_man_is_dark_before_a_bright_sky_and_the_saucer_is_red():
    camera, coffee = map(datasets.load_photograph, SHAPES)
    assert camera[:40].mean() > 0.7 > 0.1 > camera[150:200, 20:60].mean()
    assert np.all(np.diff(coffee.mean(axis=(0, 1))) < 0)


def test_another_name_is_refused():
    with pytest.raises(ValueError, match="camera, coffee.*Received: 'cat'"):
        datasets.load_photograph("cat")


def test_the_script_makes_the_same_pixels(tmp_path, monkeypatch):
    pytest.importorskip("skimage")
    monkeypatch.setattr(sys, "argv", ["make_photographs.py", str(tmp_path / "made.npz")])
    runpy.run_path(str(datasets_dir() / "make_photographs.py"), run_name="__main__")
    with np.load(tmp_path / "made.npz") as made, np.load(datasets_dir() / "photographs.npz") as old:
        assert set(made) == set(old) == set(SHAPES)
        assert all(np.array_equal(made[name], old[name]) for name in SHAPES)
