"""dlcourse.plots.computation_film: values go right one by one, then gradients come back."""

import io

import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch
from PIL import Image
from small_graphs import fork, numbers, square_error

from dlcourse.plots import film_computation_graph, plot_computation_graph
from dlcourse.plots.computation_film import WalkedGraph
from dlcourse.plots.computation_graph import BACKWARD, FORWARD
from dlcourse.scratch import Value


def bold(ax):
    """Return what is written in bold, with the colours of the bold arrows."""
    words = [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    wide = [arrow for arrow in arrows if arrow.get_linewidth() > 2]
    return words, [arrow.get_edgecolor() for arrow in wide]


def walk(make=square_error, slopes=True):
    loss, names = make()
    graph = WalkedGraph(loss, names=names)
    for step in range(graph.last + 1):
        graph.walk(loss, step, slopes=slopes)
        yield graph.ax


def test_one_number_comes_at_each_step_and_it_is_bold():
    newest = [bold(ax)[0] for ax in walk()]
    forward, back = [["3"], ["2"], ["6"], ["2"], ["4"]], [["1"], ["1·4 = 4"], ["4·1 = 4"]]
    assert newest == [[], *forward, *back, ["4·3 = 12"], ["4·2 = 8"], []]
    known = [len(numbers(ax, FORWARD) + numbers(ax, BACKWARD)) for ax in walk()]
    assert known == [*range(11), 10]


def test_the_bold_arrow_has_the_colour_of_the_pass():
    colors = [bold(ax)[1] for ax in walk()]
    assert [len(found) for found in colors] == [0, *[1] * 10, 0]
    assert len({found[0] for found in colors[1:6]}) == 1
    assert len({found[0] for found in colors[6:11]}) == 1
    assert colors[1] != colors[6]


def test_no_gradient_is_told_before_the_loss_is_known():
    for step, ax in enumerate(walk(fork)):
        assert bool(numbers(ax, BACKWARD)) == (step > 6)
        assert ("sum 168" in numbers(ax, BACKWARD)) == (step >= 11), (
            "both edges have brought theirs"
        )


@pytest.mark.parametrize("make", [square_error, fork])
@pytest.mark.parametrize("slopes", [False, True])
def test_it_ends_with_the_whole_picture(make, slopes):
    *_, ax = walk(make, slopes)
    loss, names = make()
    whole = plot_computation_graph(loss, names=names, slopes=slopes)
    assert [t.get_text() for t in ax.texts] == [t.get_text() for t in whole.texts]
    assert not any(bold(ax))


def test_the_film_shows_each_step_and_rests_on_the_last():
    film = film_computation_graph(square_error()[0], slopes=True)
    assert film.n == 12
    with Image.open(io.BytesIO(film.png)) as opened:
        pictures, times = [], []
        for number in range(opened.n_frames):
            opened.seek(number)
            pictures.append(np.asarray(opened.convert("RGB")).astype(int))
            times.append(opened.info.get("duration"))
    assert len(pictures) == 13 and np.array_equal(pictures[0], pictures[-1])
    assert times[6] < times[8] < times[-1], "a product takes longer to read than a number"


def test_what_is_no_graph_is_refused():
    with pytest.raises(ValueError, match="Expected a computed Value"):
        film_computation_graph(Value(1.0))
