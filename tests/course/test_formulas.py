"""Formulas become MathML that a browser can draw, and no sign of them is lost."""

import re
import unicodedata
from collections import Counter

import nbformat
import pytest
from a_page import parsed, text
from bs4 import BeautifulSoup

from dlcourse.course.pages.formulas import to_mathml
from dlcourse.resources import lessons_dir

LESSONS = sorted(lessons_dir().glob("*.ipynb"))
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)


def shown(latex):
    return BeautifulSoup(to_mathml(latex, "inline"), "html.parser").text


def test_formulas_become_mathml():
    markdown = r"Inline $w_1 < 2$, display $$\frac{a}{b}$$ and" + "\n\n"
    page = parsed(text(markdown + r"\begin{align} a &= b \\ c &= d \end{align}" + "\n\ncosts \\$5"))
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


@pytest.mark.parametrize(
    ("latex", "letters"),
    [
        (r"\mathbf w", "𝐰"),
        (r"\mathbf{w}", "𝐰"),
        (r"\mathbf{W h}", "𝐖𝐡"),
        (r"\mathbf 0", "𝟎"),
        (r"\boldsymbol\theta", "𝛉"),
        (r"\bm h", "𝒉"),
        (r"\mathsf{T}", "𝖳"),
        (r"\mathsf T", "𝖳"),
        (r"\mathbb R", "ℝ"),
        (r"\mathit h", "h"),  # there is no other, and a lone letter is italic by itself
        (r"\mathbf{+}", "+"),
    ],
)
def test_letters_are_bold_by_themselves(latex, letters):
    # MathML Core ignores mathvariant="bold": a browser would show a plain w.
    assert shown(latex) == letters


def signs(latex):
    """Count the letters, digits and operators that a reader must see, commands left out."""
    bare = re.sub(r"\\(begin|end)\{\w+\*?\}|\\[a-zA-Z]+|\\.", " ", latex)
    return Counter(re.sub(r"[\s{}\[\]^_&~]", "", bare).replace("-", "−").replace("'", "′"))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_sign_of_a_formula_is_lost(path):
    cells = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"]
    formulas = {a or b for text in cells for a, b in FORMULA.findall(text.replace("\\$", ""))}
    for latex in formulas:
        plain = unicodedata.normalize("NFKC", shown(latex))  # a bold w is a w
        assert not signs(latex) - Counter(plain.replace("-", "−")), latex
        assert set(re.findall('mathvariant="(.+?)"', to_mathml(latex, "inline"))) <= {"normal"}
