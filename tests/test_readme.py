"""The README promises nothing that does not work."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dlcourse.course.catalogue import all_lessons
from tools.readme import picture, picture_path, with_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_example_runs_as_printed(tmp_path):
    (example,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", example], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("✓") == 2


def test_every_named_command_exists():
    commands = re.findall(r"^python3 course\.py (\w+)", README, re.MULTILINE)
    assert len(commands) > 5
    overview = subprocess.run(
        [sys.executable, "-m", "dlcourse", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert [name for name in commands if name != "test" and name not in overview] == []


def test_the_table_is_what_the_lessons_say():
    assert README == with_table(README), "run python -m tools.readme"
    assert len(re.findall(r"<b>\d\d ", README)) == len(all_lessons())


@pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.file)
def test_the_pictures_are_those_of_the_lessons(lesson):
    assert picture_path(lesson).read_bytes() == picture(lesson), "run python -m tools.readme"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_local_link_leads_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)|(?:href|src)=\"([^\"]+)\"", text)
    links = [link for pair in links for link in pair if link and "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link.split("#")[0]).exists()] == []
