"""List the lessons: number, title, time, exercises done."""

import argparse

from dlcourse.cli.catalogue import all_lessons
from dlcourse.cli.progress import load_record, open_exercises


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse list`: none."""


def run(options: argparse.Namespace) -> int:
    """Print one line for each lesson."""
    record = load_record()
    for lesson in all_lessons():
        count = len(lesson.exercises)
        done = count - len(open_exercises(lesson, record))
        budget = "" if lesson.budget is None else f"{lesson.budget:g} s"
        print(f"{lesson.number}  {lesson.title:<44}{budget:>6}   {done} of {count} exercises done")
    return 0
