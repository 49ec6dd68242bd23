"""`import dlcourse` is light, and every promised name is there."""

import subprocess
import sys

import pytest

import dlcourse


def run_fresh(code: str) -> str:
    """Run code in a new interpreter and return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_package_loads_no_heavy_library():
    heavy = "{'numpy', 'keras', 'tensorflow', 'matplotlib', 'IPython', 'ipywidgets'}"
    assert run_fresh(f"import sys, dlcourse; print({heavy} & set(sys.modules))") == "set()"


def test_the_scratch_library_and_the_data_need_no_keras():
    code = (
        "import sys, dlcourse as dl; dl.scratch.relu; dl.datasets.load_digits();"
        "print({'keras', 'tensorflow', 'matplotlib'} & set(sys.modules))"
    )
    assert run_fresh(code) == "set()"


@pytest.mark.parametrize("name", dlcourse.__all__)
def test_every_public_name_can_be_reached(name):
    assert getattr(dlcourse, name) is not None
    assert name in dir(dlcourse)


def test_an_unknown_name_is_told_what_there_is():
    with pytest.raises(AttributeError, match="'plot'; it has .*plots"):
        _ = dlcourse.plot
