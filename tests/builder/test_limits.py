"""How much a lesson holds is counted as a learner meets it, and limited in the core."""

import pytest
from lesson_bench import SOUND

from tools.builder import limits
from tools.builder.limits import beyond, limit_problems, measure, table
from tools.builder.source import Source, read_source

DEEPER = ("# Write the sum", "# ## Deeper: sums\n#\n# Write the sum")
MATHS = ("# A sum is a number.", "# ## Sums\n# $a + b$ is a sum, don't you think?")


def measured(bench, *edits):
    return measure(read_source(bench.write(*edits)))


def test_what_is_counted(bench):
    counts = measured(bench, MATHS).core
    assert counts == {
        "words": 5 + 1 + 6 + 5 + 6 + 5 + 4,  # cell by cell, the docstring before the end
        "code cells": 5,
        "code lines": 4 + 2 + 4 + 2 + 1,
        "sections": 1,
        "claims": 0,
        "exercises": 1,
    }


def test_a_deeper_section_is_no_part_of_the_core(bench):
    whole, parted = measured(bench).core, measured(bench, DEEPER)
    assert parted.core["exercises"] == 0 and parted.deeper["exercises"] == 1
    assert parted.exercises_at is None
    assert parted.core["code cells"] + parted.deeper["code cells"] == whole["code cells"]


def test_places_of_exercises_and_hidden_answers(bench):
    asks = ("# A sum is a number.", "# **Predict.** What?")
    explains = ("# A number can be drawn.", "# **Explain.** That.")
    found = measured(bench, asks, ('id="prints"', 'id="prints" tags=["predict"]'), explains)
    assert found.exercises_at == (7 / 10, 7 / 10) and found.predictions == (1, 1)


def lesson_of(bench, name="01_adding", **counts):
    """Return a lesson with so many more of each."""
    cells = read_source(bench.write(source=SOUND, name=name)).cells
    parts = {
        "words": '# %% [markdown] id="w{}"\n# word\n',
        "code cells": '# %% id="c{}"\nx = 1\n',
        "claims": '# %% id="c{}"\ndl.claim("x", f(1))\n',
        "sections": '# %% [markdown] id="s{}"\n# ## Head\n',
        "exercises": '# %% id="e{}" tags=["exercise"]\n'
        'def f():\n    """D."""\n    # solution\n    x\n',
    }
    text = "".join(parts[key].format(n) for key, many in counts.items() for n in range(many))
    path = bench.write(source=SOUND + "\n" + text, name=name)
    assert len(read_source(path).cells) > len(cells) or not counts
    return read_source(path)


@pytest.mark.parametrize("kind", ["words", "code cells", "sections", "claims", "exercises"])
def test_a_core_that_is_too_long(bench, kind):
    lesson = lesson_of(bench, **{kind: limits.MOST[kind] + 1})
    messages = [str(problem) for problem in limit_problems([lesson])]
    assert any(f"{kind}, at most {limits.MOST[kind]}" in m for m in messages), messages


@pytest.mark.parametrize("minutes, message", [(59, "takes 59 minutes"), (91, "takes 91 minutes")])
def test_a_core_that_is_too_short_or_long_for_an_evening(bench, minutes, message):
    (found,) = beyond(measured(bench, ("minutes=75", f"minutes={minutes}")))
    assert message in found


def test_a_lesson_says_how_long_it_takes(bench):
    bench.write((" minutes=75", ""))
    assert any("does not say how long it takes" in p for p in bench.check())
    bench.write()
    assert not any("how long" in p for p in bench.check())


def test_the_report_marks_what_is_beyond_its_limit(bench):
    lesson: Source = lesson_of(bench, sections=9)
    *_, row = table([lesson])
    assert row.split()[:1] == ["01_adding"] and "9!" in row and "75 " in row
