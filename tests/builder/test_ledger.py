"""The ledger knows a proof from a promise, and the real lessons keep all of theirs."""

import ast
import re
from collections import Counter

import pytest
from nbformat.v4 import new_output

from dlcourse.course.edition import EDITIONS
from tools.builder.conditions import computed_names, is_computed
from tools.builder.notebooks import write_notebook
from tools.builder.source import Cell, Course, Source
from tools.ledger import Ledger, Row, main, read_rows

ROWS = [Row("L01-01", "01", "Sums are numbers."), Row("L02-01", "02", "Later.")]
CLAIM = 'dl.claim("A sum is a number.", total == 3)'
PROOF = [
    ('id="prints"', 'id="prints" tags=["claim-L01-01"]'),
    ("total = 1 + 2\nprint(total)", f"total = sum([1, 2])\n{CLAIM}"),
]


def built(bench, *edits, tick="✓ A sum is a number.\n"):
    """Write the edited lesson and notebooks in which the tagged cell has printed ``tick``."""
    bench.write(*edits)
    assert bench.build() == []
    for edition in EDITIONS:
        notebook = bench.notebook(edition)
        for cell in notebook.cells:
            if "claim(" in cell.source:
                cell.outputs = [new_output("stream", name="stdout", text=tick)]
        write_notebook(notebook, bench.path(edition))
    return bench


def problems(bench):
    return [str(p) for p in Ledger(bench.course, ROWS).problems()]


def status(bench):
    return Ledger(bench.course, ROWS).status


def test_a_proved_row(bench, runs):
    built(bench, *PROOF)
    assert problems(bench) == []
    assert status(bench) == {"L01-01": "proved", "L02-01": "missing"}


def test_a_told_row(bench, runs):
    bench.write(('id="why-print"', 'id="why-print" tags=["told-L01-01"]'))
    assert problems(bench) == [] and status(bench)["L01-01"] == "told"


@pytest.fixture
def tested(bench):
    """Let a test beside the lessons say that it proves a row; return a function for another."""

    def write(row, before="@"):
        path = bench.course.folder.parent / "tests" / "lessons" / "test_facts_of_tensors.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{before}pytest.mark.proves("{row}")\ndef test_it():\n    assert True\n')

    return write


def test_a_tested_row(bench, runs, tested):
    bench.write()
    tested("L01-01")
    assert problems(bench) == [] and status(bench)["L01-01"] == "tested"
    tested("L01-01", before="# @")
    assert status(bench)["L01-01"] == "missing"


def test_a_claim_counts_before_a_test(bench, runs, tested):
    built(bench, *PROOF)
    tested("L01-01")
    assert status(bench)["L01-01"] == "proved"


def test_a_test_of_an_unknown_row_is_a_problem(bench, runs, tested):
    built(bench, *PROOF)
    tested("L01-99")
    (problem,) = problems(bench)
    assert "L01-99 is not in claims.csv" in problem


def test_a_missing_row(bench, runs):
    (problem,) = problems(bench)
    assert "01_adding.py: L01-01 is missing: Sums are numbers." in problem


FLAWS = {
    "unknown id": (("claim-L01-01", "claim-L01-99"), "L01-99, which claims.csv does not have"),
    "another lesson's row": (("claim-L01-01", "claim-L02-01"), "a row of lesson 02"),
    "code that tells": (("claim-L01-01", "told-L01-01"), "only prose can tell"),
    "no claim": ((CLAIM, "print(total)"), "by no dl.claim with a computed condition"),
}
WEAK = {
    "a constant": ("total == 3)", "True)"),
    "a constant beside": (CLAIM, CLAIM + '\ndl.claim("It is so.", True)'),
    "a typed number": ("sum([1, 2])", "3"),
    "itself": ("total == 3)", "total == total)"),
    "or true": ("total == 3)", "total == 3 or True)"),
}


@pytest.mark.parametrize("edit, message", FLAWS.values(), ids=FLAWS.keys())
def test_a_tag_that_proves_nothing(bench, runs, edit, message):
    built(bench, *PROOF, edit)
    found = problems(bench)
    assert any("cell 'prints': " in p and message in p for p in found), found
    assert status(bench) == {"L01-01": "missing", "L02-01": "missing"}
    assert any("L01-01 is missing" in p for p in found)


