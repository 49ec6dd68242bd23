"""A solution never reaches a learner: not by a marker that slipped, not by a leak."""

import pytest

from dlcourse.course.edition import SOLVED
from tools.builder.leaks import is_telling

BODY = "    # solution\n    result = sum((a, b), start=0)\n    return result\n"
SECRET = "result = sum((a, b), start=0)"

MARKERS = {
    "no marker": (("    # solution\n", ""), "found 0"),
    "two markers": (("    return result\n", "    # solution\n    return result\n"), "found 2"),
    "capital": (("# solution", "# Solution"), "would not hide the solution"),
    "colon": (("# solution", "# solution:"), "would not hide the solution"),
    "no space": (("# solution", "#solution"), "would not hide the solution"),
    "plural": (("# solution", "# solutions"), "would not hide the solution"),
    "lost tag": ((' tags=["exercise"]', ""), "stands in a cell without the tag 'exercise'"),
    "no solution": ((BODY, "    # solution\n"), "nothing stands below"),
    "slid down": (
        (BODY, "    result = sum((a, b), start=0)\n    # solution\n    return result\n"),
        "code stands between the docstring and",
    ),
    "slid up": (
        (
            '    """Add two numbers; add(1, 2) is 3."""\n    # solution\n',
            '    # solution\n    """Add two numbers; add(1, 2) is 3."""\n',
        ),
        "has no docstring",
    ),
    "two functions": (
        ("def add(a, b):", "def one():\n    return 1\ndef add(a, b):"),
        "one function",
    ),
    "more than a function": (("def add(a, b):", "import math\ndef add(a, b):"), "one function"),
}


@pytest.mark.parametrize("edit, message", MARKERS.values(), ids=MARKERS.keys())
def test_marker_refusals(bench, edit, message):
    problems = bench.refused(edit)
    assert any("cell 'exercise-add': " in p and message in p for p in problems), problems


def test_marker_in_a_cell_that_is_no_exercise(bench):
    problems = bench.refused(("print(total)", "# solution\nprint(total)"))
    assert any("cell 'prints': '# solution' stands in a cell without" in p for p in problems)


def test_prose_is_no_exercise(bench):
    problems = bench.refused(('id="task"', 'id="task" tags=["exercise"]'))
    assert any("cell 'task': only a code cell" in p for p in problems)


def test_tag_and_marker_both_lost(bench):
    """Nothing marks the solution any more, but the check that follows still knows it."""
    problems = bench.refused((' tags=["exercise"]', ""), ("    # solution\n", ""))
    assert any("cell 'check-add': checks 'add', which no cell" in p for p in problems)


def test_exercise_without_check(bench):
    problems = bench.refused(("dl.exercises.add.check(add)", "print(add(1, 1))"))
    assert any("cell 'exercise-add': no cell checks 'add'" in p for p in problems)


def test_solution_shown_by_the_lesson_itself(bench):
    problems = bench.refused(("print(total)", "print(dl.exercises.add.solution())"))
    assert any("cell 'prints': shows a solution" in p for p in problems)


def test_learner_gets_a_blank_and_the_solved_notebook_the_solution(bench, runs):
    assert bench.build() == []
    learner = bench.cell("exercise-add").source
    assert learner == 'def add(a, b):\n    """Add two numbers; add(1, 2) is 3."""\n    ...'
    assert SECRET in bench.cell("exercise-add", SOLVED).source
    assert SECRET not in bench.path().read_text()


LEAKS = {
    "code": ("total = 1 + 2", f"a, b = 1, 2\n{SECRET}", "prints"),
    "other layout": ("total = 1 + 2", "a = b = 1\nresult=sum( (a,b), start = 0 )", "prints"),
    "comment": ("total = 1 + 2", f"total = 3  # {SECRET}", "prints"),
    "prose": ("# A sum is a number.", f"# Try `{SECRET}`.", "why-print"),
    "alt": ("One dot, because there is one number.", f"One dot: {SECRET}", "draws"),
    "docstring": ("add(1, 2) is 3.", f"add(1, 2) is 3; {SECRET}", "exercise-add"),
}


@pytest.mark.parametrize("old, new, cell", LEAKS.values(), ids=LEAKS.keys())
def test_leak_in_the_same_lesson(bench, runs, old, new, cell):
    bench.write((old, new))
    problems = bench.build()
    assert any(
        f"cell 'exercise-add': its solution line {SECRET!r}" in p
        and f"notebook 01_adding, cell {cell!r}" in p
        for p in problems
    ), problems
    assert runs == []
    assert not bench.path().exists() and not bench.path(SOLVED).exists()


OTHER = '# %% [markdown] id="title"\n# # Other\n# Text.\n\n# %% id="code"\nprint(3)\n'


@pytest.mark.parametrize("name", ["00_earlier", "02_later"])
@pytest.mark.parametrize("only", ["01_adding", "other"])
def test_leak_in_another_lesson(bench, runs, name, only):
    other = bench.write(("print(3)", f"a = b = 1\n{SECRET}"), name=name, source=OTHER)
    paths = [other] if only == "other" else [bench.course.find("01")]
    assert any(
        f"in the learner's notebook {name}, cell 'code'" in p for p in bench.build(paths=paths)
    )
    assert runs == []


def test_leak_in_a_stored_output(bench, runs):
    """What a cell prints is read too, when it is built and when it is checked."""
    assert bench.build() == []
    path = bench.path()
    path.write_text(path.read_text().replace("printed in run 1", SECRET))
    assert any("notebook 01_adding, cell 'prints'" in p for p in bench.check())


@pytest.mark.parametrize("line", [SECRET, "return np.maximum(z, 0)", "w = w + eta * error * x"])
def test_telling_lines(line):
    assert is_telling(line)


GENERIC = ["return x", "return a, b", "total = 0", "else:", ")", "# a comment of many words, here"]
GENERIC += ["for i in range(n):", "for x, y in zip(xs, ys):", "out.append(x)", "import numpy as np"]


@pytest.mark.parametrize("line", GENERIC)
def test_lines_that_tell_nothing(line):
    assert not is_telling(line)


def test_generic_lines_may_recur(bench, runs):
    bench.write(("print(total)", "def f(result):\n    return result\nprint(total)"))
    assert bench.build() == []
