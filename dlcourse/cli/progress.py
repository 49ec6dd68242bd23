"""Show what is done and what comes next, or the exercises of one lesson.

An exercise is done when its check has passed; a lesson is done when all its exercises are. The
record stays on this machine.
"""

import argparse
import sys
from typing import TYPE_CHECKING

from dlcourse._text import called
from dlcourse.cli.lessons import sound_lessons
from dlcourse.cli.terminal import mark, paint
from dlcourse.course.catalogue import Lesson, find_lesson

if TYPE_CHECKING:
    from dlcourse.course.progress import Entry, Progress

ALL_DONE = "Every exercise is done. Congratulations."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse progress`."""
    parser.add_argument(
        "lesson", nargs="?", help="number or name of a lesson, to see its exercises one by one"
    )


def run(options: argparse.Namespace) -> int:
    """Print each lesson with a sign for each exercise, or the exercises of one, then the next."""
    record = load_record()
    if options.lesson is not None:
        _print_exercises(find_lesson(options.lesson), record)
        return 0
    lessons = sound_lessons()
    for lesson in lessons:
        signs = "".join(mark(_sign(record.exercises.get(name))) for name in lesson.exercises)
        number = paint(lesson.number, "bold")
        print(f"{number}  {lesson.title:<38}{signs}  {describe_done(lesson, record)}".rstrip())
    print(_what_comes(lessons, record))
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


def _print_exercises(lesson: Lesson, record: "Progress") -> None:
    heading = paint(f"{lesson.number}  {lesson.title}", "bold")
    print(f"{heading}: {describe_done(lesson, record) or 'it has no exercises'}")
    for name in lesson.exercises:
        entry = record.exercises.get(name)
        print(f"    {mark(_sign(entry))} {name}{_history(entry)}")


def _sign(entry: "Entry | None") -> str:
    if entry is None or not entry.attempts:
        return "·"
    return "✗" if entry.passed_at_attempt is None else "✓"


def _history(entry: "Entry | None") -> str:
    """Return in brackets how an exercise went; nothing if it was not attempted."""
    if entry is None or not entry.attempts:
        return ""
    if entry.passed_at_attempt is not None:
        return f"  (passed at attempt {entry.passed_at_attempt})"
    return f"  (not right yet, {entry.attempts} attempt{'s' * (entry.attempts > 1)})"


def next_step(lessons: list[Lesson], record: "Progress") -> tuple[Lesson, str] | None:
    """Return the first exercise that has not passed, with its lesson, or None."""
    lesson = first_unfinished(lessons, record)
    return None if lesson is None else (lesson, open_exercises(lesson, record)[0])


def _what_comes(lessons: list[Lesson], record: "Progress") -> str:
    step = next_step(lessons, record)
    if step is None:
        return ALL_DONE
    lesson, exercise = step
    return f"Next: {exercise}, in lesson {lesson.number}. {called('next')} says what it asks."
