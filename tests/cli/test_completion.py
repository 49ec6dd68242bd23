"""Tab in a real shell completes commands, lessons, demos and data sets."""

import shutil
import subprocess

import pytest

from dlcourse.cli import main
from dlcourse.cli.completion import SHELLS

# What bash does when Tab is pressed after these words.
ASK = """
source /dev/stdin
COMP_WORDS=({words}); COMP_CWORD=$(({count} - 1))
{function} 2>/dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def complete():
    """Return a function that asks bash how the last of some words can go on."""
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")

    def ask(*words):
        quoted = " ".join(f"'{word}'" for word in words)
        ask = ASK.format(words=quoted, count=len(words), function="_shtab_dlcourse")
        command = ["bash", "-c", ask]
        return subprocess.run(
            command, input=script("bash"), capture_output=True, text=True, check=True
        ).stdout.split()

    return ask


def script(shell):
    import contextlib
    import io

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out):
        assert main(["completion", shell]) == 0
    out.seek(0)
    return out.read()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["dlcourse", "pro"], ["progress"]),
        (["dlcourse", "start", "mul"], ["multilayer_perceptron"]),
        (["dlcourse", "run", "0"], ["00", "01"]),
        (["dlcourse", "demo", "fold"], ["folding_plane"]),
        (["dlcourse", "data", "fetch", "cif"], ["cifar10"]),
        (["dlcourse", "run", "--ht"], ["--html"]),
    ],
)
def test_tab(complete, words, expected):
    assert complete(*words)[: len(expected)] == expected


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script_that_knows_the_lessons(shell):
    assert "keras_workflow" in script(shell)


def test_a_wrong_name_is_still_answered_with_the_nearest(capsys):
    script("bash")
    assert main(["start", "kers_workflow"]) == 1
    assert "Did you mean 'keras_workflow'?" in capsys.readouterr().err
