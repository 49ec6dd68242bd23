"""Draw a digit: what is read, what the network sees, and models of one's own."""

import json

import numpy as np
import pytest
from alive import PICTURE, needs_browser, settle
from handwriting import DIGITS, placed
from parabola import Hand, axes_of

import dlcourse as dl
from dlcourse import datasets
from dlcourse.demos.core.controls import Canvas
from dlcourse.demos.gallery import draw_digit
from dlcourse.demos.gallery.draw_digit import centred, demo, ink, mosaic, read, reader

SHEET = "document.querySelector('.dlcourse-demo canvas')"


def image_of(strokes):
    return ink(*strokes).astype(np.float32) / Canvas.MOST


def answer(image):
    return int(read(image).probabilities.argmax())


# reading


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("place", [(1, 0, 0), (0.5, 0, 0), (0.5, 13, 13), (0.8, 5, 0)])
def test_every_digit_of_a_hand_is_read_wherever_it_stands(digit, place):
    assert answer(centred(image_of(placed(DIGITS[digit], *place)))) == digit


def test_without_centring_a_corner_is_read_as_a_seven():
    read_as = [answer(image_of(placed(DIGITS[digit], 0.5))) for digit in DIGITS]
    assert read_as.count(7) >= 8


def test_the_start_is_a_three_that_is_read_as_a_seven():
    view = dl.demos.draw_digit()
    assert "reads a 7, with 9" in view.alt
    view.set(centre=True)
    assert "reads a 3, with 100%" in view.alt


def test_a_longer_flag_makes_a_one_a_seven():
    flags = [image_of([[(16 - n, 5 + 0.3 * n), (16, 5), (14, 23)]]) for n in range(10)]
    read_as = [answer(centred(flag)) for flag in flags]
    assert read_as[:4] == [1] * 4 and read_as[-3:] == [7] * 3


def test_the_forward_pass_is_that_of_keras():
    keras = pytest.importorskip("keras")
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(24, 5, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )
    model.set_weights(datasets.load_digit_reader().weights)
    image = datasets.load_mnist_5k().x_test[3]
    ours, keras_reading = read(image), reader(model)(image)
    for a, b in zip(ours.maps, keras_reading.maps, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-5)
    np.testing.assert_allclose(ours.probabilities, keras_reading.probabilities, atol=1e-5)


# what the network sees


def test_what_is_centred_has_the_size_and_the_centre_of_mnist():
    for digit, strokes in DIGITS.items():
        seen = centred(image_of(placed(strokes, 0.6, 9, 2)))
        sides = [np.ptp((seen > 0.3).any(axis=axis).nonzero()[0]) + 1 for axis in (0, 1)]
        assert 17 <= max(sides) <= 21, digit
        for axis in (0, 1):
            mass = seen.sum(axis=axis)
            centre = mass @ (np.arange(28) + 0.5) / mass.sum()
            assert centre == pytest.approx(14.5, abs=0.1)
        assert 0 <= seen.min() and seen.max() <= 1


def test_centring_changes_little_where_mnist_did_it_before():
    images = datasets.load_mnist_5k().x_test[:200]
    again = np.stack([centred(image) for image in images])
    assert abs(again - images).mean() < 0.035
    assert np.mean([answer(a) == answer(b) for a, b in zip(images, again, strict=True)]) > 0.98


def test_empty_paper_is_read_too():
    blank = np.zeros((28, 28), np.float32)
    assert not centred(blank).any()
    view = dl.demos.draw_digit(drawing=blank)
    assert view.error == "" and "draw here empty" in view.alt
    (*_, bars) = axes_of(demo, drawing=demo.control("drawing").admit(blank))
    assert bars.get_title().startswith("empty, and yet: ")


# the picture


def test_the_picture_shows_image_maps_and_shares():
    drawing = demo.control("drawing").admit(ink(*DIGITS[4]))
    seen, first, second, bars = axes_of(demo, drawing=drawing, centre=True)
    image = centred(np.array(drawing, dtype=np.float32) / 9)
    np.testing.assert_allclose(seen.images[0].get_array(), image, atol=1e-6)
    for ax, maps in zip((first, second), read(image).maps, strict=True):
        np.testing.assert_array_equal(ax.images[0].get_array().filled(np.nan), mosaic(maps))
    widths = [bar.get_width() for bar in bars.patches]
    np.testing.assert_allclose(widths, read(image).probabilities, atol=1e-6)
    assert bars.get_title() == "read as 4"


