"""The templates of the pages, their style and their scripts, which stand inside each page."""

from typing import Any

import jinja2

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader(__package__, "."),
    autoescape=lambda name: name is not None and ".html" in name,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def render(template: str, **values: Any) -> str:
    """Return the page that a template makes of values; those that are HTML are marked there."""
    return _TEMPLATES.get_template(template).render(**values)
