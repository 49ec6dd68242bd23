"""Reconstructions, codes and the decoded plane: each image where it belongs."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba_array

from dlcourse.plots import plot_code_grid, plot_codes, plot_reconstructions
from dlcourse.plots.codes import TEN_INKS

RNG = np.random.default_rng(0)


def pictures(ax):
    return [np.asarray(image.get_array()) for image in ax.images]


@pytest.mark.parametrize("shape", [(5, 4, 4), (5, 4, 4, 1), (5, 16)])
def test_reconstructions_stand_below_their_images(shape):
    images, made = RNG.uniform(size=shape), RNG.uniform(size=shape)
    _, ax = plt.subplots()
    assert plot_reconstructions({"in": images, "out": made}, texts=list("abcde"), ax=ax) is ax
    drawn = np.array(pictures(ax))
    np.testing.assert_array_equal(drawn, np.concatenate([images, made]).reshape(10, 4, 4))
    places = np.array([image.get_extent() for image in ax.images])
    np.testing.assert_allclose(places[:5, :2], places[5:, :2])
    assert np.all(places[5:, 3] > places[:5, 2]), "the tops of the second row lie below the first"
    words = {text.get_text(): text.get_position() for text in ax.texts}
    assert set(words) == {"in", "out", *"abcde"}
    assert 1 < words["c"][1] < places[5, 3] and words["c"][0] == pytest.approx(places[2, :2].mean())


def test_one_row_without_texts_is_enough():
    plot_reconstructions({"walk": np.zeros((3, 9))}).figure.canvas.draw()


def test_a_picture_lies_at_its_code_and_covers_no_other():
    codes = [[0, 0], [0.1, 0], [10, 0], [0, 10], [10, 10]]
    images = np.stack([np.full((2, 2), ink) for ink in (0.2, 0.3, 0.4, 0.6, 0.8)])
    ax = plot_codes(codes, images, across=10, xlim=(-1, 11), ylim=(-1, 11))
    (image,) = ax.images
    paper = image.get_array()
    assert paper.shape == (20, 20) and paper.mask.sum() == 400 - 4 * 4
    assert tuple(image.get_extent()) == (-1, 11, -1, 11)
    corners = {
        "low left": (18, 1),
        "low right": (18, 18),
        "high left": (1, 1),
        "high right": (1, 18),
    }
    inks = {name: paper[place] for name, place in corners.items()}
    assert inks == {"low left": 0.2, "low right": 0.4, "high left": 0.6, "high right": 0.8}
    assert len(ax.lines[0].get_xdata()) == 5, "all places are dots"


def test_labels_colour_pictures_and_dots():
    codes, ink = [[0, 0], [0.1, 0], [10, 10]], np.array([1.0, 1.0, 0.5])
    ax = plot_codes(
        codes,
        np.tile(ink[:, None], (1, 4)),
        labels=[3, 9, 7],
        across=10,
        xlim=(-1, 11),
        ylim=(-1, 11),
    )
    colours = to_rgba_array([TEN_INKS[label] for label in (3, 9, 7)])[:, :3]
    np.testing.assert_allclose(ax.collections[0].get_facecolors()[:, :3], colours)
    paper = np.asarray(ax.images[0].get_array())
    np.testing.assert_allclose(paper[18, 1], [*colours[0], 1])
    np.testing.assert_allclose(paper[1, 18], [*(1 + colours[2]) / 2, 1], atol=1e-6)
    assert paper[..., 3].sum() == 2 * 4, "paper between the pictures lets the dots be seen"


def test_by_default_all_codes_are_inside_and_one_point_can_be_drawn():
    codes = RNG.normal(size=(50, 2))
    ax = plot_codes(codes, np.ones((50, 9)))
    for values, (low, high) in zip(codes.T, (ax.get_xlim(), ax.get_ylim()), strict=True):
        assert low < values.min() and values.max() < high
    plot_codes([[1, 2]], np.ones((1, 9))).figure.canvas.draw()


def test_the_grid_decodes_the_middle_of_each_place():
    asked = []

    def decode(codes):
        asked.append(codes)
        return np.repeat(codes[:, :1] / 10 + codes[:, 1:] / 100, 4, axis=1)

    ax = plot_code_grid(decode, xlim=(0, 3), ylim=(0, 6), across=3)
    assert asked[0].dtype == np.float32 and asked[0].shape == (9, 2)
    drawn = pictures(ax)[0]
    assert drawn.shape == (6, 6)
    x, y = [0.5, 1.5, 2.5], [5, 3, 1]
    np.testing.assert_allclose(
        drawn[::2, ::2], np.add.outer(y, np.multiply(x, 10)) / 100, rtol=1e-6
    )
    assert ax.get_xlim() == (0, 3) and ax.get_ylim() == (0, 6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: plot_reconstructions({}), "Received: rows of \\[\\]"),
        (
            lambda: plot_reconstructions({"a": np.ones((2, 4)), "b": np.ones((3, 4))}),
            "of \\[2, 3\\]",
        ),
        (lambda: plot_reconstructions({"a": np.ones((2, 4))}, texts=["x"]), "texts=\\['x'\\]"),
        (lambda: plot_reconstructions({"a": np.ones((2, 5))}), "images.shape=\\(2, 5\\)"),
        (lambda: plot_codes(np.ones((3, 3)), np.ones((3, 4))), "codes.shape=\\(3, 3\\)"),
        (lambda: plot_codes(np.ones((3, 2)), np.ones((2, 4))), "2 images"),
        (lambda: plot_codes(np.ones((2, 2)), np.ones((2, 4)), labels=[1]), "shape=\\(1,\\)"),
        (lambda: plot_codes(np.ones((2, 2)), np.ones((2, 4)), labels=[0, 10]), "\\[0, 10\\]"),
        (lambda: plot_code_grid(len, xlim=(0, 1), ylim=(0, 1), across=0), "across=0"),
    ],
)
def test_what_does_not_fit_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
