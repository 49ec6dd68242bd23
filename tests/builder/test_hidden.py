"""Answers below Predict, deeper sections and live cells: what is written, what is refused."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from dlcourse.course.edition import EDITIONS
from tools.builder.hidden import deeper_cells
from tools.builder.notebooks import write_notebook
from tools.builder.outputs import clean
from tools.builder.source import read_source

ASKS = ("# A sum is a number.", "# A sum is a number.\n#\n# **Predict.** Which one?")
TAGGED = ('id="prints"', 'id="prints" tags=["predict"]')
EXPLAINS = ("# A number can be drawn.", "# **Explain.** One and two are three.")
DEEPER = ("# Write the sum", "# ## Deeper: sums\n#\n# Write the sum")
END = ("# Now you can add.", "# ## What next?\n# Now you can add.")
LIVE = ("print(total)", 'print("1/9", end="\\r")\nprint("9/9")')


def test_a_predicted_output_is_hidden_until_the_cell_is_run(bench, runs):
    bench.write(ASKS, TAGGED, EXPLAINS)
    assert bench.build() == [] and bench.check() == []
    for edition in EDITIONS:
        assert bench.cell("prints", edition).metadata.jupyter == {"outputs_hidden": True}
        assert "jupyter" not in bench.cell("draws", edition).metadata


def test_a_deeper_section_is_collapsed(bench, runs):
    lesson = read_source(bench.write(DEEPER, END))
    assert bench.build() == [] and bench.check() == []
    assert bench.cell("task").metadata["jp-MarkdownHeadingCollapsed"] is True
    assert "jp-MarkdownHeadingCollapsed" not in bench.cell("end").metadata
    assert [cell.id for cell in deeper_cells(lesson)] == ["task", "exercise-add", "check-add"]


def test_the_title_says_how_long_the_lesson_takes(bench, runs):
    assert bench.build() == [] and bench.check() == []
    last = bench.cell("title").source.splitlines()[-1]
    assert last == "*About 75 minutes, exercises included.*"


def test_an_answer_shown_by_hand_is_drift(bench, runs):
    bench.write(ASKS, TAGGED, EXPLAINS)
    bench.build()
    notebook = bench.notebook()
    next(c for c in notebook.cells if c.id == "prints").metadata.pop("jupyter")
    write_notebook(notebook, bench.path())
    assert any("differs from its source" in p for p in bench.check())


CLAIMED = ("print(total)", 'print(total)\ndl.claim("A sum is a number", total > 2)')
REFUSALS = {
    "nothing asked": ((TAGGED, EXPLAINS), "prints", "nothing asks for a prediction"),
    "not explained": ((ASKS, TAGGED), "prints", "the next cell has to explain"),
    "claims the answer": ((ASKS, TAGGED, EXPLAINS, CLAIMED), "prints", "claim it below Explain"),
    "prose": ((('id="task"', 'id="task" tags=["predict"]'),), "task", "only the output of a code"),
    "exercise": (
        (('tags=["exercise"]', 'tags=["exercise", "predict"]'),),
        "exercise-add",
        "only the output of a code",
    ),
    "second heading": (
        (DEEPER, ("Write the sum", "Write\n#\n# ### Sums\n#\n# the sum")),
        "task",
        "stands alone, on the first line",
    ),
    "late heading": ((("Write the sum", "Write\n#\n# ## Deeper: sums\n#\n# it"),), "task", "first"),
    "title": ((("# # Adding", "# # Deeper: adding"),), "title", "the title of a lesson cannot"),
    "end swallowed": ((DEEPER, ('id="end"', 'id="terms"')), "terms", "would be hidden"),
    "live prose": ((('id="task"', 'id="task" live=true'),), "task", "only a code cell"),
    "live claim": ((('id="prints"', 'id="prints" live=true'), CLAIMED), "prints", "is live"),
    "live rtol": ((('id="prints"', 'id="prints" live=true rtol=0.1'),), "prints", "is live"),
    "live no": ((('id="prints"', 'id="prints" live=false'),), "prints", "a wrong value for 'live'"),
}


@pytest.mark.parametrize("edits, cell, message", REFUSALS.values(), ids=REFUSALS.keys())
def test_refusal(bench, edits, cell, message):
    problems = bench.refused(*edits)
    assert any(f"cell {cell!r}: " in p and message in p for p in problems), problems


def test_of_a_live_text_the_end_is_stored():
    text = "\b\b1/9 1s\r\n 1/9\b\b\b\b9/9\nab\rcd\n"
    cells = [
        new_code_cell("", outputs=[new_output("stream", name="stdout", text=text)], metadata=kind)
        for kind in ({"live": True}, {})
    ]
    clean(new_notebook(cells=cells))
    assert cells[0].outputs[0].text == "1/9 1s\r\n9/9\ncd\n"
    assert cells[1].outputs[0].text == text
