"""Every lesson runs, and every claim holds, on whichever of Keras' other backends is installed."""

import importlib.util

import pytest

from dlcourse.course.catalogue import all_lessons
from dlcourse.course.runner import execute


@pytest.mark.parametrize("backend", ["jax", "torch"])
@pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.file)
def test_a_lesson_holds_on_another_backend(lesson, backend, tmp_path):
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    execution = execute(
        lesson.solution,
        folder=tmp_path,
        variables={"KERAS_BACKEND": backend, "DLCOURSE_HOME": str(tmp_path / "home")},
        timeout=300,
        on_cell=lambda done, total: None,
    )
    assert execution.failure is None
