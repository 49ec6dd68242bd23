"""Drawing, typing and clicking on the picture, in a real browser with a real mouse."""

from pathlib import Path

import easel
import pytest
from alive import (
    PICTURE,
    SIZES,
    await_another_page,
    box,
    drag,
    needs_axe,
    needs_browser,
    serious,
    settle,
    wrong_layout,
)

from tools.browser import Demos

pytestmark = needs_browser
CANVAS, GRID, TEXT, POINT, CHOICE = easel.demo.controls
SHEET = "document.querySelector('.dlcourse-demo canvas')"
FIELD = "document.querySelectorAll('.dlcourse-demo .{} input')[{}]"
#: The ink of each square of the canvas, as the browser paints it, from 0 to 9.
INK = f"""[...{SHEET}.getContext('2d').getImageData(0, 0, 8, 6).data]
  .filter((_, i) => i % 4 === 0).map(v => Math.round((255 - v) * 9 / 229)).join("")"""


@pytest.fixture(scope="module")
def easels():
    site = Demos(str(Path(__file__).with_name("easel.py")))
    yield site
    site.stop()


@pytest.fixture
def tab(show, easels):
    tab = show("easel", server=easels)
    settle(tab)
    yield tab
    assert [e for e in tab.events if e["method"] == "Runtime.exceptionThrown"] == []


def words(tab):
    """What the demo says of itself once it stands still."""
    settle(tab)
    return tab.run(f"{PICTURE}.alt")


def press_button(tab, name):
    tab.run(f"[...document.querySelectorAll('button')].find(b => b.innerText === {name!r}).click()")


# a canvas


def test_ink_is_seen_before_the_kernel_can_answer(tab):
    press = "new KeyboardEvent('keydown', {key: '8'})"
    assert tab.run(f"{SHEET}.dispatchEvent({press}), {INK}").count("8") == 1


def test_a_stroke_of_the_mouse_reaches_the_kernel(tab):
    drag(tab, SHEET, (0.05, 0.25), (0.95, 0.25))
    seen = tab.run(INK)
    assert seen[8:16] == "9" * 8 and seen[24:] == "0" * 24
    assert f"drawing {sum(c > '0' for c in seen)} of 48 squares inked" in words(tab)
    assert tab.run(INK) == seen


def test_strokes_faster_than_the_kernel_are_not_lost(tab):
    drag(tab, SHEET, *[(0.05 + 0.9 * (t % 2), 0.1 + 0.8 * t / 60) for t in range(60)])
    seen = tab.run(INK)
    assert seen.count("0") < 12
    assert f"drawing {48 - seen.count('0')} of 48" in words(tab) and tab.run(INK) == seen


def test_the_eraser_takes_ink_away_and_clear_all_of_it(tab):
    drag(tab, SHEET, (0.05, 0.25), (0.95, 0.25))
    press_button(tab, "Eraser")
    drag(tab, SHEET, (0.7, 0.25), (0.95, 0.25))
    assert tab.run(INK)[8:16].endswith("000") and tab.run(INK)[8:11] == "999"
    press_button(tab, "Clear")
    assert tab.run(INK) == "0" * 48
    assert "drawing empty" in words(tab)


def test_a_canvas_is_drawn_on_by_keys(tab):
    tab.run(f"{SHEET}.focus()")
    for shift in (False, True, True):
        tab.press("ArrowLeft", 37, shift=shift)
    tab.press("ArrowUp", 38)
    tab.press("7", 55, "7")
    assert tab.run("getComputedStyle(document.querySelector('.cursor')).display") == "block"
    assert tab.run("document.querySelector('.unseen').textContent") == "Row 3, column 2: ink 7 of 9"
    assert tab.run(INK)[16:19] == "071" and tab.run(INK)[25:28] == "999"
    words(tab)
    tab.press("Delete", 46)
    assert tab.run(INK)[17] == "0" and "empty" not in words(tab)