@pytest.mark.parametrize("edit", WEAK.values(), ids=WEAK.keys())
def test_a_claim_of_what_is_not_computed(bench, edit):
    """The builder refuses it, tagged or not, and the ledger does not count it."""
    assert any("claims what is not computed" in p for p in bench.refused(*PROOF, edit))
    assert any("by no dl.claim with a computed condition" in p for p in problems(bench))


def test_prose_that_claims(bench, runs):
    bench.write(('id="why-print"', 'id="why-print" tags=["claim-L01-01"]'))
    assert any("cell 'why-print': is prose and cannot prove" in p for p in problems(bench))


def test_a_claim_that_did_not_run(bench, runs):
    built(bench, *PROOF, tick="nothing proved\n")
    assert any("has no tick in both notebooks" in p for p in problems(bench))


@pytest.mark.parametrize("silent", EDITIONS, ids=str)
def test_a_claim_that_ran_in_one_notebook_only(bench, runs, silent):
    built(bench, *PROOF)
    notebook = bench.notebook(silent)
    next(cell for cell in notebook.cells if cell.id == "prints").outputs = []
    write_notebook(notebook, bench.path(silent))
    assert any("has no tick in both notebooks" in p for p in problems(bench))


def test_a_claim_in_a_lesson_never_built(bench, runs):
    bench.write(*PROOF)
    assert any("has no tick in both notebooks" in p for p in problems(bench))


COMPUTED = [
    "accuracy > 0.5",
    "np.allclose(y, w)",
    "f(3) == 4",
    "not (y == 2).any()",
    "n < y < 9",
    "all(seen)",
]
CONSTANT = ["True", "1 == 1", "n == 3", "np.allclose(1, 1)", "bool(n)", "y == y", "y > 2 or True"]
CONSTANT += ["all(typed)", "odd", "np.array_equal(y, y)", "y > 2 or n == 3"]
LESSON = """
import numpy as np
n = 3
m = n + 1
w = np.array([1, n])
y = f(n)
accuracy = y / m
typed, seen = [], []
for k in [1, 2]:
    typed.append(k)
    seen.append(accuracy)
try:
    np.zeros(3) @ w
    refused = False
except ValueError:
    refused = True
def f(x):
    global calls
    calls += 1
if n == 3:
    odd = True
elif accuracy > 0:
    high = True
"""


@pytest.mark.parametrize("text", [*COMPUTED, *CONSTANT])
def test_computed_conditions(text, tmp_path):
    lesson = Source(tmp_path / "01_x.py", [Cell("code", "a", LESSON, [])])
    names = computed_names(lesson)
    assert names == {"y", "accuracy", "seen", "refused", "high", "calls", "f", "x"}
    assert is_computed(ast.parse(text, mode="eval").body, names) == (text in COMPUTED)


def test_the_table(bench, runs, capsys):
    built(bench, *PROOF)
    (bench.folder / "claims.csv").write_text("id,lesson,claim\nL01-01,01,A\nL02-01,02,B\n")
    assert main(bench.course) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["L01-01", "proved", "prints"] in lines
    assert ["01_adding", "1", "1", "0", "0", "0"] in lines
    assert ["02", "(not", "written)", "1", "0", "0", "0", "1"] in lines
    (bench.folder / "claims.csv").write_text("id,lesson,claim\nL01-01,01,A\nL01-02,01,B\n")
    assert main(bench.course) == 1
    assert "L01-02 is missing: B" in capsys.readouterr().err


@pytest.fixture(scope="module")
def ledger():
    return Ledger(Course(), read_rows(Course().folder / "claims.csv"))


def test_the_ledger_is_whole(ledger):
    """Every lesson has rows, numbered without a gap: none was taken out to be rid of it."""
    assert [row.id for row in ledger.rows] == sorted({row.id for row in ledger.rows})
    count = Counter(row.lesson for row in ledger.rows)
    assert sorted(count) == [f"{number:02d}" for number in range(23)]
    for row in ledger.rows:
        assert re.fullmatch(rf"L{row.lesson}-\d\d", row.id) and row.claim
    for lesson in count:
        numbers = [int(row.id[-2:]) for row in ledger.rows if row.lesson == lesson]
        assert numbers == list(range(1, count[lesson] + 1))


def test_every_row_of_a_written_lesson_is_proved_or_told(ledger):
    assert [str(p) for p in ledger.problems()] == []


def test_few_rows_are_only_told(ledger):
    """Telling is for history and definitions; a lesson that mostly tells proves nothing."""
    for lesson in ledger.lessons:
        count = ledger.count(lesson.name[:2])
        assert count["told"] <= 0.2 * count.total(), lesson.name
