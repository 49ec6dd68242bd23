"""`import dlcourse` is light, and every promised name is there."""

import ast
import importlib
import inspect
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import dlcourse


def run_fresh(code: str, **options) -> str:
    """Run code in a new interpreter and return what it prints."""
    options = {"capture_output": True, "text": True, "check": True, **options}
    return subprocess.run([sys.executable, "-c", code], **options).stdout.strip()


def test_importing_the_package_loads_no_heavy_library():
    heavy = "{'numpy', 'keras', 'tensorflow', 'matplotlib', 'IPython', 'anywidget'}"
    assert run_fresh(f"import sys, dlcourse; print({heavy} & set(sys.modules))") == "set()"


@pytest.mark.parametrize(("given", "used"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")])
def test_numpy_gets_one_thread_unless_the_user_says_otherwise(given, used):
    bare = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    code = (
        "import os, sys, dlcourse as dl; value = os.environ['OPENBLAS_NUM_THREADS'];"
        "print(value, 'numpy' in sys.modules)"
    )
    assert run_fresh(code, env=bare | given) == f"{used} False"


def test_the_scratch_library_and_the_data_need_no_keras():
    code = (
        "import sys, dlcourse as dl; dl.scratch.relu; dl.datasets.load_digits();"
        "print({'keras', 'tensorflow', 'matplotlib'} & set(sys.modules))"
    )
    assert run_fresh(code) == "set()"


# As in an environment that lacks the packages for which `is_missing(name)` holds.
WITHOUT = """
import importlib, pkgutil, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if is_missing(name.partition(".")[0]):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
"""
JUPYTER = (
    "IPython anywidget ipykernel ipywidgets jupyter_client jupyterlab nbclient nbconvert nbformat"
    " voila"
)


def test_the_scratch_library_needs_numpy_alone():
    code = f"""{WITHOUT}
is_missing = lambda name: name not in {{*sys.stdlib_module_names, "dlcourse", "numpy"}}
import dlcourse.scratch as scratch
for module in pkgutil.walk_packages(scratch.__path__, "dlcourse.scratch."):
    importlib.import_module(module.name)
print(scratch.relu([-2.0, 2.0]))
"""
    assert run_fresh(code) == "[0. 2.]"


@pytest.mark.parametrize("name", sorted({*dlcourse.__all__} - {"demos"}))
def test_the_library_needs_no_jupyter(name):
    code = f"""{WITHOUT}
is_missing = {JUPYTER.split()}.__contains__
import dlcourse
print(dlcourse.{name} is not None)
"""
    assert run_fresh(code) == "True"


LAZY = ("dlcourse", "dlcourse.callbacks", "dlcourse.layers", "dlcourse.plots")
EAGER = ("claims", "datasets", "models", "scratch", "training")


@pytest.mark.parametrize("name", LAZY)
def test_type_checkers_see_what_is_public(name):
    package = importlib.import_module(name)
    stub = Path(package.__file__).with_suffix(".pyi")
    imports = [n for n in ast.parse(stub.read_text()).body if isinstance(n, ast.ImportFrom)]
    names = [alias for node in imports for alias in node.names]
    assert all(alias.name == alias.asname for alias in names)
    assert sorted(alias.name for alias in names) == package.__all__ == dir(package)
    for alias in names:
        assert getattr(package, alias.name) is not None
    assert Path(dlcourse.__file__).with_name("py.typed").is_file()


@pytest.mark.parametrize("name", EAGER)
def test_a_package_shows_its_own_names_alone(name):
    package = getattr(dlcourse, name)
    assert dir(package) == sorted(package.__all__) == sorted(set(dir(package)))
    for public in dir(package):
        value = getattr(package, public)
        assert not isinstance(value, ModuleType)
        assert getattr(value, "__module__", "dlcourse").startswith("dlcourse")


def test_demos_and_exercises_show_nothing_that_was_imported():
    shown = {*dir(dlcourse.demos), *dir(dlcourse.exercises)}
    assert {"perceptron_line", "names", "heaviside"} <= shown
    assert not {"Any", "Callable", "importlib", "pkgutil", "TYPE_CHECKING"} & shown


LOOKS = {
    "help": "import pydoc; text = pydoc.plain(pydoc.render_doc(dl))",
    "Tab": (
        "from IPython.core.interactiveshell import InteractiveShell as Shell\n"
        "from IPython.core.completer import provisionalcompleter\n"
        "completer = Shell.instance(user_ns={'dl': dl}).Completer\n"
        "with provisionalcompleter():\n"
        "    text = ' '.join(c.text for c in completer.completions('dl.', 3))"
    ),
}


@pytest.mark.parametrize("way", LOOKS)
def test_a_look_at_the_course_shows_what_there_is_and_loads_nothing_heavy(way):
    heavy = "{'keras', 'tensorflow', 'matplotlib', 'ipywidgets'}"
    code = f"import sys, dlcourse as dl\n{LOOKS[way]}\nprint(text, {heavy} & set(sys.modules))"
    text, _, loaded = run_fresh(code).rpartition(" ")
    assert loaded == "set()"
    assert [name for name in dlcourse.__all__ if name not in text] == []
    if way == "help":
        modules = [name for name in dlcourse.__all__ if name != "claim"]
        assert [name for name in modules if f"dl.{name} " not in text] == []


def test_signatures_are_written_as_in_the_source():
    signature = str(inspect.signature(dlcourse.plots.plot_samples))
    assert "ArrayLike" in signature
    assert "numpy" not in signature


@pytest.mark.parametrize("name", dlcourse.__all__)
def test_every_public_name_can_be_reached(name):
    assert getattr(dlcourse, name) is not None
    assert name in dir(dlcourse)


def test_an_unknown_name_is_told_what_there_is():
    with pytest.raises(AttributeError, match="'plot'; it has .*plots"):
        _ = dlcourse.plot
