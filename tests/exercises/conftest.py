"""Checks record into a folder of their own; the tests of a topic run on each exercise."""

import keras  # noqa: F401  (loading it takes seconds, and no answer shall pay for them)
import pytest

from dlcourse import exercises


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def pytest_generate_tests(metafunc):
    """Give each exercise of the topic that a test class names to the tests that ask for one."""
    topic = getattr(metafunc.cls, "topic", None)
    if topic and "exercise" in metafunc.fixturenames:
        found = exercises.of_topic(topic)
        metafunc.parametrize("exercise", found.values(), ids=found)
