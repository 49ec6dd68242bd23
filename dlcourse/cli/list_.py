"""List the lessons: number, title, time, exercises done."""

import argparse

from dlcourse.cli.progress import describe_done, load_record
from dlcourse.course.catalogue import all_lessons


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse list`: none."""


def run(options: argparse.Namespace) -> int:
    """Print one line for each lesson."""
    record = load_record()
    for lesson in all_lessons():
        budget = "" if lesson.budget is None else f"{lesson.budget:g} s"
        done = describe_done(lesson, record)
        print(f"{lesson.number}  {lesson.title:<44}{budget:>6}   {done}".rstrip())
    return 0
