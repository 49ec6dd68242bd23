"""A lesson as one HTML file that needs no network: figures inside, mathematics as MathML.

MathML is drawn by the browser itself, so that neither MathJax nor its fonts have to be loaded.
"""

import html
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import jinja2
import latex2mathml.converter
from jinja2 import pass_context
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_raw_cell

from dlcourse.course.alternatives import describe
from dlcourse.course.sections import deeper_sections

if TYPE_CHECKING:
    from nbformat import NotebookNode

# What the converter does not know, and what it knows that looks the same.
_TWINS = {
    r"{aligned}": r"{split}",
    r"{align}": r"{align*}",
    r"\operatorname*{arg\,max}": r"\operatorname{arg}\max",
    r"\operatorname*{arg\,min}": r"\operatorname{arg}\min",
    r"\arg": r"\operatorname{arg}",
    r"\boldsymbol": r"\mathbf",
    # Bars that stretch would hang below the line where they carry an index, as in a norm.
    r"\lVert": r"\|",
    r"\rVert": r"\|",
    r"\lvert": "|",
    r"\rvert": "|",
}

# nbconvert's page, without the scripts that it would load from the network.
_TEMPLATE = """
{%- extends 'lab/index.html.j2' -%}
{% block html_head_js %}{% endblock %}
{% block html_head_js_mathjax %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}
{% block jupyter_widgets %}{% endblock %}
{% block html_head_css %}
<style>
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
/* Fonts with tall brackets; each system has one of them. */
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math",
  "DejaVu Math TeX Gyre", math; }
math[display="block"] { margin: 1em 0; }
mtd[columnalign="left"] { text-align: -webkit-left; text-align: -moz-left; }
mtd[columnalign="right"] { text-align: -webkit-right; text-align: -moz-right; padding-right: 0; }
mtd[columnalign="right"] + mtd { padding-left: 0; }
summary { cursor: pointer; font-family: var(--jp-content-font-family); }
summary h2, summary h3, summary h4 { display: inline; }
details.answer > summary, details.deeper { margin: 1em 0; }
</style>
{% endblock %}
{% block output_group %}
{% if cell.metadata.get("jupyter", {}).get("outputs_hidden") %}
<details class="answer"><summary>Show the answer</summary>
{{ super() }}
</details>
{% else %}
{{ super() }}
{% endif %}
{% endblock %}
{% block rawcell scoped %}
{{ cell.source }}
{% endblock %}
{% block data_png scoped %}
<div class="jp-RenderedImage jp-OutputArea-output {{ extra_class }}">
<img src="data:image/png;base64,{{ output.data['image/png'] | escape_html }}"
alt="{{ output | get_metadata('alt', 'image/png') | default('', true) | e }}">
</div>
{% endblock %}
"""


def to_html(notebook: "NotebookNode", title: str) -> str:
    """Return the page of a notebook that was run.

    Each figure gets the alternative text that its cell declares. Of an interactive output the
    static picture is shown. Answers to predictions and deeper sections wait until they are asked
    for. The notebook is changed accordingly.

    Args:
        notebook: The notebook.
        title: The title of the page.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            describe(cell)
    # Without their state, nbconvert shows the picture beside a widget instead of the widget.
    notebook.metadata.pop("widgets", None)
    notebook.metadata["title"] = title
    notebook.cells = list(_folded(notebook.cells))
    return _OfflineExporter().from_notebook_node(notebook)[0]


def _folded(cells: "list[NotebookNode]") -> "Iterator[NotebookNode]":
    """Put each deeper section into a <details>, of which the heading alone is seen at first."""
    sections = deeper_sections([c.source if c.cell_type == "markdown" else "" for c in cells])
    starts = {section.start for section in sections}
    ends = Counter(section.stop for section in sections)
    for place, cell in enumerate(cells):
        yield from (new_raw_cell("</details>") for _ in range(ends[place]))
        if place in starts:
            heading, _, cell.source = cell.source.partition("\n")
            title = _markdown_to_html(heading)
            yield new_raw_cell(f'<details class="deeper"><summary>{title}</summary>')
        yield cell
    yield from (new_raw_cell("</details>") for _ in range(ends[len(cells)]))


def to_mathml(latex: str, display: str) -> str:
    """Return the MathML of a formula, or its source where it cannot be translated.

    Args:
        latex: The formula, without dollar signs.
        display: `"inline"` or `"block"`.
    """
    for unknown, twin in _TWINS.items():
        latex = latex.replace(unknown, twin)
    try:
        formula = latex2mathml.converter.convert(latex, display=display)
    except Exception:  # The converter raises errors of many kinds on a formula it cannot read.
        return f"<code>{html.escape(latex)}</code>"
    # HTML needs no namespace, and in a heading nbconvert would write it into each tag.
    return formula.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "", 1)


class _OfflineRenderer(IPythonRenderer):
    """Renders formulas as MathML, and leads from page to page instead of notebook to notebook."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if "://" not in url and url.endswith(".ipynb"):
            url = url.removesuffix(".ipynb") + ".html"
        return super().link(text, url, title)

    def inline_math(self, body: str) -> str:
        return to_mathml(body, "inline")

    def block_math(self, body: str) -> str:
        return to_mathml(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        return to_mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")


class _OfflineExporter(HTMLExporter):
    """nbconvert's exporter with this module's template and formulas."""

    def __init__(self, **options):
        loader = jinja2.DictLoader({"offline.html.j2": _TEMPLATE})
        super().__init__(
            extra_loaders=[loader], template_file="offline.html.j2", embed_images=True, **options
        )

    @pass_context
    def markdown2html(self, context, source):
        return _markdown_to_html(source, context.get("cell", {}).get("attachments", {}))


def _markdown_to_html(source: str, attachments: dict | None = None) -> str:
    renderer = _OfflineRenderer(escape=False, attachments=attachments, embed_images=True)
    return MarkdownWithMath(renderer=renderer).render(source)
