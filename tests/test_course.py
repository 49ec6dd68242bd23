"""course.py: set up once, then hand over to the command that was asked for."""

import importlib.util
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from dlcourse._text import called

ROOT = Path(__file__).parents[1]


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Return course.py as a module that works in an empty folder and records its commands."""
    spec = importlib.util.spec_from_file_location("course", ROOT / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    module.commands, module.status = [], 0

    def run(*command):
        module.commands.append(" ".join(map(str, command)))
        return module.status

    def create(folder, **_):
        folder.mkdir(exist_ok=True)
        module.PYTHON.touch()

    monkeypatch.setenv("DLCOURSE_CALLED", "")  # and whatever it becomes is undone
    monkeypatch.setattr(module, "run", run)
    monkeypatch.setattr(module.venv, "create", create)
    return module


def test_the_first_call_installs_and_opens_the_second_only_opens(course, tmp_path, capsys):
    assert course.main([]) == 0
    install, start = course.commands
    assert (
        f"--constraint {tmp_path / 'constraints.txt'} --editable {tmp_path}[course,tensorflow]"
        in install
    )
    assert start.endswith("-m dlcourse start")
    assert course.main(["list"]) == 0
    assert course.commands[2].endswith("-m dlcourse list")
    assert capsys.readouterr().out.count("Setting the course up") == 1


def test_the_commands_that_the_course_names_can_be_typed(course):
    assert called("next") == "`dlcourse next`"
    course.main(["list"])
    assert called("next") == f"`{'py' if os.name == 'nt' else 'python3'} course.py next`"


def test_testing_installs_the_test_extra_and_passes_options_on(course):
    assert course.main(["test", "-k", "claims"]) == 0
    assert course.commands[0].endswith("[course,tensorflow,test]")
    assert course.commands[1].endswith("-m pytest -k claims")


def test_changed_requirements_are_installed_again(course, tmp_path):
    course.main(["list"])
    (tmp_path / "constraints.txt").write_text("numpy==2.0.0\n")
    course.main(["list"])
    assert sum("pip install" in command for command in course.commands) == 2


def test_what_only_compilers_read_is_dropped(course, tmp_path):
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(tmp_path / ".venv")}))
    for name in ("tensorflow/include/core.h", "clang/native/libclang.so", "tensorflow/core.so"):
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).touch()
    assert course.main(["list"]) == 0
    left = {path.name for path in packages.rglob("*") if path.is_file()}
    assert left == {"core.so"}


def test_a_failed_installation_is_reported_and_tried_again(course, capsys):
    course.status = 1
    assert course.main([]) == 1
    assert "installation failed" in capsys.readouterr().err
    assert len(course.commands) == 1
    course.status = 0
    assert course.main([]) == 0
    assert len(course.commands) == 3


def test_an_old_python_is_named(course, monkeypatch, capsys):
    monkeypatch.setattr(course.sys, "version_info", (3, 10, 4))
    assert course.main([]) == 2
    assert "Expected Python 3.11 or newer. Received: Python 3.10." in capsys.readouterr().err
    assert course.commands == []


def test_the_exit_status_of_the_command_is_that_of_the_script():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import course, sys; sys.exit(course.run(sys.executable, '-c', 'exit(3)'))",
        ],
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 3


def test_its_extras_are_there_and_every_requirement_is_pinned(course):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    assert {*course.USED, "test"} <= set(extras)
    wanted = [*project["dependencies"], *(r for e in (*course.USED, "test") for r in extras[e])]
    assert "dlcourse[search]" in wanted
    wanted = [r for r in wanted if r != "dlcourse[search]"] + extras["search"]
    names = {re.match(r"[\w-]+", requirement)[0] for requirement in wanted}
    pins = (ROOT / "constraints.txt").read_text()
    pinned = {name.replace("_", "-").lower() for name in re.findall(r"^([\w-]+)==", pins, re.M)}
    assert {name.lower() for name in names} <= pinned


def test_the_library_forces_no_backend_and_no_jupyter():
    """Beside an existing TensorFlow, whatever its build is called, nothing else is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.match(r"[\w-]+", requirement)[0] for requirement in project["dependencies"]}
    assert names == {"executing", "keras", "matplotlib", "numpy", "platformdirs"}
