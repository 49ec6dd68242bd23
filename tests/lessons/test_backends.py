"""Every lesson runs, and every claim holds, on whichever of Keras' other backends is installed."""

import importlib.util

import pytest

from dlcourse.course.catalogue import all_lessons
from dlcourse.course.edition import SOLVED
from dlcourse.course.runner import execute, read_notebook


@pytest.mark.parametrize("backend", ["jax", "torch"])
@pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.file)
def test_a_lesson_holds_on_another_backend(lesson, backend):
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    notebook = read_notebook(lesson.path(SOLVED))
    assert execute(notebook, variables={"KERAS_BACKEND": backend}).failure is None
