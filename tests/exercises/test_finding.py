"""How an exercise is found by its name."""

import subprocess
import sys
from pathlib import Path

import pytest

from dlcourse import exercises

HERE = Path(__file__).parent


def test_an_exercise_answers_to_its_name_and_the_nearest_is_suggested():
    for name, exercise in exercises.registry().items():
        assert getattr(exercises, name) is exercise and exercise.name == name
        assert name in dir(exercises)
    with pytest.raises(AttributeError, match="Did you mean 'stable_softmax'?"):
        _ = exercises.stable_softmaxx


def test_only_the_exercise_that_is_asked_for_is_loaded():
    program = """
import sys
from dlcourse import exercises
exercises.heaviside
print([m for m in sys.modules if m.startswith("dlcourse.exercises.")])
print("keras" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    topic = "dlcourse.exercises.perceptron"
    loaded = [topic, "dlcourse.exercises.source", f"{topic}.heaviside"]
    assert done.stdout.splitlines() == [str(loaded), "False"]


def test_a_name_stands_for_one_exercise(monkeypatch):
    monkeypatch.setattr(exercises, "_exercises_in", lambda topic: ["twice"])
    exercises.topic_of.cache_clear()
    _, second, *_ = exercises.topics()
    with pytest.raises(ValueError, match=f"Received: {second}/twice.py"):
        exercises.topic_of()
    exercises.topic_of.cache_clear()


def test_every_topic_has_its_tests():
    """A file each, so that the workers share them evenly."""
    assert {f"test_{topic}.py" for topic in exercises.topics()} <= {p.name for p in HERE.glob("*")}


def test_every_folder_is_a_topic():
    """Without an `__init__.py`, Python would not find what is in it."""
    folders = {path.parent.name for path in Path(exercises.__file__).parent.glob("*/*.py")}
    assert folders == set(exercises.topics())
