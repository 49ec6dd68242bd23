"""The demo of the dragged image: what it draws is what the layer of the engine does."""

import importlib

import numpy as np
import pytest
from parabola import axes_of

from dlcourse import scratch

module = importlib.import_module("dlcourse.demos.gallery.one_batch")


@pytest.mark.parametrize("size", [1, 2, 10, 16])
@pytest.mark.parametrize("statistics", [module.BATCH, module.KEPT])
def test_it_normalizes_as_the_engine_does(size, statistics):
    sums = module.batch_of(size, 7.0)
    layer = scratch.BatchNormalization([1.0], [0.0], epsilon=1e-3)
    expected = layer.forward(sums[:, None], training=statistics == module.BATCH)[:, 0]
    tolerance = 0 if statistics == module.BATCH else 1e-3  # the engine has epsilon here, too
    found = module.normalized(sums, statistics)
    np.testing.assert_allclose(found, expected, rtol=tolerance + 1e-9)


@pytest.mark.parametrize("size", [2, 5, 10, 16])
def test_however_far_it_is_dragged_it_stays_within_the_root_of_n_less_1(size):
    limit = np.sqrt(size - 1)
    for dragged in (-10.0, 4.0, 10.0):
        outputs = module.normalized(module.batch_of(size, dragged), module.BATCH)
        assert np.abs(outputs).max() < limit
    assert abs(module.normalized(module.batch_of(size, 1000.0), module.BATCH)[0]) > 0.99 * limit


def test_the_others_follow_in_training_and_stay_in_inference():
    spread = {}
    for statistics in (module.BATCH, module.KEPT):
        near, far = (
            module.normalized(module.batch_of(10, dragged), statistics) for dragged in (0.0, 9.0)
        )
        spread[statistics] = far[1:].std() / near[1:].std()
    assert spread[module.BATCH] < 0.5 and spread[module.KEPT] == 1


def test_a_batch_of_one_is_0_wherever_it_is():
    assert module.normalized(module.batch_of(1, 8.0), module.BATCH) == 0


def test_the_picture_shows_them():
    (ax,) = axes_of(module.demo, dragged=9.0, size=10.0, statistics=module.BATCH)
    outputs = module.normalized(module.batch_of(10, 9.0), module.BATCH)
    shown = [line for line in ax.lines if len(line.get_xdata()) == 2 and line.get_visible()][1:]
    ends = [line.get_xdata()[1] for line in shown]
    np.testing.assert_allclose(ends, outputs)
    assert ax.get_xlabel().endswith("2.87")
