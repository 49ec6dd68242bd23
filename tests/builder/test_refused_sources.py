"""Each rule refuses a lesson that breaks it, names file and cell, and says what to do."""

import pytest

from tools.builder.rules import course_problems, source_problems
from tools.builder.source import read_source

LONG = "\n".join(f"x{n} = {n}" for n in range(16))
CLASS_OF_40 = "class Subject:\n" + "\n".join(f"    x{n} = {n}" for n in range(39))
EIGHT = "\n".join(f"x{n} = {n}" for n in range(8))
TWO_LINES = "total = 1 + 2\nprint(total)"

REFUSALS = {
    "no id": ((' id="prints"', ""), "total = 1 + 2", "has no id"),
    "no id in prose": ((' id="task"', ""), "Write the sum as a function.", "has no id"),
    "double id": (('id="task"', 'id="title"'), "title", "2 cells have this id"),
    "capital in id": (('id="prints"', 'id="Prints"'), "Prints", "an id is made of"),
    "underscore in id": (('id="prints"', 'id="it_prints"'), "it_prints", "an id is made of"),
    "double hyphen": (('id="prints"', 'id="it--prints"'), "it--prints", "an id is made of"),
    "long id": (('id="prints"', f'id="{"a" * 65}"'), "a" * 65, "at most 64"),
    "reserved id": (('id="end"', 'id="navigation"'), "navigation", "the builder adds"),
    "misspelt tag": (('"exercise"', '"excercise"'), "exercise-add", "unknown tag 'excercise'"),
    "foreign tag": (
        ('id="prints"', 'id="prints" tags=["nbval-skip"]'),
        "prints",
        "unknown tag 'nbval-skip'",
    ),
    "misspelt key": (("alt=", "alternative="), "draws", "unknown key 'alternative'"),
    "header of the lesson elsewhere": (
        ('id="prints"', 'id="prints" budget=3'),
        "prints",
        "'budget' is said of a whole lesson",
    ),
    "unreadable header": (('id="prints"', "id=prints"), "total = 1 + 2", "cannot read 'id=prints'"),
    "alt is no text": (('alt="One dot, because there is one number."', "alt=3"), "draws", "'alt'"),
    "rtol is no number": (('id="prints"', 'id="prints" rtol="small"'), "prints", "'rtol'"),
    "rtol negative": (('id="prints"', 'id="prints" rtol=-1'), "prints", "'rtol'"),
    "no Python": (("print(total)", "print(total"), "prints", "use plain Python"),
    "magic": (("print(total)", "%time total"), "prints", "use plain Python"),
    "semicolon": (("print(total)", "total;"), "prints", "ends in ';'"),
    "long cell": ((TWO_LINES, LONG), "prints", "16 lines of code, at most 15"),
    "long class": (
        (TWO_LINES, f"{CLASS_OF_40}\n    y = 1"),
        "prints",
        "41 lines of code, at most 40",
    ),
    "class and more": ((TWO_LINES, f"{CLASS_OF_40}\n\nx = 1"), "prints", "at most 15"),
    "code after code": (
        ('# %% [markdown] id="why-draw"\n# A number can be drawn.\n', ""),
        "draws",
        "no prose between 'prints' and this cell",
    ),
    "heading is no prose": (("# A number can be drawn.", "# ## Drawing"), "draws", "no prose"),
    "a year is no list": (
        ("# A number can be drawn.", "# A number can be drawn,\n#   1960. Thus."),
        "why-draw",
        "begins with 1960, a list",
    ),
    "empty prose": (("# A number can be drawn.\n", ""), "why-draw", "this cell is empty"),
    "check after other code": (
        ("dl.exercises.add.check(add)", "dl.exercises.add.check(add)\nprint(add(1, 1))"),
        "check-add",
        "no prose between 'exercise-add' and this cell",
    ),
}


def test_the_sound_lesson_is_accepted(bench):
    assert bench.refused() == []


@pytest.mark.parametrize("edit, cell, message", REFUSALS.values(), ids=REFUSALS.keys())
def test_refusal(bench, edit, cell, message):
    problems = bench.refused(edit)
    assert any(f"01_adding.py, cell {cell!r}: " in p and message in p for p in problems), problems


def test_a_class_is_shown_whole(bench):
    assert not [p for p in bench.refused((TWO_LINES, CLASS_OF_40)) if "lines of code" in p]


def test_the_median_cell_is_short(bench):
    source = "".join(
        f'# %% [markdown] id="p-{n}"\n# Why.\n\n# %% id="c-{n}"\n{EIGHT}\n\n' for n in range(2)
    )
    problems = source_problems(read_source(bench.write(source=source)))
    assert ["median code cell has 8" in str(p) for p in problems] == [True]


def test_a_docstring_is_not_counted_as_code(bench):
    docstring = '"""Add two numbers; add(1, 2) is 3.\n' + "    more\n" * 14 + '    """'
    assert bench.refused(('"""Add two numbers; add(1, 2) is 3."""', docstring)) == []


def test_sources_that_would_be_passed_over(bench):
    bench.write(name="2_short_number")
    bench.write(name="01_other")
    messages = [str(p) for p in course_problems(bench.course)]
    assert any("2_short_number.py: a lesson is named NN_topic.py" in m for m in messages)
    assert any("01_other.py: another lesson has this number" in m for m in messages)
    assert any("number" in m for m in bench.check())


def test_a_refused_source_is_not_run_and_nothing_is_written(bench, runs):
    bench.write(("print(total)", "total;"))
    assert any("ends in ';'" in p for p in bench.build())
    assert runs == [] and not bench.path().exists()
