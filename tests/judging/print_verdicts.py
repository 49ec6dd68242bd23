"""Prints the verdicts on all wrong answers that the tests know, for every exercise."""

import io
import os
import sys
import tempfile

import strange_answers

from dlcourse import exercises


def verdicts() -> str:
    """Return all the texts, one after the other."""
    texts = []
    for exercise in exercises.registry().values():
        answers = [mistake.faulty for mistake in exercise.mistakes]
        answers += [answer for answer, _ in strange_answers.QUICK.values()]
        texts += [exercise.check(answer).text for answer in answers]
    return "\n".join(texts)


if __name__ == "__main__":
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DLCOURSE_HOME"] = folder
        print(verdicts())
