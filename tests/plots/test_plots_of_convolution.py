"""Images side by side, and the sliding kernel: what is drawn is the convolution."""

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from dlcourse import plots, scratch

IMAGE = np.linspace(0, 1, 42).reshape(6, 7)
KERNEL = np.array([[1, 0, -1], [2, 0, -2]])


def test_images_are_drawn_each_below_its_name():
    ax = plots.plot_images({"a": IMAGE, "b": IMAGE[:3, :2, None], "c": np.zeros((4, 4, 3))})
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c"]
    sizes = [np.ptp(np.reshape(image.get_extent(), (2, 2)), axis=1) for image in ax.images]
    assert np.allclose(sizes, [(7, 6), (2, 3), (4, 4)])
    plt.close(ax.figure)


def test_zero_is_the_middle_where_signs_cancel_and_black_elsewhere():
    edges = np.array([[1.0, -1.0], [2.0, -2.0]])
    ax = plots.plot_images({"edges": edges, "photograph": edges + 3, "sharp": [[-0.1, 1.0]]})
    limits = [image.get_clim() for image in ax.images]
    assert limits[0][0] == -limits[0][1] and limits[1:] == [(0, 1), (0, 1)]
    plt.close(ax.figure)


@pytest.mark.parametrize("wrong", [{}, {"a": np.zeros(3)}, {"a": np.zeros((2, 2, 2))}])
def test_what_is_no_image_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        plots.plot_images(wrong)


def test_the_kernel_writes_the_sum_of_its_window():
    figure = plt.figure()
    scene = plots.SlidingKernel(IMAGE, KERNEL, figure)
    scene.update(2, 3)
    expected = (IMAGE[2:4, 3:6] * KERNEL).sum()
    assert scene.map[2, 3] == pytest.approx(expected)
    assert scene.sum.get_text() == f"sum {expected:.1f}".replace("-", "−")
    shown = scene.written.get_array()
    assert shown.shape == (5, 5) and shown.count() == 2 * 5 + 4
    assert scene.window.get_xy() == (2.5, 1.5)
    assert [text.get_text() for text in scene.close_up.products][:1] == [f"{IMAGE[2, 3]:.2f} × 1"]
    plt.close(figure)


def test_the_film_ends_with_the_whole_map():
    film = plots.film_convolution(IMAGE, KERNEL, steps=2)
    assert film.n == 2 + 3 + 1
    assert Image.open(io.BytesIO(film.png)).n_frames >= film.n


COLOURED = np.linspace(0, 1, 126).reshape(6, 7, 3).round(2)
RED = np.ones((2, 3, 1)) * [2, -2, -1]


def test_three_channels_make_one_number_of_one_map():
    figure = plt.figure()
    scene = plots.SlidingKernels(COLOURED, {"red?": RED, "twice": 2 * RED}, figure)
    scene.update(1, 2, 3)
    layer = scratch.Conv2D(np.stack([RED, 2 * RED], axis=-1), np.zeros(2))
    expected = np.moveaxis(layer.forward(COLOURED[None])[0], 2, 0)
    np.testing.assert_allclose(scene.maps, expected)
    by_channel = (COLOURED[2:4, 3:6] * 2 * RED).sum(axis=(0, 1))
    numbers = [float(text.get_text().replace("−", "-")) for text in scene.sums]
    np.testing.assert_allclose(numbers, by_channel, atol=1e-9)
    assert scene.heading.get_text().endswith(f"= {expected[1, 2, 3]:.2f}".replace("-", "−"))
    products = [text.get_text() for text in scene.close_ups[2].products]
    assert products[0] == f"{COLOURED[2, 3, 2]:.2f} × −2" and len(products) == 6
    assert [box.get_xy() for box in scene.frames] == [(2.5, 1.5)] * 3
    assert [picture.get_array().count() for picture in scene.written] == [25, 2 * 5 + 4]
    scene.update(0, 0, 0)
    assert [picture.get_array().count() for picture in scene.written] == [1, 0]
    plt.close(figure)


def test_the_film_of_channels_writes_one_map_after_the_other():
    film = plots.film_channels(COLOURED, {"red?": RED, "twice": 2 * RED}, steps=3)
    assert film.n == 2 * (3 + 0 + 1)
    assert Image.open(io.BytesIO(film.png)).n_frames >= film.n
