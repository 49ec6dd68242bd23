"""The demos of the gallery: all draw, answer to every control, and load only when asked."""

import importlib
import json
import subprocess
import sys

import pytest
from moves import other_values

import dlcourse as dl
from dlcourse import demos
from dlcourse.demos.core.controls import Button
from dlcourse.demos.core.view import DemoView


@pytest.fixture(params=demos.names())
def demo(request):
    return demos.get(request.param)


def pictures(demo, values):
    """The picture of `values`, and those after pressing each button once."""
    yield demo.render(values)
    for button in (c for c in demo.controls if isinstance(c, Button)):
        yield demo.render({**values, **demo.follow(button.action, values)})


def test_every_control_changes_the_picture(demo):
    """At once, or, like a learning rate, after the next step."""
    start = list(pictures(demo, demo.start))
    for control in demo.controls:
        if isinstance(control, Button):
            continue
        changed = False
        for value in other_values(control):
            values = {**demo.start, **demo.admit({control.name: value})}
            values |= demo.follow(control.action, values)
            changed = any(a != b for a, b in zip(pictures(demo, values), start, strict=True))
            if changed:
                break
        assert changed, f"no value of {control.name} changes a picture"


def test_every_button_acts(demo):
    """From the start, or, like one that starts again, after the others were pressed."""
    names = [control.name for control in demo.controls if isinstance(control, Button)]
    for name in names:
        alone, after = DemoView(demo), DemoView(demo)
        for other in set(names) - {name}:
            after.press(other)
        acted = [acts(alone, name), acts(after, name)]
        assert any(changed for changed, _ in acted), f"{name} does nothing"
        assert any(seen for _, seen in acted), f"{name} cannot be seen"


def acts(view, name):
    """Press a button three times; return whether a value changed, and whether the picture did."""
    before = view.png
    changed = [view.press(name) for _ in range(3)]
    assert view.error == ""
    return any(changed), view.png != before


def test_the_title_is_read_without_loading(demo):
    assert demos.title(demo.name) == demo.title


def test_title_and_hint_are_sentences(demo):
    assert demo.title and not demo.title.endswith(".")
    assert demo.look_for[-1] in ".?!"
    assert demo.name in demos.names()


def test_the_name_shows_the_demo_although_its_module_was_imported(demo):
    module = importlib.import_module(f"dlcourse.demos.gallery.{demo.name}")
    assert getattr(dl.demos, demo.name)().demo is demo is module.demo


def test_an_unknown_demo_is_answered_with_the_nearest():
    with pytest.raises(LookupError, match="Did you mean 'perceptron_line'"):
        demos.get("perceptron_lines")
    with pytest.raises(AttributeError, match="There are: .*perceptron_line"):
        _ = dl.demos.nothing_like_it


def test_listing_demos_loads_neither_numpy_nor_matplotlib():
    code = (
        "import json, sys, dlcourse.demos as d; dir(d); [d.title(name) for name in d.names()];"
        "print(json.dumps(sorted({'numpy', 'matplotlib', 'anywidget'} & set(sys.modules))))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert json.loads(run.stdout) == []
