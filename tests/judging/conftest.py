"""Every check in these tests records into a folder of its own, never into the user's."""

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
