"""The demos in a real browser: layout, keyboard, accessibility, moves.

Set DLCOURSE_BROWSER to the path of Chromium or Chrome. DLCOURSE_AXE, the path of axe-core's
`axe.min.js`, adds what it says about accessibility.
"""

import time

import pytest
from alive import (
    PICTURE,
    READY,
    SIZES,
    needs_axe,
    needs_browser,
    serious,
    settle,
    wrong_layout,
)

from dlcourse import demos

pytestmark = needs_browser


# layout


@pytest.mark.parametrize("name", demos.names())
def test_a_page_fills_the_window_and_nothing_is_cut(show, name):
    tab = show(name, *SIZES[0])
    for size in SIZES:
        assert wrong_layout(tab, *size) == {}, f"{name} at {size}"
    assert [e for e in tab.events if e["method"] == "Runtime.exceptionThrown"] == []


def test_the_picture_is_drawn_for_the_pixels_of_the_screen(show):
    tab = show("folding_plane", scale=2.0)
    wide = f"{PICTURE}.naturalWidth / {PICTURE}.clientWidth"
    assert tab.run(wide) == pytest.approx(2, rel=0.01)


# keyboard and words


def test_each_control_is_one_stop_of_the_tab_key(show):
    tab = show("training_monitor")
    seen = []
    for _ in range(20):
        tab.press("Tab", 9)
        here = tab.run(
            "document.activeElement.matches('.dlcourse-demo *') &&"
            " (document.activeElement.ariaLabel || document.activeElement.textContent"
            "  || document.activeElement.labels[0].textContent)"
        )
        if not here:
            break
        seen.append(here.split("0.001")[0])
    train, play = "Train one epoch", "Play Train one epoch"
    controls = [train, play, "Start again", "", "hidden units", "careless labels"]
    assert seen == ["All demos", *controls, "Reset"]


def test_an_arrow_key_moves_a_slider_and_the_picture_follows(show):
    tab = show("folding_plane")
    settle(tab)
    before, words, shown = tab.run(f"[{PICTURE}.src, {PICTURE}.alt, {PICTURE}.alt]")[:3]
    tab.run("document.querySelector('.dlcourse-demo input[type=range]').focus()")
    tab.press("ArrowRight", 39)
    tab.wait(f"{PICTURE}.src !== {before!r}")
    settle(tab)
    assert tab.run(f"{PICTURE}.alt") != words and shown
    slider = "document.querySelector('.dlcourse-demo input[type=range]')"
    text = tab.run(f"{slider}.getAttribute('aria-valuetext')")
    assert tab.run(f"{slider}.closest('.slider').querySelector('output').textContent") == text


def test_space_plays_a_slider_and_stops_it(show):
    tab = show("perceptron_line#updates=0")
    settle(tab)
    value = "document.querySelector('.dlcourse-demo input[type=range]').valueAsNumber"
    tab.run("document.querySelector('.dlcourse-demo .play').focus()")
    tab.press(" ", 32, " ")
    tab.wait(f"{value} >= 2")
    assert tab.run("document.activeElement.getAttribute('aria-pressed')") == "true"
    tab.press(" ", 32, " ")
    settle(tab)
    there = tab.run(value)
    time.sleep(1)
    assert tab.run(value) == there < 40


def test_a_change_that_waits_for_the_next_step_is_confirmed(show):
    """The learning rate of a training that has not begun changes one label; careless ones none."""
    tab = show("training_monitor")
    settle(tab)
    tab.run("document.querySelector('.dlcourse-demo input[type=checkbox]').click()")
    note = "document.querySelector('.dlcourse-demo [role=status]').textContent"
    assert "careless labels: taken" in tab.wait(note)


@needs_axe
@pytest.mark.parametrize("path", ["", *demos.names()])
def test_axe_finds_nothing_critical_or_serious(show, path):
    tab = show(path, ready=READY if path else "document.images.length > 7")
    if path:
        settle(tab)
    assert serious(tab) == []


# moves


def test_moves_are_coalesced_and_the_newest_wins(show):
    tab = show("perceptron_line")
    settle(tab)
    pictures = tab.run(f"""new Promise(done => {{
      let pictures = 0;
      new MutationObserver(() => pictures++).observe({PICTURE}, {{attributeFilter: ["src"]}});
      const slider = document.querySelector('.dlcourse-demo input[type=range]');
      for (let position = 0; position <= 30; position++) {{
        slider.value = position;
        slider.dispatchEvent(new Event("input"));
      }}
      setTimeout(() => done(pictures), 8000);
    }})""")
    assert 1 < pictures <= 3  # the first move, the newest one, and that sharp
    assert tab.run("location.hash") == "#updates=30"
    assert tab.run("document.querySelector('.dlcourse-demo output').textContent") == "30"
