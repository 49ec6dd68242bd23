"""An answer goes one way through these modules: none imports one that comes later."""

import ast
from pathlib import Path

from dlcourse import judging

FLOORS = [
    # what is declared, what is observed: data
    ["mistake", "observation"],
    ["declaration", "values", "compare"],
    # observing
    ["raised", "look", "contain"],
    ["observe", "wire"],
    ["run_thread", "run_process"],
    ["task", "findings"],
    # comparing and finding
    ["explain", "remark"],
    ["find"],
    # saying
    ["verdict", "words", "write"],
    ["render"],
    # asking
    ["panel"],
    ["exercise"],
    ["child"],
]
ROOM = Path(judging.__file__).parent


def imported_by(module):
    for path in (*ROOM.glob(f"{module}.py"), *ROOM.glob(f"{module}/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dlcourse"):
                yield from ([f"{node.module}.{alias.name}" for alias in node.names])


def test_every_module_has_a_floor():
    modules = {path.stem for path in ROOM.iterdir() if path.stem[:2] != "__"}
    assert sorted(modules) == sorted(module for floor in FLOORS for module in floor)


def test_no_module_imports_upwards():
    below = set()
    for floor in FLOORS:
        for module in floor:
            for name in imported_by(module):
                parts = name.split(".")
                if parts[1] == "judging":
                    assert parts[2] in below | {module}, f"{module} imports {name}"
                else:
                    allowed = {("exercise", "course"), ("raised", "_text")}
                    assert (module, parts[1]) in allowed, f"{module}: {name}"
        below |= set(floor)
