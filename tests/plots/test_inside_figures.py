"""Filters, maps and heat: each in its place, on one scale."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse.plots import plot_feature_maps, plot_filters, plot_heat

RNG = np.random.default_rng(0)


def pictures(ax):
    return [np.asarray(image.get_array()) for image in ax.images]


def test_each_filter_is_drawn_on_one_scale_around_zero():
    kernels = RNG.normal(size=(5, 5, 1, 6))
    ax = plot_filters(kernels, columns=4)
    for k, picture in enumerate(pictures(ax)):
        np.testing.assert_array_equal(picture, kernels[:, :, 0, k])
    limit = np.abs(kernels).max()
    assert {image.get_clim() for image in ax.images} == {(-limit, limit)}
    (left, right, bottom, top) = ax.images[5].get_extent()
    assert left > 5 and top > 5, "the sixth of four columns stands in the second line"
    assert len(pictures(plot_filters(kernels[:, :, 0]))) == 6


def test_the_channels_of_a_filter_stand_side_by_side():
    kernels = RNG.normal(size=(3, 3, 2, 4))
    ax = plot_filters(kernels, limit=2)
    assert len(ax.images) == 8
    np.testing.assert_array_equal(pictures(ax)[3], kernels[:, :, 1, 1])
    assert ax.images[2].get_extent()[0] == ax.images[0].get_extent()[0]
    assert ax.images[0].get_clim() == (-2, 2)


def test_maps_of_relu_begin_at_white_and_others_have_two_signs():
    maps = RNG.uniform(size=(4, 3, 5))
    _, ax = plt.subplots()
    assert plot_feature_maps(maps, ax=ax) is ax
    np.testing.assert_array_equal(pictures(ax)[2], maps[:, :, 2])
    assert {image.get_clim() for image in ax.images} == {(0, maps.max())}
    signed = plot_feature_maps(maps - 0.5)
    largest = np.abs(maps - 0.5).max()
    assert {image.get_clim() for image in signed.images} == {(-largest, largest)}


@pytest.mark.parametrize("shape", [(6, 8), (6, 8, 1), (6, 8, 3)])
def test_heat_covers_the_whole_image(shape):
    heat = np.zeros((2, 2))
    heat[0, 1] = 3
    ax = plot_heat(heat, np.full(shape, 0.5))
    below, above = ax.images
    assert above.get_extent() == below.get_extent()
    assert tuple(below.get_extent()) == (-0.5, 7.5, 5.5, -0.5)
    np.testing.assert_array_equal(above.get_array(), heat)
    assert above.get_alpha()[0, 0] == 0, "where there is no heat, one sees the image"
    assert above.get_alpha()[0, 1] > 0.8
    assert above.get_clim() == (0, 3)
    assert plot_heat(-heat, np.zeros(shape), limit=4).images[1].get_clim() == (-4, 4)


def test_nothing_but_zeros_can_be_drawn():
    for ax in (
        plot_filters(np.zeros((3, 3, 2))),
        plot_feature_maps(np.zeros((3, 3, 2))),
        plot_heat(np.zeros((2, 2)), np.zeros((4, 4))),
    ):
        ax.figure.canvas.draw()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: plot_filters(np.ones((3, 3))), r"Received: kernels.shape=\(3, 3, 1\)|\(3, 3\)"),
        (lambda: plot_filters(np.ones((3, 3, 2)), columns=0), "Received: columns=0"),
        (lambda: plot_feature_maps(np.ones((1, 3, 3, 2))), r"maps.shape=\(1, 3, 3, 2\)"),
        (lambda: plot_heat(np.ones(3), np.ones((4, 4))), r"Received: \(3,\), \(4, 4\)"),
        (lambda: plot_heat(np.ones((3, 3)), np.ones((4, 4, 2))), r"\(4, 4, 2\)"),
    ],
)
def test_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
