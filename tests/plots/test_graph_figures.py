"""Graphs are drawn with every edge once, classes told by more than colour, in fixed places."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from dlcourse import datasets, plots
from dlcourse.plots.graphs import GraphPicture
from dlcourse.plots.node_places import _turned, edges_between
from dlcourse.plots.style import CLASS_COLORS

CLUB = datasets.load_karate_club()
PATH = np.array([[0, 2, 0], [2, 5, 1], [0, 1, 0]])  # with a self-loop, which is not drawn


def lines(ax):
    return next(c for c in ax.collections if isinstance(c, LineCollection))


def nodes(ax):
    return [c for c in ax.collections if not isinstance(c, LineCollection)]


def test_every_edge_is_one_line_wider_for_a_larger_weight():
    ax = plots.plot_graph(PATH, [[0, 0], [1, 0], [2, 1]])
    drawn = lines(ax)
    ends = {tuple(map(tuple, segment.tolist())) for segment in drawn.get_segments()}
    assert ends == {((0, 0), (1, 0)), ((1, 0), (2, 1))}
    assert drawn.get_linewidths()[0] > drawn.get_linewidths()[1]
    assert [text.get_text() for text in ax.texts] == ["0", "1", "2"]
    assert len(lines(plots.plot_graph(CLUB.adjacency)).get_segments()) == 78


def test_values_are_colours_between_those_of_the_classes():
    ax = plots.plot_graph(PATH, values=[-3, np.nan, 5], limits=(-1, 1), labels=["a", "b", "c"])
    colors = nodes(ax)[0].get_facecolors()
    np.testing.assert_allclose(colors[0], to_rgba(CLASS_COLORS[0]), atol=0.01)
    np.testing.assert_allclose(colors[2], to_rgba(CLASS_COLORS[1]), atol=0.01)
    assert np.ptp(colors[1][:3]) == 0, "grey"
    assert [t.get_color() for t in ax.texts] == ["white", "black", "black"]


def test_classes_have_shapes_of_their_own_whatever_the_colours():
    ax = plots.plot_graph(CLUB.adjacency, CLUB.places, classes=CLUB.y, values=np.zeros(34))
    circles, squares = nodes(ax)[:2]
    assert len(circles.get_offsets()) == len(squares.get_offsets()) == 17
    assert len(circles.get_paths()[0]) != len(squares.get_paths()[0])


def test_rims_and_rings_stand_where_they_are_asked_for():
    ax = plots.plot_graph(CLUB.adjacency, CLUB.places, known=[0, 33], wrong=np.array([8]))
    known, wrong = nodes(ax)[-2:]
    np.testing.assert_allclose(known.get_offsets(), CLUB.places[[0, 33]])
    np.testing.assert_allclose(wrong.get_offsets(), CLUB.places[[8]])


def test_a_picture_is_coloured_anew_in_place():
    picture = GraphPicture(PATH, classes=[0, 1, 0], ax=plt.subplots()[1])
    picture.update([0, 0, 1], known=[1])
    picture.update()
    colors = {number: shape.get_facecolors() for number, shape in picture._shapes}
    np.testing.assert_allclose(colors[1], [to_rgba(CLASS_COLORS[1])])
    assert not len(picture._known.get_offsets())
    with pytest.raises(ValueError, match=r"Expected a value for each of 3.*Received"):
        picture.update([1, 2])


@given(n=st.integers(1, 25), seed=st.integers(0, 999), part=st.sampled_from([0, 0.1, 0.5]))
def test_any_graph_finds_places_and_the_same_ones_again(n, seed, part):
    adjacency = np.triu(np.random.default_rng(seed).random((n, n)) < part, k=1)
    places = plots.graph_layout(adjacency)
    assert places.shape == (n, 2) and np.isfinite(places).all()
    np.testing.assert_array_equal(places, plots.graph_layout(adjacency))
    np.testing.assert_allclose(places.mean(axis=0), 0, atol=1e-6)
    apart = np.linalg.norm(places[:, None] - places, axis=-1)[np.triu_indices(n, 1)]
    assert n == 1 or apart.min() > 1e-3


def test_distances_on_the_page_follow_the_number_of_edges():
    hops = edges_between(CLUB.adjacency)
    assert hops[0, 33] == 2 and hops.max() == 5 and hops[16, 26] == 5
    places = plots.graph_layout(CLUB.adjacency)
    apart = np.linalg.norm(places[:, None] - places, axis=-1)
    upper = np.triu_indices(34, 1)
    assert np.corrcoef(apart[upper], hops[upper])[0, 1] > 0.85
    assert np.isinf(edges_between(np.zeros((2, 2)))[0, 1])


RING = np.roll(np.eye(6), 1, axis=0)
TWINS = np.kron(np.eye(2), np.ones((3, 3)))
KITE = np.array([[0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]])


@pytest.mark.parametrize("adjacency", [RING, TWINS, KITE, np.eye(4, k=1), CLUB.adjacency])
@given(seed=st.integers(0, 999))
def test_rounding_does_not_turn_a_picture_round(adjacency, seed):
    places = plots.graph_layout(adjacency)
    angle, rng = np.random.default_rng(seed).uniform(0, 7), np.random.default_rng(seed)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    mirror = np.diag(rng.choice([-1, 1], size=2))
    moved = places @ turn @ mirror + 1e-9 * rng.normal(size=places.shape)
    np.testing.assert_allclose(_turned(moved), places, atol=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: plots.plot_graph(np.ones((2, 3)), np.zeros((2, 2))),
        lambda: plots.plot_graph(np.ones((2, 2)), np.zeros((3, 2))),
        lambda: plots.plot_graph(np.ones((2, 2)), classes=[1]),
        lambda: plots.plot_graph(np.ones((2, 2)), labels=["a"]),
        lambda: plots.graph_layout(np.ones((2, 3))),
        lambda: plots.graph_layout(np.ones((0, 0))),
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()
