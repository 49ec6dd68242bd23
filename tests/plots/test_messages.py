"""Messages on a small graph: numbers, sums and arrows are those of the matrix, round by round."""

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch
from PIL import Image

from dlcourse import plots, scratch
from dlcourse.plots.messages import MessageRounds

KITE = scratch.adjacency_matrix([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)], 5)
MEANS = scratch.normalize_adjacency(KITE, "row")
FIRST = [-36, 0, 0, 0, 36]


@pytest.fixture
def scene():
    figure = plt.figure(figsize=(11, 5))
    yield MessageRounds(MEANS, FIRST, 2, figure)
    plt.close(figure)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_numbers_are_those_of_the_rounds(scene):
    np.testing.assert_allclose(scene.held, [FIRST, MEANS @ FIRST, MEANS @ MEANS @ FIRST])
    scene.update(2, 2)
    before, after, table = scene._table.figure.axes
    assert texts(before)[:5] == ["−12", "−12", "−9", "12", "18"]
    assert texts(after)[:5] == ["−11", "−11", "−5.25", "", ""], "those after it are not known yet"
    assert (
        before.get_title("left") == "before round 2" and after.get_title("left") == "after round 2"
    )
    assert scene._sum.get_text().split("\n\n") == [
        "round 2, node 2:",
        "(−12 − 12 − 9 + 12) / 4",
        "= −5.25",
    ]
    assert [text.get_text() for text in scene._new] == ["−11", "−11", "−5.25", "", ""]
    assert {"1/2", "1/3", "1/4", "0"} <= set(texts(table))


def test_messages_come_from_the_neighbours_and_are_not_told_before_they_arrive(scene):
    scene.update(1, 3, 0.3)
    before, after, _ = scene._table.figure.axes
    arrows = [patch for patch in before.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arrows) == 2  # node 3 has two neighbours
    on_the_way = [text for text in before.texts if text.get_bbox_patch() is not None]
    assert [text.get_text() for text in on_the_way] == ["0", "36"]
    assert scene._sum.get_text().endswith("(0 + 0 + 36) / 3\n\n")
    assert texts(after)[3] == "", "node 3 has not made its mean yet"
    heard = [text.get_weight() == "bold" for text in scene._old]
    assert heard == [False, False, True, True, True]
    scene.update(1, 0)
    assert len([patch for patch in before.patches if isinstance(patch, FancyArrowPatch)]) == 2
    assert not [text for text in before.texts if text.get_bbox_patch() is not None]


def test_the_film_ends_with_all_numbers():
    film = plots.film_messages(MEANS, FIRST, rounds=1)
    assert film.n == 5 * 3 + 1
    with Image.open(io.BytesIO(film.png)) as opened:
        times = []
        for number in range(1, opened.n_frames):
            opened.seek(number)
            times.append(opened.info["duration"])
    assert len(times) >= film.n and max(times) == times[-1]


@pytest.mark.parametrize(
    ("matrix", "numbers", "rounds"),
    [(KITE, FIRST, 1), (MEANS, [1, 2], 1), (MEANS, FIRST, 0), (MEANS[:4], FIRST, 1)],
)
def test_what_is_no_mean_is_refused(matrix, numbers, rounds):
    with pytest.raises(ValueError, match=r"Expected a square matrix.*Received"):
        plots.film_messages(matrix, numbers, rounds=rounds)
