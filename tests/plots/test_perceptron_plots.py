"""dlcourse.plots.perceptron: updates, the turning line, its direction."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from dlcourse.plots import (
    plot_cycle,
    plot_direction,
    plot_turning_line,
    plot_update,
)
from dlcourse.plots.style import COLORS, REGION_COLORS
from dlcourse.scratch import Perceptron

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND = [0, 0, 0, 1]


@pytest.fixture
def history():
    return Perceptron([0, 0]).fit(X, AND).history


def on_line(line, update):
    ends = np.array([line.get_xy1(), line.get_xy2()])
    return np.allclose(ends @ update.weights + update.bias, 0)


def test_an_update_shows_the_old_and_the_new_line(history):
    ax = plot_update(history, 3, X, AND)
    old, new = ax.lines
    assert (old.get_linestyle(), new.get_linestyle()) == ("--", "-")
    assert on_line(old, history[2]) and on_line(new, history[3])


def test_an_update_shows_the_direction_of_the_new_weights(history):
    (arrow,) = plot_update(history, 3, X, AND).texts
    along = np.subtract(arrow.xy, arrow.get_position())
    np.testing.assert_allclose(np.arctan2(*along), np.arctan2(*history[3].weights))


def test_an_update_rings_the_misjudged_sample_and_names_the_error(history):
    ax = plot_update(history, 2, X, AND)
    ring = ax.collections[-1]
    assert ring.get_offsets().tolist() == [X[history[2].sample].tolist()]
    assert not ring.get_facecolor().size
    assert ax.get_title() == "3. error −1"


def test_an_update_shades_what_the_unit_answers_now(history):
    ax = plot_update(history, 0, X, AND)  # bias 1, weights 1: the whole square answers 1
    np.testing.assert_allclose(ax.images[0].get_array()[100, 100, :3], to_rgb(REGION_COLORS[1]))


@pytest.mark.parametrize("index", [-1, 10])
def test_there_must_be_such_an_update(history, index):
    with pytest.raises(IndexError, match="from 0 to 9, one of the updates. Received:"):
        plot_update(history, index, X, AND)


def test_the_turning_line_has_one_line_for_each_update_with_weights(history):
    ax = plot_turning_line(history, X, AND)
    drawn = [update for update in history if update.weights.any()]
    assert len(ax.lines) == len(drawn)
    assert all(on_line(line, update) for line, update in zip(ax.lines, drawn, strict=True))


def test_the_last_lines_stand_out(history):
    ax = plot_turning_line(history, X, AND, highlight=2)
    *early, one, two = [to_rgb(line.get_color()) for line in ax.lines]
    assert one == two == to_rgb(COLORS["vermilion"])
    assert len(ax.texts) == 2  # their arrows
    greys = [color[0] for color in early]
    assert all(len(set(color)) == 1 for color in early) and greys == sorted(
        greys, reverse=True
    )  # from pale to dark


def test_direction_after_every_sample():
    unit = Perceptron([0, 0]).fit(X, AND)
    time, degrees = plot_direction(unit.history, 4, 8).lines[0].get_data()
    assert time[0] == 0 and time[-1] == 8 and len(time) == 33
    weights, seen = np.zeros(2), 0
    updates = {u.epoch * 4 + u.sample + 1: u.weights for u in unit.history}
    for seen in range(33):
        weights = updates.get(seen, weights)
        if weights.any():
            np.testing.assert_allclose(degrees[seen], np.degrees(np.arctan2(*weights[::-1])))
        else:
            assert np.isnan(degrees[seen])


def test_direction_stays_flat_once_the_unit_has_settled():
    unit = Perceptron([0, 0]).fit(X, AND)
    degrees = plot_direction(unit.history, 4, 12).lines[0].get_ydata()
    assert len(set(degrees[4 * len(unit.mistakes) :])) == 1


def test_direction_leaves_out_later_epochs():
    unit = Perceptron([0, 0]).fit(X, [0, 1, 1, 0], epochs=20)
    assert len(plot_direction(unit.history, 4, 3).lines[0].get_ydata()) == 13


def cycle():
    history = Perceptron([-2, 0.125], 0.5).fit(X, [0, 1, 1, 0], epochs=5).history
    frame = plot_cycle(history, X, [0, 1, 1, 0])
    return history, [ax for ax in frame.figure.axes if ax is not frame]


def test_a_cycle_shows_the_last_updates_in_numbered_frames():
    history, axes = cycle()
    assert [ax.get_title() for ax in axes] == ["1", "2", "3", "4"]
    for ax, update in zip(axes, history[-4:], strict=True):
        assert on_line(ax.lines[-1], update)
        (arrow,) = ax.texts
        in_view = np.array([ax.get_xlim(), ax.get_ylim()]).T
        assert np.all((in_view[0] < arrow.xy) & (arrow.xy < in_view[1]))


def test_a_cycle_begins_with_the_line_that_it_ends_with():
    _, axes = cycle()
    (old, _), (*_, last) = axes[0].lines, axes[-1].lines
    assert old.get_linestyle() == "--"
    np.testing.assert_allclose([old.get_xy1(), old.get_xy2()], [last.get_xy1(), last.get_xy2()])


def test_arrows_lead_from_frame_to_frame_and_back():
    _, axes = cycle()
    arrows = axes[0].figure.artists
    ends = [(arrow.coords1, arrow.coords2) for arrow in arrows]
    frames = [ax.transAxes for ax in axes]
    steps = [a.coords2.transform(a.xy2)[0] - a.coords1.transform(a.xy1)[0] for a in arrows]
    assert min(steps[:-1]) > 0 > steps[-1]  # to the right, and back to the left
    assert ends == [*zip(frames, frames[1:], strict=False), (frames[-1], frames[0])]


def test_named_directions_have_their_names_and_colours():
    one = Perceptron([0, 0]).fit(X, AND).history
    two = Perceptron([0, 0]).fit(X, [0, 1, 1, 0], epochs=9).history
    ax = plot_direction(one, 4, 9, label="AND")
    plot_direction(two, 4, 9, label="XOR", ax=ax)
    for line, text, name in zip(ax.lines, ax.texts, ["AND", "XOR"], strict=True):
        assert (text.get_text(), text.get_color()) == (name, line.get_color())
        assert text.get_position()[1] == line.get_ydata()[-1]
    assert ax.lines[0].get_color() != ax.lines[1].get_color()
    assert ax.lines[0].get_zorder() > ax.lines[1].get_zorder() > 2  # above the grid
