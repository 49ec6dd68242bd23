"""The site of the demos: pages, gallery, list, and files of your own."""

import re
import subprocess
import sys

import nbformat
import pytest

from dlcourse import demos
from dlcourse.cli import main
from dlcourse.demos.site.pages import Exhibit, gallery, notebook


@pytest.fixture(scope="module")
def exhibits():
    return {name: Exhibit(demos.get(name), f"demos.get({name!r})") for name in demos.names()}


def test_each_page_is_a_valid_notebook(exhibits):
    for exhibit in exhibits.values():
        page = notebook(exhibit)
        nbformat.validate(nbformat.from_dict(page))
        assert page["metadata"]["title"] == exhibit.demo.title


def test_the_pages_run_without_keras(exhibits):
    cells = [notebook(exhibit)["cells"][0]["source"] for exhibit in exhibits.values()]
    code = "\n".join([*cells, "import sys", "assert 'keras' not in sys.modules"])
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_gallery_has_a_question_and_a_picture_of_each(exhibits):
    page = gallery(exhibits)
    for name, exhibit in exhibits.items():
        assert f'href="/{name}"' in page and f"/pictures/{name}.png" in page
        assert exhibit.demo.title in page
    assert exhibits["folding_plane"].picture.startswith(b"\x89PNG")


def test_words_of_a_demo_are_escaped_in_the_gallery(parabola):
    object.__setattr__(parabola, "title", "<b>&")
    try:
        assert "<h2>&lt;b&gt;&amp;</h2>" in gallery({"p": Exhibit(parabola, "", "<i>")})
    finally:
        object.__setattr__(parabola, "title", "Downhill on a parabola")


# files of your own


def test_a_file_of_your_own_may_use_what_stands_beside_it(tmp_path):
    (tmp_path / "beside_wave.py").write_text("from parabola import demo_of as demo_of")
    path = tmp_path / "wave.py"
    path.write_text("from beside_wave import demo_of\ndemo = demo_of(title='Wave')")
    assert demos.load(path).title == "Wave"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", r"Expected `demo = Demo\(...\)` in .*wave.py. Received: demo = None"),
        ("demo = 3", "Received: demo = 3"),
        ("1 / 0", "wave.py cannot be run: ZeroDivisionError: division by zero"),
        ("def", "cannot be run: SyntaxError"),
    ],
)
def test_a_file_without_a_demo_is_refused(tmp_path, text, message):
    path = tmp_path / "wave.py"
    path.write_text(text)
    with pytest.raises(LookupError, match=message):
        demos.load(path)


def test_the_command_says_so_in_one_line(tmp_path, capsys):
    assert main(["demo", str(tmp_path / "none.py")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("dlcourse: error: Expected a Python file") and error.count("\n") == 1


def test_the_list_fits_the_terminal_and_names_every_demo(capsys):
    assert main(["demo", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert sorted(line.split()[0] for line in lines if line[0] != " ") == demos.names()
    assert all(re.match(r"\w+ +\d\d  \S", line) for line in lines if line[0] != " ")
