"""Films: every moment is drawn, the still picture is the last one, and they are light."""

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from dlcourse.plots import Film, film_paths, plot_paths
from dlcourse.plots.film import CLEAR, _lighter


def bowl(points):
    return points[..., 0] ** 2 + points[..., 1] ** 2


def growing(n=4):
    figure, ax = plt.subplots(figsize=(4, 3))
    (line,) = ax.plot([], [], lw=4)
    ax.set(xlim=(0, 5), ylim=(0, 5))
    return figure, lambda number: line.set_data([0, number + 1], [0, number + 1]), n


def moments(film):
    """Return the still picture, and the pictures of the film, as a reader sees them."""
    with Image.open(io.BytesIO(film.png)) as opened:
        seen = []
        for number in range(opened.n_frames):
            opened.seek(number)
            seen.append(np.asarray(opened.convert("RGB")).astype(int))
    return seen[0], seen[1:]


def test_each_moment_is_drawn_and_the_still_picture_is_the_last():
    figure, update, n = growing()
    before = plt.get_fignums()
    film = Film(figure, update, n, sharpness=1)
    assert plt.get_fignums() == [number for number in before if number != figure.number]
    still, seen = moments(film)
    assert len(seen) == n == film.n and film.size == (400, 300)
    np.testing.assert_array_equal(seen[-1], still)
    ink = [(picture < 128).any(axis=2).sum() for picture in seen]
    assert np.all(np.diff(ink) > 100)  # the line grows


def test_each_moment_is_what_the_figure_was():
    figure, update, n = growing()
    film = Film(figure, update, n, sharpness=1)
    for number, seen in enumerate(moments(film)[1]):
        update(number)
        drawn = io.BytesIO()
        figure.savefig(drawn, format="png", dpi=figure.dpi)
        right = np.asarray(Image.open(drawn).convert("RGB")).astype(int)
        assert np.abs(seen - right).max() < 60  # some forty colours
        assert np.array_equal(seen[right.min(axis=2) == 255], right[right.min(axis=2) == 255])
        assert np.sqrt(np.mean((seen - right) ** 2)) < 2


def turning():
    """A square in ten colours, the last of them alone at the end, with a word over it."""
    figure, ax = plt.subplots(figsize=(4, 3))
    ax.set_axis_off()
    square, word = ax.patches, ax.text(0.3, 0.3, "word", fontsize=30)

    def update(number):
        for patch in [*square]:
            patch.remove()
        ax.add_patch(plt.Rectangle((0, 0), 1, 1, color=plt.get_cmap("viridis")(number / 9)))
        word.set_position((0.05 * number, 0.3))

    return figure, update, 10


def test_the_palette_can_be_that_of_all_pictures():
    figure, update, n = turning()
    film = Film(figure, update, n, sharpness=1, all_colors=True)
    for number, seen in enumerate(moments(film)[1]):
        colour = np.array(plt.get_cmap("viridis")(number / 9)[:3]) * 255
        near = np.abs(seen - colour).max(axis=2) < 14
        assert near.sum() > 0.3 * near.size


@pytest.mark.parametrize("all_colors", [False, True])
def test_what_is_black_is_not_clear(all_colors):
    film = Film(*turning(), sharpness=1, all_colors=all_colors)
    with Image.open(io.BytesIO(film.png)) as still:
        alpha = np.asarray(still.convert("RGBA"))[..., 3]
    assert alpha.min() == 255


def test_what_takes_less_room_is_packed():
    before, after = np.random.default_rng(0).integers(0, 3, size=(2, 50, 50))
    still_most = np.where(np.arange(50) < 45, before, after)
    for now, kept in ((after, False), (still_most, True)):
        new = np.where(before == now, CLEAR, now)
        np.testing.assert_array_equal(_lighter(new, now), new if kept else now)


def test_each_picture_may_have_its_own_time():
    film = Film(*growing(), interval_ms=[200, 500, 100, 100])
    with Image.open(io.BytesIO(film.png)) as opened:
        times = []
        for number in range(1, opened.n_frames):
            opened.seek(number)
            times.append(opened.info["duration"])
    assert times[:3] == [200, 500, 100] and times[3] > 1000  # it rests on the last one
    with pytest.raises(ValueError, match="Expected an interval for each of 4.*Received: 2"):
        Film(*growing(), interval_ms=[100, 200])


def test_it_stops_after_some_repeats():
    with Image.open(io.BytesIO(Film(*growing()).png)) as opened:
        assert 1 <= opened.info["loop"] <= 10 and opened.default_image


def test_one_picture_is_no_film():
    with pytest.raises(ValueError, match="Received: n=1"):
        Film(*growing(1))


PATHS = {
    "one": np.outer(0.8 ** np.arange(20), [1.5, 1.0]),
    "other": np.outer(0.5 ** np.arange(9), [1.5, 1.0]),
}
LIMITS = {"xlim": (-2.0, 2.0), "ylim": (-1.5, 1.5)}


def test_a_race_has_a_picture_for_each_step_and_is_light():
    film = film_paths(PATHS, bowl, **LIMITS)
    assert film.n == 20 and len(film.png) < 225_000  # 300 kB as text in a notebook


def test_paths_end_in_balls_and_have_names():
    ax = plot_paths(PATHS, bowl, **LIMITS)
    ways = {line.get_label(): line.get_xydata() for line in ax.lines}
    for name, path in PATHS.items():
        np.testing.assert_array_equal(ways[name], path)
        assert any(np.array_equal(line.get_xydata(), path[-1:]) for line in ax.lines)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(PATHS)


def test_an_optimizer_keeps_its_colour():
    def colors(*names):
        ax = plot_paths(dict.fromkeys(names, np.zeros((3, 2))), bowl, **LIMITS)
        return {line.get_label(): line.get_color() for line in ax.lines}

    five, pair = colors("plain", "momentum", "AdaGrad"), colors("momentum", "Nesterov")
    assert pair["momentum"] == five["momentum"]
    assert pair["Nesterov"] not in five.values()


@pytest.mark.parametrize(
    "paths", [{}, {"one": np.zeros((4, 3))}, dict.fromkeys("abcdefg", np.zeros((2, 2)))]
)
@pytest.mark.parametrize("draw", [plot_paths, film_paths])
def test_what_is_no_path_is_refused(draw, paths):
    with pytest.raises(ValueError, match="Received"):
        draw(paths, bowl, **LIMITS)
