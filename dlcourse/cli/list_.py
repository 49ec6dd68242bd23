"""List the lessons: number, title, minutes, exercises done."""

import argparse

from dlcourse.cli.lessons import sound_lessons
from dlcourse.cli.progress import describe_done, load_record, open_exercises
from dlcourse.cli.terminal import paint


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse list`: none."""


def run(options: argparse.Namespace) -> int:
    """Print one line for each lesson, with the minutes that a learner takes."""
    record = load_record()
    for lesson in sound_lessons():
        minutes = "" if lesson.minutes is None else f"{lesson.minutes:g} min"
        done = describe_done(lesson, record)
        if done and not open_exercises(lesson, record):
            done = paint(done, "green")
        number = paint(lesson.number, "bold")
        print(f"{number}  {lesson.title:<38}{minutes:>7}   {done}".rstrip())
    return 0
