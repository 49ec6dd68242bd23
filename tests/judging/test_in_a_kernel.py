"""Strange answers in a real notebook: the kernel speaks on, and shows nothing but verdicts."""

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

SETUP = """
import os, sys, time
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
sys.path.insert(0, {folder!r})
from example import rescale
import dataclasses
quick = dataclasses.replace(rescale, time_limit=0.5)
"""
#: name -> the body of an answer
ANSWERS = {
    "check": "return quick.check(answer)",
    "check and loop": """
    try:
        quick.check(answer)
    finally:
        while True:
            pass""",
    "quit": "quit()",
    "exit": "exit()",
    "display": "display('LEAK', {'text/plain': 'LEAK'}, raw=False)",
    "figures": "plt.plot([1, 2]); plt.show(); plt.figure()",
    "figure shown": "display(plt.figure())",
    "past the streams": "os.write(1, b'LEAK'); os.system('echo LEAK')",
    "the first stream": "sys.__stdout__.write('LEAK'); sys.__stderr__.write('LEAK')",
    "streams": "sys.stdout = sys.stderr = None",
    "input": "return input('?')",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Return the outputs of one cell for each answer, all run in one kernel."""
    home = tmp_path_factory.mktemp("home")
    setup = SETUP.format(folder=str(Path(__file__).parent))
    sources = [setup + f"os.environ['DLCOURSE_HOME'] = {str(home)!r}"]
    for body in ANSWERS.values():
        sources.append(f"def answer(x, low, high):\n    {body}\nprint(quick.check(answer))")
    cells = [nbformat.v4.new_code_cell(source) for source in [*sources, "print('still here')"]]
    notebook = nbformat.v4.new_notebook(cells=cells)
    # Where it is tested, the kernel does not show what goes past the streams; a learner's does.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    # The clock and the load decide in how many pieces a text comes.
    NotebookClient(notebook, timeout=60, kernel_name="python3", coalesce_streams=True).execute(
        env=env
    )
    first, *rest, last = [cell.outputs for cell in notebook.cells]
    assert first == [], first
    return dict(zip(ANSWERS, rest, strict=True)) | {"last": last}


@pytest.mark.parametrize("name", ANSWERS)
def test_only_the_verdict_is_shown(outputs, name):
    assert [each.get("name") for each in outputs[name]] == ["stdout"], outputs[name]
    text = outputs[name][0].text
    assert text.startswith("✗ rescale: wrong\n") and "fault of the course" not in text


def test_nothing_leaks(outputs):
    """Not even into the cells that follow."""
    text = "".join(each.get("text", "") for cell in outputs.values() for each in cell)
    assert "LEAK" not in re.sub(r"(Printed by your function:\n|in line \d+:).*", "", text)


def test_nobody_types(outputs):
    assert "EOFError" in outputs["input"][0].text and "Nobody types" in outputs["input"][0].text


def test_a_check_inside_says_so(outputs):
    assert "stands inside your function" in outputs["check"][0].text


@pytest.mark.parametrize("name", ["quit", "exit"])
def test_leaving_is_an_exception(outputs, name):
    assert "Received: an exception, SystemExit\n" in outputs[name][0].text
    assert "end a whole program" in outputs[name][0].text


def test_the_kernel_speaks_on(outputs):
    assert outputs["last"][0].text == "still here\n"
