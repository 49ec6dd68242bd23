"""Say which exercise comes next, and what it asks."""

import argparse

from dlcourse._text import called
from dlcourse.cli.lessons import sound_lessons
from dlcourse.cli.progress import ALL_DONE, describe_done, load_record, next_step
from dlcourse.cli.terminal import fill, paint


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse next`: none."""


def run(options: argparse.Namespace) -> int:
    """Print the first exercise that has not passed, its task, and how to open its lesson."""
    record, lessons = load_record(), sound_lessons()
    step = next_step(lessons, record)
    if step is None:
        print(ALL_DONE)
        return 0
    lesson, exercise = step
    where = f"lesson {lesson.number}, {lesson.title} ({describe_done(lesson, record)})"
    print(f"Next: {paint(exercise, 'bold')}, in {where}")
    if task := lesson.task(exercise):
        print("    " + fill(task, 4, first=4))
    if exercise in record.exercises:
        print(f"Not right yet; in the lesson, dl.exercises.{exercise}.hint() helps.")
    print(f"{called(f'start {int(lesson.number)}')} opens the lesson.")
    return 0
