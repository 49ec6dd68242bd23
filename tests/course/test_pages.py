"""A page of a lesson: whole without a network, and fit for a phone, the keyboard and the blind."""

import re
from base64 import b64decode

import nbformat
import pytest
from a_page import LESSON, code, parsed, picture, png, text

from dlcourse.course import alternatives
from dlcourse.course.catalogue import all_lessons
from dlcourse.course.sections import deeper_sections, headings

WIDGET = "application/vnd.jupyter.widget-view+json"


def test_nothing_is_loaded_from_elsewhere():
    page = parsed(text("# Title\n$x^2$"), code(picture(), alt="a line"))
    assert page.select("script[src], link, iframe") == []
    assert all(image["src"].startswith("data:") for image in page.find_all("img"))
    assert re.findall(r"url\(|@import", str(page.find_all("style"))) == []
    assert page.title.text == LESSON.title


def test_each_figure_has_the_text_of_its_cell_and_its_size():
    image = parsed(code(picture(), alt='A line that "rises" & <falls>.')).img
    assert image["alt"] == 'A line that "rises" & <falls>.'
    assert (image["width"], image["height"]) == ("8", "4")
    two = parsed(code(picture(), nbformat.v4.new_output("stream"), picture(), alt=["a", "b"]))
    assert [i["alt"] for i in two.find_all("img")] == ["a", "b"]
    assert [i["alt"] for i in parsed(code(picture(), picture())).find_all("img")] == ["", ""]


def test_a_sharp_figure_has_the_size_that_it_shall_have():
    tag = alternatives.figure_tag(alternatives.Figure(b64decode(png()), 4, 2, ""))
    page = parsed(code(nbformat.v4.new_output("display_data", data={"text/html": tag}), alt="x"))
    image = page.select_one("figure .figure > img")
    assert (image["alt"], image["width"], image["height"]) == ("x", "4", "2")
    assert image["src"] == f"data:image/png;base64,{png()}" and not page.select(".html")


def test_of_an_interactive_output_the_picture_is_shown():
    demo = picture(**{WIDGET: {"model_id": "model", "version_major": 2}, "text/plain": "Demo x"})
    page = parsed(code(demo, alt="the demo"))
    assert page.img["src"] == f"data:image/png;base64,{png()}"
    assert "widget-view" not in str(page.main)


def test_what_may_be_wider_than_the_page_scrolls_by_keys_too():
    outputs = [
        nbformat.v4.new_output("stream", text="1 2 3\n"),
        nbformat.v4.new_output("display_data", data={"text/html": "<pre style='a'>x</pre>"}),
        nbformat.v4.new_output("error", ename="E", evalue="", traceback=["a < b"]),
        picture(),
    ]
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n$$x$$"
    page = parsed(text(table), code(*outputs))
    boxes = page.select(".table, .formula, .code, .text, .error, .figure")
    assert len(boxes) == 7 and page.select(".html pre.text[style]")
    assert all(box["tabindex"] == "0" and box["aria-label"] for box in boxes)
    style = page.style.text
    for kind in ("code", "text", "error", "table", "figure", "formula"):
        assert re.search(rf"\.{kind}\b[^{{}}]*\{{[^}}]*overflow-x: auto", style), kind


def test_no_code_is_hidden_on_paper_or_on_a_wide_screen():
    style = parsed(code()).style.text
    wraps = r"@media print, \(min-width: 60rem\) \{ \.highlight pre \{[^}]*: pre-wrap"
    assert re.search(wraps, style)


def test_claims_are_wrapped_and_numbers_are_not():
    page = parsed(code(nbformat.v4.new_output("stream", text="[1 2]\n✓ So it is  (a = 1)\n3\n")))
    assert [pre["class"][0] for pre in page.select(".cell > pre")] == ["text", "claim", "text"]


def test_each_column_of_a_table_has_a_header_or_each_row():
    page = parsed(text("| | b |\n|---|---|\n| one | 2 |\n| two | 3 |"))
    assert [cell.text for cell in page.find_all("th")] == ["b", "one", "two"]
    assert [cell.get("scope") for cell in page.select("tbody th")] == ["row", "row"]
    last = parsed(text("| a | |\n|---|---|\n| 1 | 2 |"))  # no reader is told of an empty header
    assert [cell.text for cell in last.find_all("th")] == ["a"]


def test_links_lead_to_pages_that_are_there():
    first, second, third = all_lessons()[:3]
    markdown = f"[a]({second.file}.ipynb#part) [b]({third.file}.ipynb) [c](setup.cfg) [d](#part)"
    links = "[web](https://example.org/a.ipynb)"
    page = parsed(text(f"# t\n{markdown} {links}\n## part"), there=[first, second])
    hrefs = [a["href"] for a in page.main.find_all("a")]
    assert hrefs == [f"{second.file}.html#part", "#part", "https://example.org/a.ipynb"]
    assert "a b c d web" in page.main.text