def test_a_mosaic_holds_each_map_once():
    maps = np.arange(1, 2 * 3 * 5 + 1, dtype=np.float32).reshape(2, 3, 5)
    tiles = mosaic(maps)
    assert sorted(tiles[np.isfinite(tiles)]) == sorted(maps.ravel())
    np.testing.assert_array_equal(tiles[:2, :3], maps[..., 0])
    np.testing.assert_array_equal(tiles[:2, 4:7], maps[..., 1])


def test_a_digit_of_mnist_is_laid_on_the_paper():
    view = dl.demos.draw_digit(centre=True)
    for image in datasets.load_mnist_5k().x_test[:3]:
        view.press("copy")
        np.testing.assert_allclose(np.array(view.values["drawing"]) / 9, image, atol=1 / 17)


# models of one's own


def test_a_model_of_ones_own_reads_and_the_notebook_can_store_its_picture():
    keras = pytest.importorskip("keras")
    keras.utils.set_random_seed(0)
    layers = keras.layers
    convolutions = [layers.Conv2D(n, 3, activation="relu") for n in (4, 5, 6)]
    ends = [layers.Flatten(), layers.Dense(10, activation="softmax")]
    model = keras.Sequential([keras.Input((28, 28, 1)), *convolutions, *ends])
    view = dl.demos.draw_digit(model=model)
    titles = [ax.get_title() for ax in view._frame.figure.axes]
    assert titles[1:3] == ["conv 1: 4 maps", "last conv: 6 maps"]
    image = np.array(view.values["drawing"], dtype=np.float32) / 9
    expected = keras.ops.convert_to_numpy(model(image[None, ..., None]))[0]
    np.testing.assert_allclose(reader(model)(image).probabilities, expected, atol=1e-6)
    hand = Hand(view)
    assert hand.ask({"set": "drawing", "to": "0" * 784})["error"] == ""
    data, metadata = view._repr_mimebundle_()
    assert "image/png" in data and json.dumps(metadata) == "{}"


def test_a_model_without_convolutions_reads_too():
    keras = pytest.importorskip("keras")
    model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10)])
    view = dl.demos.draw_digit(model=model)
    assert view.error == ""
    titles = [ax.get_title() for ax in view._frame.figure.axes]
    assert titles[1:3] == ["no convolution"] * 2
    assert reader(model)(np.ones((28, 28))).probabilities.sum() == pytest.approx(1)


def test_a_model_for_other_images_is_refused():
    keras = pytest.importorskip("keras")
    model = keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10)])
    with pytest.raises(ValueError, match=r"28x28 pixels to 10 .*Received: input_shape=\(None, 8"):
        dl.demos.draw_digit(model=model)


# a real mouse


@needs_browser
@pytest.mark.parametrize("digit", [2, 5, 7])
def test_a_digit_drawn_with_the_mouse_is_read(show, digit):
    tab = show("draw_digit#centre=true")
    settle(tab)
    tab.run("[...document.querySelectorAll('button')].find(b => b.innerText === 'Clear').click()")
    left, top, side = tab.run(f"(b => [b.left, b.top, b.width])({SHEET}.getBoundingClientRect())")
    for stroke in DIGITS[digit]:
        spots = [(left + x * side / 28, top + y * side / 28) for x, y in stroke]
        tab.mouse("mousePressed", *spots[0])
        for spot in spots:
            tab.mouse("mouseMoved", *spot)
        tab.mouse("mouseReleased", *spots[-1])
    settle(tab)
    assert f"The network reads a {digit}, with 9" in tab.run(f"{PICTURE}.alt") or "100%" in tab.run(
        f"{PICTURE}.alt"
    )
    drawn = tab.run(
        f"[...{SHEET}.getContext('2d').getImageData(0, 0, 28, 28).data]"
        ".filter((_, i) => i % 4 === 0).map(v => Math.round((255 - v) * 9 / 229))"
    )
    assert np.abs(np.reshape(drawn, (28, 28)) - ink(*DIGITS[digit])).max() <= 1
    assert draw_digit.demo.control("drawing").brush == draw_digit.BRUSH
