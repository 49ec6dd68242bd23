"""A demo in a page moves along pictures that were drawn beforehand."""

import json

import pytest
from a_page import code, parsed, picture

from dlcourse import demos
from dlcourse.course.pages.filmstrip import DEMO, MOST_BYTES, MOST_FRAMES, strip_of


def shown(name, moves=(), **values):
    return {"demo": name, "values": values, "moves": list(moves)}


def test_a_playable_slider_is_walked_along():
    strip = strip_of(shown("backprop_steps", w=2.0, step=4))
    assert strip["label"] == "edges done"
    # The slider goes on to 16, but in this graph all is done after 8 edges.
    assert [frame["said"] for frame in strip["frames"]] == [str(n) for n in range(9)]
    assert strip["start"] == 4
    assert strip["frames"][4]["alt"].startswith(
        "Backpropagation, one edge at a time: edges done 4, graph a squared error, w 2"
    )
    assert len({frame["source"] for frame in strip["frames"]}) == 9
    assert sum(len(frame["source"]) for frame in strip["frames"]) < MOST_BYTES


def test_what_a_cell_did_is_walked_again():
    moves = [["press", "train"], ["set", "rate", 0.01], ["press", "train"]]
    strip = strip_of(shown("training_monitor", moves, rate=0.8))
    said = [frame["said"] for frame in strip["frames"]]
    assert said == ["start", "1: Train one epoch", "2: learning rate 0.01", "3: Train one epoch"]
    assert strip["start"] == 3
    assert "learning rate 0.8" in strip["frames"][1]["alt"]


def test_long_ways_are_thinned_but_begin_and_end_where_they_did(monkeypatch):
    strip = strip_of(shown("perceptron_line", gate="xor", updates=11))
    said = [int(frame["said"]) for frame in strip["frames"]]
    assert len(said) <= MOST_FRAMES and said == sorted(set(said))
    assert said[0] == 0 and said[-1] == 40 and said[strip["start"]] == 11
    monkeypatch.setattr("dlcourse.course.pages.filmstrip.MOST_BYTES", 60_000)
    fewer = strip_of(shown("perceptron_line", gate="xor", updates=11))
    assert 1 < len(fewer["frames"]) < len(strip["frames"])
    assert fewer["frames"][fewer["start"]]["said"] == "11"


def test_an_output_without_a_demo_has_no_slider():
    assert strip_of(None) is None and strip_of(shown("unknown")) is None
    assert parsed(code(picture())).find("script", class_="demo") is None


def test_the_page_holds_the_pictures_of_its_demo():
    output = picture()
    output.metadata[DEMO] = shown("tensor_explorer")
    page = parsed(code(output, alt="the demo"))
    strip = json.loads(page.select_one("figure script.demo").text)
    assert len(strip["frames"]) == 4  # it has no playable control: the first slider
    assert page.img["alt"] == "the demo"  # without a script, the stored picture stands


@pytest.mark.parametrize("name", demos.names())
def test_a_live_demo_tells_the_page_what_it_shows(name):
    view = getattr(demos, name)()
    view.set(**{c.name: c.value for c in view.demo.controls[:1] if hasattr(c, "value")})
    data, metadata = view._repr_mimebundle_()
    told = json.loads(json.dumps(metadata[DEMO]))
    assert told["demo"] == name and len(told["moves"]) <= 1
    assert "image/png" in data
