"""The picture of the way back: every step stands below its twin, every shape above its array."""

import io
from types import SimpleNamespace

import matplotlib.pyplot as plt
import pytest
from matplotlib.backend_bases import GraphicsContextBase
from PIL import Image

from dlcourse.plots import film_way_back, plot_way_back
from dlcourse.plots.style import STYLE
from dlcourse.plots.way_back import WayBack


def test_each_step_back_stands_below_its_twin():
    places = {text.get_text(): text.get_position() for text in plot_way_back().texts}
    for up, back in (
        ("@ $W_2$", r"@ $W_2^\mathsf{T}$"),
        ("tanh", r"$\odot\, f\,'(Z_1)$"),
    ):
        assert places[up][0] == places[back][0]
        assert places[up][1] > places[back][1]
    assert places["$Z_1$"][0] == places[r"$\delta_1$"][0]
    for kernel, shape in (("$W_1$", "64 × 20"), ("$W_2$", "20 × 10")):
        gradient = f"gradient of {kernel}\n{shape}"
        assert places[gradient][0] == places[f"@ {kernel}"][0]


def test_the_shapes_are_those_of_the_sizes():
    ax = plot_way_back([3, 5, 2], samples=7)
    shapes = [(text.get_position(), text.get_text()) for text in ax.texts if "×" in text.get_text()]
    above = {x: text for (x, height), text in shapes if height > 2}
    back = {x: text for (x, height), text in shapes if 0 < height < 1}
    assert above == {0: "7 × 3", 1: "3 × 5", 2: "7 × 5", 4: "7 × 5", 5: "5 × 2", 6: "7 × 2"}
    assert back == {2: "7 × 5", 6: "7 × 2"}  # delta has the shape of the sums


def test_another_depth_is_refused():
    with pytest.raises(ValueError, match="Expected inputs, hidden.*Received: sizes=\\[2, 1\\]"):
        plot_way_back([2, 1])
    with pytest.raises(ValueError, match="Received: sizes=\\[2, 1\\]"):
        film_way_back([2, 1])


def seen(picture, step):
    """Return the texts that are seen, and how many arrows."""
    picture.update(step)
    texts = [text for text in picture._ax.texts if text.get_visible()]
    return {text.get_text() for text in texts} - {""}, sum(not t.get_text() for t in texts)


def test_step_by_step_the_batch_goes_up_and_delta_comes_back():
    picture = WayBack([64, 20, 10], 32, plt.subplots()[1])
    assert seen(picture, 0) == ({"$X$", "32 × 64"}, 0)
    assert seen(picture, 1)[0] == {"$X$", "32 × 64", "@ $W_1$", "64 × 20", "$Z_1$", "32 × 20"}
    up, arrows = seen(picture, 4)
    assert "$L$" in up and arrows == 8 and not any("delta" in text for text in up)
    first, arrows = seen(picture, 5)
    assert first - up == {r"$(\hat y - y)\,/\,N$", r"$\delta_2$"} and arrows == 10
    assert "gradient of $W_2$\n20 × 10" in seen(picture, 6)[0], "it needs delta 2 and H1 alone"
    assert r"$\delta_1$" not in seen(picture, 7)[0] and r"$\delta_1$" in seen(picture, 8)[0]
    assert "gradient of $W_1$\n64 × 20" not in seen(picture, 8)[0]


def test_what_is_new_is_bold_and_at_the_end_nothing_is():
    picture = WayBack([64, 20, 10], 32, plt.subplots()[1])

    def widths(step):
        picture.update(step)
        arrows = [t.arrow_patch for t in picture._ax.texts if t.get_visible() and not t.get_text()]
        return [arrow.get_linewidth() for arrow in arrows]

    for step, new in enumerate((2, 2, 2, 2, 2, 2, 1, 3, 2), start=1):
        assert sorted(widths(step))[-new - 1 :].count(4.0) == new
    whole = plot_way_back()
    assert seen(picture, 10)[0] == {text.get_text() for text in whole.texts} - {""}
    assert set(widths(10)) == {2.0}


def test_arrows_end_just_before_the_frames():
    with plt.rc_context(STYLE):  # frames are as wide as their texts
        ax = plot_way_back()
        ax.figure.canvas.draw()
    level = [t for t in ax.texts if not t.get_text() and t.xy[1] == t.get_position()[1]]
    ends = 0
    for text in (t for t in ax.texts if t.get_text()):
        x, y = text.get_position()
        frame = text.get_bbox_patch().get_window_extent().transformed(ax.transData.inverted())
        for tip, height in (arrow.xy for arrow in level):
            if height == y and abs(tip - x) < 0.6 and text.get_bbox_patch().get_edgecolor()[3]:
                assert 0 <= max(frame.x0 - tip, tip - frame.x1) < 0.04, text.get_text()
                ends += 1
    assert ends == 6


def test_a_dotted_arrow_keeps_a_whole_head():
    ax = plot_way_back()
    (effect,) = ax.texts[-1].arrow_patch.get_path_effects()
    gc, drawn = GraphicsContextBase(), []
    gc.set_dashes(0, [1, 2])
    renderer = SimpleNamespace(draw_path=lambda gc, *rest: drawn.append(gc.get_dashes()[1]))
    effect.draw_path(renderer, gc, None, None)
    effect.draw_path(renderer, gc, None, None, (0, 0, 1))
    assert drawn[0] is not None and drawn[1] is None


def test_the_film_shows_each_step():
    film = film_way_back([3, 5, 2], samples=7)
    assert film.n == 11
    with Image.open(io.BytesIO(film.png)) as opened:
        assert opened.n_frames == 12  # and the still picture
