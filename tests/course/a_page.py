"""A page of a lesson that was run, without running one."""

import base64
import io

import nbformat
from bs4 import BeautifulSoup
from PIL import Image

from dlcourse.course.catalogue import all_lessons
from dlcourse.course.pages.site import lesson_page

LESSON = all_lessons()[0]


def png(size=(8, 4)) -> str:
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, format="PNG")
    return base64.b64encode(file.getvalue()).decode()


def picture(**data):
    return nbformat.v4.new_output("display_data", data={"image/png": png(), **data})


def parsed(*cells, there=(LESSON,)):
    """Return the parsed page of a notebook."""
    book = nbformat.v4.new_notebook(cells=list(cells))
    return BeautifulSoup(lesson_page(book, LESSON, there), "html.parser")


def text(markdown, **options):
    return nbformat.v4.new_markdown_cell(markdown, **options)


def code(*outputs, source="1", **metadata):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)
