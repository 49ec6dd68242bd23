"""Lessons and data are found in a checkout and in a wheel, and a broken installation says so."""

import pytest

from dlcourse import resources


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
