"""What the commands that show lessons share: one that is damaged does not hide the others."""

import sys

from dlcourse.course.catalogue import Lesson, all_lessons
from dlcourse.course.errors import CourseError


def sound_lessons() -> list[Lesson]:
    """Return the lessons that can be read, in their order; say on stderr which cannot.

    Raises:
        CourseError: None can be read.
    """
    sound, complaint = [], None
    for lesson in all_lessons():
        try:
            _ = lesson.notebook
            sound.append(lesson)
        except CourseError as error:
            complaint = error
            print(f"dlcourse: {error}", file=sys.stderr)
    if not sound:
        raise CourseError("No lesson can be read; install dlcourse again.") from complaint
    return sound
