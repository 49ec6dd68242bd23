"""Every demo of the gallery in a real browser: each control by keyboard, and by mouse."""

import pytest
from alive import PICTURE, box, drag, needs_browser, settle

from dlcourse import demos

pytestmark = needs_browser
HERE = "document.activeElement"
#: Where the focus is: what kind of control, and whether its value can grow (a list: go down).
STOP = f"""(here => here.closest('.dlcourse-demo fieldset') && [here.type,
  here.type === 'select-one' ? here.selectedIndex < here.options.length - 1
    : here.valueAsNumber < Number(here.max)])({HERE})"""
KEYS = {
    ("range", True): ("ArrowRight", 39),
    ("range", False): ("ArrowLeft", 37),
    ("number", True): ("ArrowUp", 38),
    ("number", False): ("ArrowDown", 40),
    ("select-one", True): ("ArrowDown", 40),
    ("select-one", False): ("ArrowUp", 38),
}
#: What Voila says on each page, by itself: it asks for icons of the internet, and for a module
#: before it is there.
OF_VOILA = ("fontawesome", "@jupyter-widgets/base is registered")


def follows(tab, act):
    """Call `act`; wait until the picture says something else."""
    before = tab.run(f"{PICTURE}.alt")
    act()
    tab.wait(f"{PICTURE}.alt !== {before!r}", 30)


def complaints(tab):
    """Return what went wrong by the browser's console."""
    told = []
    for event in tab.events:
        params = event["params"]
        if event["method"] == "Runtime.exceptionThrown":
            told.append(str(params))
        elif event["method"] == "Runtime.consoleAPICalled" and params["type"] == "error":
            told.append(str(params["args"]))
        elif event["method"] == "Log.entryAdded" and params["entry"]["level"] == "error":
            told.append(str(params["entry"]))
    return [each for each in told if not any(words in each for words in OF_VOILA)]


@pytest.mark.parametrize("name", demos.names())
def test_each_control_answers_and_nothing_is_complained_of(show, name):
    tab = show(name)
    settle(tab)
    moved = 0
    tab.press("Tab", 9)  # the link to all demos
    tab.press("Tab", 9)
    while stop := tab.run(STOP):
        if tuple(stop) in KEYS:
            follows(tab, lambda stop=stop: tab.press(*KEYS[tuple(stop)]))
            moved += 1
        tab.press("Tab", 9)
    for slider in range(tab.run("document.querySelectorAll('input[type=range]').length")):
        node = f"document.querySelectorAll('input[type=range]')[{slider}]"
        high = tab.run(f"{node}.valueAsNumber > {node}.max / 2")
        follows(tab, lambda node=node, high=high: drag(tab, node, (0.5, 0.5), (1 - high, 0.5)))
    for target in range(tab.run("document.querySelectorAll('.target').length")):
        node = f"document.querySelectorAll('.target')[{target}]"
        assert min(box(tab, node)[2:]) > 50
        follows(tab, lambda node=node: drag(tab, node, (0.3, 0.4), (0.5, 0.5), (0.62, 0.71)))
    keyed = "document.querySelectorAll('fieldset :is([type=range], [type=number], select)').length"
    assert bool(moved) == bool(tab.run(keyed))  # a canvas and buttons may be all there is
    assert complaints(tab) == []
