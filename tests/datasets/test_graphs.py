"""Graphs: the club as its card says, communities and motifs as their docstrings say."""

import re
import runpy
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import datasets
from dlcourse.datasets import files
from dlcourse.resources import datasets_dir


def is_simple(adjacency):
    symmetric = np.array_equal(adjacency, adjacency.swapaxes(-1, -2))
    loops = np.diagonal(adjacency, axis1=-2, axis2=-1)
    return symmetric and set(np.unique(adjacency)) <= {0, 1} and not loops.any()


def test_the_card_states_the_facts_of_the_club():
    club = datasets.load_karate_club()
    stated = dict(re.findall(r"^\| ([^|]+?) \| `?([^|`]+?)`? \|$", club.DESCR, flags=re.M)[1:])
    degrees = club.adjacency.sum(axis=1)
    assert stated == {
        "file": "karate_club.json",
        "bytes": str((datasets_dir() / "karate_club.json").stat().st_size),
        "SHA-256": files.checksums()["karate_club.json"],
        "nodes": str(len(club.y)),
        "edges": str(len(club.edges)),
        "features of a node": str(club.x.shape[1]),
        "degrees": f"{degrees.min():.0f} to {degrees.max():.0f}",
        "weights of the edges": f"{club.weights.min():.0f} to {club.weights.max():.0f}",
        "classes": ", ".join(club.class_names),
        "nodes per class": ", ".join(map(str, np.bincount(club.y))),
    }
    for word in ("**Source.**", "https://doi.org/", "**Licence.**", "**Known faults.**"):
        assert word in club.DESCR


def test_the_club_is_zacharys():
    club = datasets.load_karate_club()
    assert is_simple(club.adjacency) and club.adjacency.sum() == 2 * 78
    assert np.array_equal(np.argwhere(np.triu(club.adjacency)), club.edges)
    assert club.adjacency[0, 33] == 0 and club.y[[0, 8, 33]].tolist() == [0, 0, 1]
    assert np.flatnonzero(club.adjacency[8]).tolist() == [0, 2, 30, 32, 33]
    assert (club.adjacency.dtype, club.y.dtype) == (np.float32, np.int64)
    assert "34 nodes" in repr(club) and "\n" not in repr(club)


def test_nobody_is_drawn_on_top_of_another():
    places = datasets.load_karate_club().places
    apart = np.linalg.norm(places[:, None] - places, axis=-1) + 9 * np.eye(34)
    assert apart.min() > 0.4 and places[0, 0] < 0 < places[33, 0]


def test_every_call_gives_arrays_of_its_own():
    first = datasets.load_karate_club()
    for array in (first.adjacency, first.y, first.edges, first.places):
        array[...] = 0
    assert datasets.load_karate_club().adjacency.any() and datasets.load_karate_club().y.any()


def test_a_damaged_file_is_noticed(tmp_path, monkeypatch):
    for name in ("karate_club.json", "SHA256SUMS"):
        content = (datasets_dir() / name).read_bytes()
        (tmp_path / name).write_bytes(content.replace(b"[0, 1, 4]", b"[0, 1, 5]"))
    monkeypatch.setattr(files, "datasets_dir", lambda: tmp_path)
    with pytest.raises(datasets.DataFileError, match=r"karate_club\.json is damaged"):
        datasets.load_karate_club()


def test_the_script_makes_the_same_file(tmp_path, monkeypatch):
    pytest.importorskip("networkx", reason="needed only to make the file anew")
    script, target = datasets_dir() / "make_karate_club.py", tmp_path / "karate_club.json"
    monkeypatch.setattr(sys, "argv", [str(script), str(target)])
    runpy.run_path(str(script), run_name="__main__")
    made, kept = target.read_text(), (datasets_dir() / "karate_club.json").read_text()
    for one, other in zip(made.splitlines(), kept.splitlines(), strict=True):
        if not one.startswith('"places"'):  # another processor may round them otherwise
            assert one == other


@given(n=st.integers(2, 40), features=st.integers(0, 3), seed=st.integers(0, 2**32))
@settings(max_examples=30)
def test_communities_have_the_shapes_they_say(n, features, seed):
    graph = datasets.make_communities(n, n_features=features, seed=seed)
    assert is_simple(graph.adjacency) and graph.adjacency.shape == (n, n)
    assert graph.x.shape == (n, features) and np.ptp(np.bincount(graph.y)) <= 1
    assert np.array_equal(np.argwhere(np.triu(graph.adjacency)), graph.edges)


def test_communities_have_the_edges_and_features_asked_for():
    graph = datasets.make_communities(400, inside=0.3, between=0.1, signal=0.5, n_features=2)
    same = graph.y[:, None] == graph.y
    assert graph.adjacency[same].mean() == pytest.approx(0.3, abs=0.01)
    assert graph.adjacency[~same].mean() == pytest.approx(0.1, abs=0.01)
    for label, middle in ((0, -0.5), (1, 0.5)):
        np.testing.assert_allclose(graph.x[graph.y == label].mean(axis=0), middle, atol=0.2)
    assert graph.x.std() == pytest.approx(np.sqrt(1.25), abs=0.05)


def triangles(adjacency):
    return np.trace(np.linalg.matrix_power(adjacency.astype(int), 3)) // 6


def test_motifs_differ_in_nothing_but_who_is_joined_to_whom():
    motifs = datasets.make_motifs(600, seed=3)
    assert is_simple(motifs.adjacency)
    counts = [triangles(a) for a in motifs.adjacency]
    assert counts == (motifs.y == 0).tolist(), "a house has one triangle, a tree and a theta none"
    nodes, edges = motifs.x.sum(axis=(1, 2)), motifs.adjacency.sum(axis=(1, 2)) / 2
    assert np.array_equal(edges, nodes + 1) and {*nodes} == {*range(7, 16)}
    padding = motifs.x[..., 0] == 0
    assert not motifs.adjacency[padding].any()
    degrees = motifs.adjacency.sum(axis=2)
    assert (degrees[:, 0] == 1).mean() > 0.2, "the first node may be one of the tree"
    shares = [
        np.bincount(degrees[motifs.y == c][~padding[motifs.y == c]].astype(int), minlength=9)[:6]
        for c in (0, 1)
    ]
    np.testing.assert_allclose(*(s / s.sum() for s in shares), atol=0.02)


@pytest.mark.parametrize("make", [datasets.make_communities, datasets.make_motifs])
def test_the_seed_decides_everything(make):
    first, again, other = make(seed=5), make(seed=5), make(seed=6)
    assert np.array_equal(first.adjacency, again.adjacency) and np.array_equal(first.x, again.x)
    assert not np.array_equal(first.adjacency, other.adjacency)
    assert repr(first) == repr(again)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: datasets.make_communities(1),
        lambda: datasets.make_communities(inside=1.1),
        lambda: datasets.make_communities(between=-0.1),
        lambda: datasets.make_communities(n_features=-1),
        lambda: datasets.make_communities(signal=float("nan")),
        lambda: datasets.make_motifs(1),
        lambda: datasets.make_motifs(most_nodes=6),
        lambda: datasets.make_motifs(seed=-1),
    ],
)
def test_bad_arguments_are_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()