def test_a_finger_draws(tab):
    left, top, width, height = box(tab, SHEET)
    for kind, x in (("touchStart", 0.05), ("touchMove", 0.5), ("touchMove", 0.95)):
        spot = {"x": left + x * width, "y": top + 0.25 * height}
        tab.call("Input.dispatchTouchEvent", type=kind, touchPoints=[spot])
    tab.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    assert tab.run(INK)[8:16] == "9" * 8
    assert "drawing empty" not in words(tab)


# numbers and letters


def test_a_cell_takes_what_is_typed(tab):
    drag(tab, FIELD.format("grid", 1), (0.5, 0.5))
    for key in "-.75":
        tab.press(key, 0, key)
    assert "kernel 0 -0.75 | 0.5 1" in words(tab)
    drag(tab, FIELD.format("grid", 1), (0.5, 0.5))
    for key in "88":
        tab.press(key, 0, key)
    assert "kernel 0 4 | 0.5 1" in words(tab)
    tab.press("Tab", 9)
    assert tab.run(FIELD.format("grid", 1) + ".value") == "4"
    assert tab.run("document.activeElement.ariaLabel") == "kernel, row 2, column 1"
    tab.press("ArrowUp", 38)
    tab.press("PageDown", 34)
    assert "kernel 0 4 | -4 1" in words(tab)


def test_a_cell_is_dragged_up_and_down(tab):
    drag(tab, FIELD.format("grid", 0), (0.5, 0.5), (0.5, 0.3), (0.5, 0.5 - 18 / 36))
    up = tab.run(FIELD.format("grid", 0) + ".valueAsNumber")
    assert 1 <= up <= 2 and f"kernel {up:g} -1" in words(tab)
    drag(tab, FIELD.format("grid", 0), (0.5, 0.5), (0.5, 9))
    assert "kernel -4 -1" in words(tab)


def test_only_letters_that_are_allowed_are_typed(tab):
    tab.run(FIELD.format("text", 0) + ".focus()")
    tab.press("End", 35)
    for key in "N4-äaxy":
        tab.press(key, 0, key)
    assert tab.run(FIELD.format("text", 0) + ".value") == "annax"
    assert "first name “annax”" in words(tab)


# clicks on the picture


def place(tab, name, x, y):
    """Where a place of the axes number `name` of the picture is, as parts of the picture."""
    left, top, width, height = box(tab, f"document.querySelectorAll('.target')[{name}]")
    across, down, wide, high = box(tab, PICTURE)
    return (left + x * width - across) / wide, (top + y * height - down) / high


def test_a_click_and_a_drag_on_the_picture_move_a_point(tab):
    drag(tab, PICTURE, place(tab, 0, 0.25, 0.4))
    assert "at (-1, 6)" in words(tab)
    drag(tab, PICTURE, place(tab, 0, 0.25, 0.4), place(tab, 0, 0.5, 0.2), place(tab, 0, 2, -1))
    assert "at (2, 10)" in words(tab)
    assert tab.run(FIELD.format("point", 0) + ".value") == "2"
    tab.run(FIELD.format("point", 0) + ".focus()")
    tab.press("ArrowDown", 40)
    assert "at (1.9, 10)" in words(tab)


def test_a_click_near_a_named_point_chooses_it(tab):
    drag(tab, PICTURE, place(tab, 1, 0.75, 0.55))
    assert "town Bo" in words(tab)
    assert tab.run("document.querySelector('.dlcourse-demo select').selectedIndex") == 1
    drag(tab, PICTURE, place(tab, 1, 0.75, 0.55), place(tab, 1, 0.4, 0.25))
    assert "Nobody" not in words(tab) and "town Cuz" in words(tab)


# all of them


def test_the_state_survives_a_reload(tab):
    drag(tab, SHEET, (0.1, 0.25), (0.9, 0.7))
    drag(tab, PICTURE, place(tab, 0, 0.25, 0.4))
    before, ink = words(tab), tab.run(INK)
    await_another_page(tab, lambda: tab.call("Page.reload"))
    assert words(tab) == before and tab.run(INK) == ink


def test_a_page_with_all_of_them_fills_the_window_and_nothing_is_cut(tab):
    for size in SIZES:
        assert wrong_layout(tab, *size) == {}, size


@needs_axe
def test_axe_finds_nothing_critical_or_serious_in_them(tab):
    assert serious(tab) == []
