"""The index leads to every page in its folder, and searches what stands there."""

import json

import pytest
from a_page import code, picture, text
from bs4 import BeautifulSoup
from nbformat.v4 import new_notebook, new_output

from dlcourse.course.catalogue import all_lessons
from dlcourse.course.pages import write_pages

FIRST, SECOND = all_lessons()[:2]


@pytest.fixture
def books():
    answer = new_output("stream", text="of 97 %\n")
    fold = {"outputs_hidden": True}
    first = [
        text("# T\n## Slopes\nA **flat** zone, $\\frac{a}{b}$."),
        code(picture(), alt="no", source="f(x)"),
        code(picture(), alt="the staircase", tags=["remember"]),
        text("## Deeper: proof\nBy hand."),
        code(answer, source="guess", jupyter=fold),
    ]
    second = [text("# U\n## Part")]
    return {FIRST: new_notebook(cells=first), SECOND: new_notebook(cells=second)}


def read(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_one_lesson_needs_no_index(tmp_path, books):
    assert write_pages(tmp_path, {FIRST: books[FIRST]}) == tmp_path / f"{FIRST.file}.html"
    assert [path.name for path in tmp_path.iterdir()] == [f"{FIRST.file}.html"]


def test_each_lesson_has_a_card_with_its_picture_to_remember(tmp_path, books):
    index = read(write_pages(tmp_path, books))
    first, second = index.select(".cards li")
    assert first.a["href"] == f"{FIRST.file}.html" and (tmp_path / first.a["href"]).is_file()
    assert first.strong.text == FIRST.title and FIRST.figure in first.text
    assert f"{FIRST.minutes} min" in first.text
    assert first.img["alt"] == "the staircase" and first.img["src"].startswith("data:image/webp")
    assert second.img is None


def test_the_search_knows_every_section_and_no_hidden_answer(tmp_path, books):
    index = read(write_pages(tmp_path, books))
    sections = {s[1]: s for s in json.loads(index.find(id="sections").text)}
    assert list(sections) == ["T", "Slopes", "Deeper: proof", "U", "Part"]
    title, _, address, words = sections["Slopes"]
    assert (title, address) == (FIRST.title, f"{FIRST.file}.html#Slopes")
    assert words == "A flat zone, a/b. f(x) 1"
    assert sections["Deeper: proof"][3] == "By hand. guess"
    for _, _, address, _ in sections.values():
        page, _, place = address.partition("#")
        assert read(tmp_path / page).find(id=place)


def test_pages_of_an_earlier_run_stay_in_the_index(tmp_path, books):
    write_pages(tmp_path, {FIRST: books[FIRST]})
    index = read(write_pages(tmp_path, {SECOND: books[SECOND]}))
    assert [a["href"] for a in index.select(".cards a")] == [f"{x.file}.html" for x in books]
    assert read(tmp_path / f"{SECOND.file}.html").select("[rel=prev]")


def test_the_search_is_asked_from_every_page(tmp_path, books):
    index = read(write_pages(tmp_path, books))
    form = read(tmp_path / f"{FIRST.file}.html").form
    assert form["action"] == "index.html" and form.input["name"] == index.form.input["name"] == "q"