def test_ways_lead_to_the_neighbours_that_are_there():
    lessons = all_lessons()
    alone = parsed(text("# t"))
    assert not alone.select(".ways, form, [href='index.html']")
    # Those that have no page are passed over.
    for there, ways in [((0, 2), [2]), ((0, 1, 2), [1])]:
        page = parsed(text("# t"), there=[lessons[place] for place in there])
        expected = [f"{lessons[place].file}.html" for place in ways]
        assert [a["href"] for a in page.select("header .ways a")] == expected
        assert [a["href"] for a in page.select("footer .ways a")] == expected
        assert page.form["action"] == page.header.a["href"] == "index.html"


def test_the_links_of_the_notebook_are_not_repeated():
    page = parsed(text("# t"), text("Next: [x](x.ipynb)", id="navigation"))
    assert "Next" not in page.text


def test_the_contents_lead_to_every_section():
    page = parsed(text("# T\n## A\n### $x$ in `b`\n#### no\n"), text("## Deeper: A\nx\n## A"))
    links = page.select(".contents a")
    assert [a.text for a in links] == ["A", "x in b", "Deeper: A", "A"]
    places = [page.find(id=a["href"].removeprefix("#")) for a in links]
    assert [place.text for place in places] == [a.text for a in links]
    assert len({a["href"] for a in links}) == 4
    assert page.select_one(".contents > details")


def test_an_answer_waits_until_it_is_asked_for():
    answer = nbformat.v4.new_output("stream", text="97 %\n")
    hidden = parsed(code(answer, jupyter={"outputs_hidden": True})).find("details")
    assert hidden.summary.text == "Show the answer" and "97 %" in hidden.text
    assert not hidden.has_attr("open")
    assert parsed(code(answer)).find("details") is None


def test_a_deeper_section_is_folded_up_to_its_end():
    texts = ["# L", "## Core", "## Deeper: $x$\nTease.", "### Part", "## Deeper: b", "## Terms"]
    texts.insert(4, "### Deeper: c")
    page = parsed(*map(text, texts))
    a, c, b = page.find_all("details", class_="deeper")
    assert a.summary.h2.text.startswith("Deeper: ") and a.summary.find("math")
    assert "Tease." not in a.summary.text and "Tease." in a.text
    assert c in a.find_all("details") and b.find_parent("details") is None
    found = {h.text for d in (a, b) for h in d.find_all(["h2", "h3"])}
    assert "Part" in found and not found & {"Core", "Terms"}
    assert page.find(id="Terms").find_parent("details") is None


def test_code_in_a_fence_is_no_heading():
    markdown = "## Deeper: a\n```\n# Deeper: no\n```"
    assert [h.text for h in headings(markdown)] == ["Deeper: a"]
    assert deeper_sections(["```\n## Deeper: no\n```", markdown, "", "# b"]) == [range(1, 3)]


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_every_colour_can_be_read_on_its_ground(place):
    style = parsed(text("# t")).style.text
    palette = dict(re.findall(r"--([a-z]+): (#\w{6});", style.split(":root {")[place + 1]))
    assert {"ground", "box", "text", "soft", "link", "comment", "mark"} <= set(palette)
    for name in palette.keys() - {"ground", "box", "line", "mark"}:
        for ground in ("ground", "box"):
            dark, light = sorted(luminance(palette[each]) for each in (name, ground))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)


@pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.file)
@pytest.mark.filterwarnings("ignore")
def test_every_lesson_can_be_read_offline(lesson):
    cells = nbformat.read(lesson.path(), as_version=4).cells
    page = parsed(*cells)
    formulas = "".join(math.text for math in page.find_all("math"))
    assert not re.findall(r"\\\w+", formulas)
    assert not [c.text for c in page.select(".prose code") if "\\" in c.text]
    assert all(image["alt"] for image in page.find_all("img"))
    assert all(cell.get_text(strip=True) for cell in page.find_all("th"))
    ids = [each["id"] for each in page.find_all(id=True)]
    assert len(set(ids)) == len(ids)
    assert {a["href"][1:] for a in page.select("[href^='#']")} <= set(ids)


@pytest.mark.parametrize("language", ["", "python"])
def test_wide_text_between_the_cells_scrolls_in_its_box(language):
    box = parsed(text(f"```{language}\na = 1\n```")).select_one(".prose .text")
    assert box["tabindex"] == "0" and box.pre.text.strip() == "a = 1"
