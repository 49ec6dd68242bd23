"""The race of the optimizers: its walks are those of the optimizers, on true landscapes."""

import importlib

import numpy as np
import pytest
from parabola import axes_of

from dlcourse import scratch
from dlcourse.scratch import gradient_error, numerical_gradient

module = importlib.import_module("dlcourse.demos.gallery.optimizer_race")


@pytest.mark.parametrize("land", module.LANDS)
def test_gradients_are_those_of_the_heights(land):
    height, gradient, xlim, ylim, _ = module.LANDS[land]
    ends = np.transpose([xlim, ylim])
    for point in np.random.default_rng(0).uniform(*ends, size=(20, 2)):
        assert gradient_error(gradient(point), numerical_gradient(height, point)) < 1e-6


def test_plain_descent_leaves_the_ravine_beyond_the_limit():
    rates = np.array([0.98, 1.02])
    start = module.STARTS["ravine"]
    below, above = module.walks("ravine", "plain", rates, 0.9, start)
    heights = [module.LANDS["ravine"].height(path) for path in (below, above)]
    assert heights[0][-1] < heights[0][0] < heights[1][-1]


@pytest.mark.parametrize("name", module.MAKERS)
def test_many_rates_walk_as_each_alone(name):
    start = module.STARTS["saddle"]
    together = module.walks("saddle", name, np.array([0.01, 0.3]), 0.9, start)
    alone = module.walks("saddle", name, np.array([0.3]), 0.9, start)
    np.testing.assert_allclose(together[1], alone[0])


def test_each_steps_as_its_optimizer():
    start = module.place("ravine", 0.5, 0.5)
    path = module.walks("ravine", "Adam", np.array([0.1]), 0.9, (0.5, 0.5))[0]
    weights = [start.copy()]
    scratch.Adam(0.1).apply([module.LANDS["ravine"].gradient(start)], weights)
    np.testing.assert_allclose(path[:2], [start, weights[0]])


@pytest.mark.parametrize("land", module.LANDS)
def test_the_best_rate_is_the_best(land):
    start = module.STARTS[land]
    best = module.best_rate(land, "momentum", 0.9, start)
    for other in (0.5 * best, 2 * best):
        paths = module.walks(land, "momentum", np.array([best, other]), 0.9, start)
        late = module.LANDS[land].height(paths[:, -10:]).mean(axis=1)
        assert not late[1] < late[0]


def test_another_landscape_drops_the_balls_at_its_own_start():
    assert module.drop("saddle") == {"across": 0.12, "up": 0.52}
    assert {*module.STARTS} == {*module.LANDS}


def test_ways_and_curves_show_as_many_steps_as_were_made():
    left, right = axes_of(module.demo, land="saddle", rate=-1.0, steps=7)
    assert [len(curve.get_xdata()) for curve in right.lines] == [8] * 5
    ways = [line for line in left.lines if line.get_label() in module.MAKERS]
    assert [len(way.get_xdata()) for way in ways] == [8] * 5
