"""Trials on parallel axes: each line is a trial, in the colour of its score, the best in front."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from overlapping import overlaps

from dlcourse.plots import plot_trials
from dlcourse.plots.trials import SCORES, _short, _ticks

TRIALS = {"rate": [1e-4, 1e-2, 1e-3, 1e-4], "units": [16, 32, 64, 16], "f": ["b", "a", "b", "b"]}
SCORE = [0.2, 1.0, 0.6, 0.4]


def lines_of(ax):
    """Return what stands behind and in front: heights at the axes, shape (n, n_axes)."""
    return [
        np.array([path.vertices[::3, 1] for path in collection.get_paths()])
        for collection in ax.collections[:2]
    ]


def test_each_trial_crosses_each_axis_at_its_value():
    ax = plot_trials(TRIALS, SCORE, log=["rate"], best=1)
    behind, front = lines_of(ax)
    np.testing.assert_allclose(front, [[1, 1 / 3, 0, 1]])
    np.testing.assert_allclose(behind, [[0, 0, 1, 0], [0, 0, 1, 0.25], [0.5, 1, 1, 0.5]])


def test_colours_are_those_of_the_scores_and_the_best_are_not_faint():
    ax = plot_trials(TRIALS, SCORE, best=2)
    behind, front = (collection.get_edgecolor() for collection in ax.collections[:2])
    np.testing.assert_allclose(front, SCORES([0.5, 1.0]), atol=0.01)
    np.testing.assert_allclose(behind[:, :3], SCORES([0.0, 0.25])[:, :3], atol=0.01)
    assert np.all(behind[:, 3] <= 0.25)
    assert ax.collections[1].get_zorder() > ax.collections[0].get_zorder()
    dots = ax.collections[-1].get_offsets()
    np.testing.assert_allclose(dots[:, 1], [1, 1 / 3, 0, 1])


def test_names_and_ticks_stand_at_the_axes_and_apart():
    ax = plot_trials(TRIALS, SCORE, log=["rate"])
    places = {text.get_text(): text.xy for text in ax.texts}
    assert places["rate"] == (0, 1) and places["score"] == (3, 1)
    assert places["$10^{-3}$"] == (0, pytest.approx(0.5))
    assert places["32"] == (1, pytest.approx(1 / 3))
    assert places["a"] == (2, 0) and places["b"] == (2, 1)
    assert places["1"] == (3, 1)
    assert not overlaps(ax)


def test_colours_fall_in_lightness_for_every_eye():
    light = SCORES(np.linspace(0, 1, 50))[:, :3] @ [0.3, 0.59, 0.11]
    assert np.all(np.diff(light) < 0)


@pytest.mark.parametrize(
    ("values", "log", "expected"),
    [
        ([0.0, 0.7], False, ["0", "0.7"]),
        (np.linspace(0.11, 0.59, 50), False, ["0.2", "0.3", "0.4", "0.5"]),
        (np.geomspace(2e-5, 0.5, 50), True, [f"$10^{{{k}}}$" for k in (-4, -3, -2, -1)]),
        (np.geomspace(2e-9, 0.5, 50), True, [f"$10^{{{k}}}$" for k in (-8, -6, -4, -2)]),
        (np.geomspace(0.009, 0.5, 50), True, ["0.01", "0.03", "0.1", "0.3"]),
        (np.geomspace(0.21, 0.5, 50), True, ["0.25", "0.3", "0.35", "0.4", "0.45", "0.5"]),
    ],
)
def test_ticks_are_few_and_round(values, log, expected):
    ticks = _short(_ticks(np.asarray(values), log))
    assert ticks == expected


def test_one_trial_and_equal_scores_can_be_drawn():
    _, ax = plt.subplots()
    assert plot_trials({"rate": [0.1]}, [0.5], ax=ax) is ax
    np.testing.assert_allclose(lines_of(ax)[1], [[0.5, 0.5]])
    ax.figure.canvas.draw()
    plot_trials({"early": [True, False], "size": [None, 3]}, [0.5, 0.6]).figure.canvas.draw()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({}, [1.0]), r"at least one hyperparameter.*Received: \[\]"),
        (({"rate": []}, []), r"Received: \['rate'\], \(0,\)"),
        (({"rate": [1, 2]}, [1.0]), r"shape \(1,\). Received: 'rate' of shape \(2,\)"),
        (({"rate": [1, 2]}, [1.0, np.nan]), "finite numbers. Received: 'score': nan"),
        (({"rate": [1, 0]}, [1.0, 2.0], ["rate"]), "above 0. Received: 'rate': 0"),
        (({"rate": [1, 2]}, [1.0, 2.0], ["rates"]), r"\['rate'\]. Received: \['rates'\]"),
    ],
)
def test_what_cannot_be_drawn_is_named(arguments, message):
    trials, scores, *log = arguments
    with pytest.raises(ValueError, match=message):
        plot_trials(trials, scores, log=log[0] if log else ())
