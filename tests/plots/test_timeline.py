"""dlcourse.plots.timeline: events stand in their order."""

import pytest
from overlapping import overlaps

from dlcourse.plots import plot_timeline


def places(ax):
    return {text.get_text(): text.get_position() for text in ax.texts}


EVENTS = {2012: "AlexNet", 1943: "McCulloch and\nPitts", 1957: "Rosenblatt"}


def test_events_stand_at_their_years_in_order():
    ax = plot_timeline(EVENTS)
    points = next(line for line in ax.lines if line.get_marker() == "o")
    assert points.get_xdata().tolist() == [1943, 1957, 2012]
    at = places(ax)
    for year, name in EVENTS.items():
        assert at[f"{year}\n{name}"][0] == year


def test_winters_are_shaded_and_named():
    ax = plot_timeline(EVENTS, winters=[(1974, 1980)])
    span = ax.patches[0]
    assert (span.get_x(), span.get_x() + span.get_width()) == (1974, 1980)
    assert places(ax)["winter"][0] == 1977


def test_names_of_near_events_do_not_collide():
    years = [1943, 1957, 1969, 1980, 1986, 1998, 2012]
    assert not overlaps(plot_timeline(dict.fromkeys(years, "two lines of\nsome words here")))


def test_no_event_no_timeline():
    with pytest.raises(ValueError, match="Expected at least one event"):
        plot_timeline({})
