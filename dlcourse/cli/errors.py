"""What a command says when it cannot do what was asked: one line, and an exit status."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from dlcourse.course.errors import CourseError


@contextlib.contextmanager
def writing_to(folder: Path, option: str) -> Iterator[None]:
    """Turn the failure to write to `folder`, which `option` names, into a line for the user."""
    try:
        yield
    except OSError as error:
        raise CourseError(
            f"Cannot write to {folder}: {error.strerror or error}. "
            f"Choose another folder with {option} DIR."
        ) from error
