"""Lessons and data are found in a checkout and in a wheel, and a broken installation says so."""

import os
import zipfile
from pathlib import Path

import pytest

from dlcourse import resources

ROOT = Path(__file__).parents[1]


def test_a_checkout_uses_its_own_folders():
    assert (resources.lessons_dir() / "claims.csv").is_file()
    assert (resources.datasets_dir() / "SHA256SUMS").is_file()


def test_a_wheel_uses_the_copies_it_carries(tmp_path, monkeypatch):
    shipped = tmp_path / "dlcourse" / "_shipped" / "lessons"
    shipped.mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "dlcourse")
    assert resources.lessons_dir() == shipped


def test_a_missing_folder_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "dlcourse")
    with pytest.raises(FileNotFoundError, match="'datasets'.*Install dlcourse again"):
        resources.datasets_dir()


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_lessons_and_data_travel_in_a_wheel_and_are_not_copied_beside_a_checkout(
    kind, tmp_path, monkeypatch
):
    backend = pytest.importorskip("hatchling.build")
    monkeypatch.chdir(ROOT)
    name = getattr(backend, f"build_{kind}")(str(tmp_path))
    with zipfile.ZipFile(tmp_path / name) as archive:
        held = {path.removeprefix("dlcourse/_shipped/") for path in archive.namelist()}
        pointed = [archive.read(path).decode() for path in held if path.endswith(".pth")]
    shipped = {"lessons/claims.csv", "lessons/solutions/01_perceptron.ipynb", "datasets/SHA256SUMS"}
    if kind == "wheel":
        assert shipped | {"dlcourse/py.typed", "dlcourse/__init__.pyi"} <= held
    else:
        assert [os.path.samefile(path.strip(), ROOT) for path in pointed] == [True]
        assert len(held) < 10
