"""Lessons as web pages that need no network: one file each, and an index of several.

`cells` turns the cells of a lesson into HTML, with `prose` and `formulas` for the text and
`filmstrip` for the demos; `site` makes pages of it that know one another, and `index` the page
that leads to them and searches them.
"""

from dlcourse.course.pages.site import write_pages as write_pages
