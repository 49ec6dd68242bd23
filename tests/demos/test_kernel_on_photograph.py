"""The demo's map is a convolution, and its question has an answer."""

import numpy as np
import pytest

import dlcourse as dl
from dlcourse.demos.gallery import kernel_on_photograph as demo

PHOTO = dl.datasets.load_photograph("camera")


@pytest.mark.parametrize("name", demo.KERNELS)
def test_the_map_is_that_of_a_convolution_layer(name):
    kernel = np.array(demo.KERNELS[name], float)
    scaled = kernel / kernel.sum() if kernel.sum() > 0 else kernel
    layer = dl.scratch.Conv2D(scaled[..., None, None], [0.0])
    expected = layer.forward(np.pad(PHOTO, 1, mode="edge")[None, ..., None])[0, ..., 0]
    np.testing.assert_allclose(demo.kernel_map(PHOTO, kernel), expected, atol=1e-5)


def times(weights):
    edges = demo.kernel_map(PHOTO, np.array(weights, float))
    one, other = (demo.strength(edges, leg) for leg in demo.LEGS)
    return one / other


def one_weight_moved():
    start = np.array(demo.KERNELS["two weights"])
    for source in np.argwhere(start):
        for target in np.argwhere(start == 0):
            kernel = start.copy()
            kernel[tuple(target)], kernel[tuple(source)] = start[tuple(source)], 0
            yield times(kernel)


def test_two_weights_make_one_leg_vanish_and_one_move_weakens_the_other():
    assert times(demo.KERNELS["two weights"]) > 5.9
    assert sorted(one_weight_moved())[:2] == pytest.approx([0.61, 0.75], abs=0.01)
    assert times([[0, 1, 0], [0, 0, 0], [-1, 0, 0]]) < 0.59
    others = [kernel for name, kernel in demo.KERNELS.items() if name != "two weights"]
    assert max(map(times, others)) < 2.5 and min(map(times, others)) > 0.6


def test_both_legs_are_marked_where_they_are():
    for leg in demo.LEGS:
        mask = demo.along(leg)
        assert PHOTO[mask].max() > 0.9 and 500 < mask.sum() < 1500


def test_choosing_a_kernel_sets_the_weights():
    view = dl.demos.kernel_on_photograph()
    view.set(preset="blur")
    assert view.values["weights"] == ((1, 1, 1),) * 3
    view.set(weights=((0, 0, 0),) * 3)  # a map of zeros, and nothing to compare
    assert view.values["weights"] == ((0, 0, 0),) * 3
