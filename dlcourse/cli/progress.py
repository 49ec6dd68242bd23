"""Show what is done and what comes next.

An exercise is done when its check has passed; a lesson is done when all its exercises are. The
record stays on this machine.
"""

import argparse
import sys
from typing import TYPE_CHECKING

from dlcourse.cli.lessons import sound_lessons
from dlcourse.course.catalogue import Lesson

if TYPE_CHECKING:
    from dlcourse.course.progress import Entry, Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse progress`: none."""


def run(options: argparse.Namespace) -> int:
    """Print each lesson with its exercises, then the next step."""
    record, lessons = load_record(), sound_lessons()
    for lesson in lessons:
        done = describe_done(lesson, record)
        mark = " " if not done else "·" if open_exercises(lesson, record) else "✓"
        print(f"{mark} {lesson.number}  {lesson.title}" + (f": {done}" if done else ""))
        for name in lesson.exercises:
            print(f"       {_describe(name, record.exercises.get(name))}")
    print(_next_step(lessons, record))
    return 0


def load_record() -> "Progress":
    """Return what this machine knows of the learner's exercises; say what cannot be read."""
    from dlcourse.course import progress

    record = progress.load()
    for complaint in record.complaints:
        print(f"dlcourse: {complaint}", file=sys.stderr)
    return record


def open_exercises(lesson: Lesson, record: "Progress") -> list[str]:
    """Return the names of the lesson's exercises that have not passed yet, in their order."""
    return [name for name in lesson.exercises if not record.has_passed(name)]


def describe_done(lesson: Lesson, record: "Progress") -> str:
    """Return `2 of 5 exercises done`, or an empty text for a lesson without exercises."""
    count = len(lesson.exercises)
    done = count - len(open_exercises(lesson, record))
    return f"{done} of {count} exercises done" if count else ""


def first_unfinished(lessons: list[Lesson], record: "Progress") -> Lesson | None:
    """Return the first lesson with an exercise that has not passed, or None."""
    return next((lesson for lesson in lessons if open_exercises(lesson, record)), None)


def _describe(name: str, entry: "Entry | None") -> str:
    if entry is None or not entry.attempts:
        return f"· {name}"
    if entry.passed_at_attempt is not None:
        return f"✓ {name}  (passed at attempt {entry.passed_at_attempt})"
    return f"✗ {name}  (not right yet, {entry.attempts} attempt{'s' * (entry.attempts > 1)})"


def _next_step(lessons: list[Lesson], record: "Progress") -> str:
    lesson = first_unfinished(lessons, record)
    if lesson is None:
        return "Every exercise is done. Congratulations."
    name = open_exercises(lesson, record)[0]
    return (
        f"Next: {name}, in lesson {lesson.number}. `dlcourse start {int(lesson.number)}` opens it."
    )
