"""`dlcourse --help` answers at once: nothing heavy is imported before a command needs it."""

import re
import subprocess
import sys

import pytest

import dlcourse
from dlcourse.cli import COMMANDS

HEAVY = "numpy matplotlib keras tensorflow jupyter_core jupyterlab nbformat nbclient voila rich"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["stat"]])
def test_only_the_standard_library_is_imported(arguments):
    program = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('LOADED', *sys.modules))\n"
        "from dlcourse.cli import main\n"
        "sys.exit(main())\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60
    )
    loaded = answer.stdout.rpartition("LOADED")[2].split()
    assert "dlcourse.cli" in loaded
    foreign = {
        name.partition(".")[0]
        for name in loaded
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "dlcourse", "__main__"}
    }
    assert not foreign & set(HEAVY.split())


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "dlcourse", *arguments], capture_output=True, text=True, timeout=60
    )


def test_help_names_every_command():
    answer = run("--help")
    assert answer.returncode == 0
    assert [n for n in COMMANDS if not re.search(rf"^    {n}\s", answer.stdout, re.M)] == []
    assert run().stdout == answer.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    answer = run(name, "--help")
    assert answer.returncode == 0 and answer.stdout.startswith(f"usage: dlcourse {name}")


def test_version():
    assert run("--version").stdout == f"dlcourse {dlcourse.__version__}\n"
