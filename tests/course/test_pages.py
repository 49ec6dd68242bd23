"""A page needs no network: figures and formulas are inside, and figures have their texts."""

import base64
import re
import unicodedata
import warnings
from collections import Counter

import nbformat
import pytest
from bs4 import BeautifulSoup

from dlcourse.course.pages import to_html, to_mathml
from dlcourse.course.sections import deeper_sections, headings
from dlcourse.resources import lessons_dir

PIXEL = base64.b64encode(b"a picture").decode()
STATE = "application/vnd.jupyter.widget-state+json"
WIDGET = "application/vnd.jupyter.widget-view+json"


def page_of(markdown="", outputs=(), **metadata):
    """Return the parsed page of a notebook with one text cell and one code cell."""
    code = nbformat.v4.new_code_cell("1", outputs=list(outputs), metadata=metadata)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(markdown), code])
    book.metadata["widgets"] = {STATE: {"state": {"model": {}}, "version_major": 2}}
    return BeautifulSoup(to_html(book, "A <title>"), "html.parser")


def picture(**data):
    return nbformat.v4.new_output("display_data", data={"image/png": PIXEL, **data})


def test_nothing_is_loaded_from_elsewhere():
    page = page_of("# Title\n$x^2$", [picture()], alt="a line")
    assert page.find_all("script") == []
    assert page.find_all("link") == []
    assert all(image["src"].startswith("data:") for image in page.find_all("img"))
    assert re.findall(r"url\((?!\s*[\"']?data:)[^)]*\)", str(page.find_all("style"))) == []
    assert "@import" not in str(page.find_all("style"))
    assert page.title.text == "A <title>"


def test_each_figure_has_the_text_of_its_cell():
    one = page_of("", [picture()], alt='A line that "rises" & <falls>.')
    assert [i["alt"] for i in one.find_all("img")] == ['A line that "rises" & <falls>.']
    two = page_of("", [picture(), nbformat.v4.new_output("stream"), picture()], alt=["a", "b"])
    assert [i["alt"] for i in two.find_all("img")] == ["a", "b"]
    assert [i["alt"] for i in page_of("", [picture(), picture()]).find_all("img")] == ["", ""]


def test_of_an_interactive_output_the_picture_is_shown():
    demo = picture(**{WIDGET: {"model_id": "model", "version_major": 2}, "text/plain": "Demo x"})
    page = page_of("", [demo], alt="the demo")
    assert page.find("img")["src"] == f"data:image/png;base64,{PIXEL}"
    assert "widget-view" not in str(page)


def test_formulas_become_mathml():
    text = r"Inline $w_1 < 2$, display $$\frac{a}{b}$$ and" + "\n\n"
    page = page_of(text + r"\begin{align} a &= b \\ c &= d \end{align}" + "\n\ncosts \\$5")
    formulas = page.find_all("math")
    assert [formula["display"] for formula in formulas] == ["inline", "block", "block"]
    assert formulas[0].find("msub") and formulas[1].find("mfrac")
    assert len(formulas[2].find_all("mtr")) == 2
    assert "costs $5" in page.text


@pytest.mark.parametrize(
    ("latex", "twin"),
    [
        (r"\begin{aligned}a&=b\end{aligned}", r"\begin{split}a&=b\end{split}"),
        (r"\lVert w \rVert_2", r"\| w \|_2"),
        (r"\arg\max_k z_k", r"\operatorname{arg}\max_k z_k"),
    ],
)
def test_what_the_converter_does_not_know_is_written_otherwise(latex, twin):
    assert to_mathml(latex, "block") == to_mathml(twin, "block")
    assert "\\" not in to_mathml(latex, "block")


def test_a_formula_that_cannot_be_read_stays_as_it_is():
    assert to_mathml(r"a < b }{", "inline") == "<code>a &lt; b }{</code>"


def test_links_between_lessons_lead_to_pages():
    page = page_of("[next](02_next.ipynb) [web](https://example.org/a.ipynb) [here](#part)")
    links = [a["href"] for a in page.find_all("a")]
    assert links == ["02_next.html", "https://example.org/a.ipynb", "#part"]


FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)


def signs(latex):
    """Count the letters, digits and operators that a reader must see, commands left out."""
    bare = re.sub(r"\\(begin|end)\{\w+\*?\}|\\[a-zA-Z]+|\\.", " ", latex)
    return Counter(re.sub(r"[\s{}\[\]^_&~]", "", bare).replace("-", "−").replace("'", "′"))


@pytest.mark.parametrize("path", sorted(lessons_dir().glob("*.ipynb")), ids=lambda path: path.stem)
def test_no_sign_of_a_formula_is_lost(path):
    cells = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"]
    formulas = {a or b for text in cells for a, b in FORMULA.findall(text.replace("\\$", ""))}
    for latex in formulas:
        shown = BeautifulSoup(to_mathml(latex, "inline"), "html.parser").text
        plain = unicodedata.normalize("NFKC", shown)  # a bold w is a w
        assert not signs(latex) - Counter(plain.replace("-", "−")), latex


@pytest.mark.parametrize("path", sorted(lessons_dir().glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_formula_of_the_course_can_be_read_offline(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page = BeautifulSoup(to_html(nbformat.read(path, as_version=4), path.stem), "html.parser")
    text = "".join(math.text for math in page.find_all("math"))
    assert not re.findall(r"\\\w+", text)
    prose = page.find_all(class_="jp-MarkdownOutput")
    assert not [code.text for cell in prose for code in cell.find_all("code") if "\\" in code.text]
    assert all(image["alt"] for image in page.find_all("img"))


def test_an_answer_waits_until_it_is_asked_for():
    answer = nbformat.v4.new_output("stream", text="97 %\n")
    hidden = page_of("", [answer], jupyter={"outputs_hidden": True}).find("details")
    assert hidden.summary.text == "Show the answer" and "97 %" in hidden.text
    assert not hidden.has_attr("open")
    assert page_of("", [answer]).find("details") is None


def test_a_deeper_section_is_folded_up_to_its_end():
    texts = ["# L", "## Core", "## Deeper: $x$\nTease.", "### Part", "## Deeper: b", "## Terms"]
    texts.insert(4, "### Deeper: c")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(t) for t in texts])
    page = BeautifulSoup(to_html(book, "x"), "html.parser")
    a, c, b = page.find_all("details", class_="deeper")
    assert a.summary.h2.text.startswith("Deeper: ") and a.summary.find("math")
    assert "Tease." not in a.summary.text and "Tease." in a.text
    assert c in a.find_all("details") and b.find_parent("details") is None
    headings = {h.text.strip("¶") for d in (a, b) for h in d.find_all(["h2", "h3"])}
    assert "Part" in headings and not headings & {"Core", "Terms"}
    assert page.find(id="Terms").find_parent("details") is None


def test_code_in_a_fence_is_no_heading():
    text = "## Deeper: a\n```\n# Deeper: no\n```"
    assert [h.text for h in headings(text)] == ["Deeper: a"]
    assert deeper_sections(["```\n## Deeper: no\n```", text, "", "# b"]) == [range(1, 3)]
