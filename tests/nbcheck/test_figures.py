"""Is a figure that tells a reader something else refused, and one of other bytes accepted?

The figures are those of the lessons in kind: the course's style, curves, points, regions, images.
"""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from pictures import compare, plain_png, png

from dlcourse.plots.notebook import SHARPNESS
from dlcourse.plots.style import CLASS_COLORS, REGION_COLORS
from tools.nbcheck.figures import CRITERIA, Patch, patches, pixels, unmatched

# Pairs of figures that tell a reader something else.


def curve(up=0.0, right=0.0, title="Loss 0.93", width=2.2, **line):
    figure, ax = plt.subplots()
    z = np.linspace(-4, 4, 300)
    ax.plot(z, 1 / (1 + np.exp(-z)))
    # The axes span 2.2 and 8.
    ax.plot(z + 8 * right, np.tanh(z) + 2.2 * up, lw=width, **line)
    ax.set(title=title, xlim=(-4, 4), ylim=(-1.1, 1.1), xlabel="z", ylabel="activation")
    return figure


def panel(up=0.0):
    figure, axes = plt.subplots(4, 4, figsize=(10, 6), sharex=True, sharey=True)
    for number, ax in enumerate(axes.flat):
        ax.plot(np.linspace(0.1, 0.8, 20) ** 2 + up * (number == 5), lw=1.2)
        ax.set(ylim=(0, 1))
    return figure


def scatter(size, without=None, right=0.0):
    figure, ax = plt.subplots()
    cloud = np.random.default_rng(1).normal(size=(100, 2)).clip(-3, 3)
    cloud[4, 0] += 7 * right
    kept = np.arange(100) != (-1 if without is None else without)
    ax.scatter(*cloud[kept].T, s=size)
    ax.set(xlim=(-3.5, 3.5), ylim=(-3.5, 3.5))
    return figure


def boundary(up=0.0, colors=REGION_COLORS[:2]):
    figure, ax = plt.subplots(figsize=(6, 5))
    height = np.array([[-4.0, -2.0], [2.0, 4.0]]) + 6 * up
    ax.contourf([0, 1], [0, 1], height, levels=[-np.inf, 0, np.inf], colors=colors)
    return figure


def image(value, side=28):
    figure, ax = plt.subplots()
    shown = np.random.default_rng(0).random((side, side))
    shown[side // 2, side // 2] = value
    ax.imshow(shown, cmap="gray", vmin=0, vmax=1)
    return figure


def notes(text):
    figure, ax = plt.subplots()
    for row in range(4):
        for column in range(4):
            label = text if (row, column) == (1, 2) else "0.53"
            ax.text(row / 4, column / 4, label, fontsize=12)
    return figure


def one_bar(height):
    figure, ax = plt.subplots()
    ax.bar(range(8), [0.3, 0.9, height, 0.2, 1.0, 0.4, 0.7, 0.1])
    ax.set(ylim=(0, 1))
    return figure


def legend(*names):
    figure, ax = plt.subplots()
    for slope, name in enumerate(names):
        ax.plot([0, slope], label=name)
    ax.legend()
    return figure


def zone(color):
    figure, ax = plt.subplots()
    ax.axvspan(0.2, 0.4, color=color)
    return figure


CHANGED = {
    "curve 2 % up": lambda: (curve(), curve(up=0.02)),
    "curve 2 % to the right": lambda: (curve(), curve(right=0.02)),
    "thin curve 2 % up": lambda: (curve(width=0.5), curve(width=0.5, up=0.02)),
    "thin curve 2 % to the right": lambda: (curve(width=0.5), curve(width=0.5, right=0.02)),
    "dotted curve 2 % up": lambda: (curve(ls=":", width=1), curve(ls=":", width=1, up=0.02)),
    "curve 2 % up in one of 16 panels": lambda: (panel(), panel(up=0.02)),
    "colour": lambda: (curve(color=CLASS_COLORS[0]), curve(color=CLASS_COLORS[4])),
    "dashed": lambda: (curve(), curve(ls="--")),
    "digit of the title": lambda: (curve(), curve(title="Loss 0.98")),
    "decimal point of the title": lambda: (curve(), curve(title="Loss 0 93")),
    "digit of a note": lambda: (notes("0.53"), notes("0.58")),
    "8 of a note that is a 6": lambda: (notes("0.58"), notes("0.56")),
    "small point gone": lambda: (scatter(4), scatter(4, without=4)),
    "small point among others gone": lambda: (scatter(4), scatter(4, without=7)),
    "point gone": lambda: (scatter(36), scatter(36, without=4)),
    "point 2 % to the right": lambda: (scatter(36), scatter(36, right=0.02)),
    "boundary 2 % up": lambda: (boundary(), boundary(up=0.02)),
    "regions swapped": lambda: (boundary(), boundary(colors=REGION_COLORS[1::-1])),
    "one pixel of an image": lambda: (image(0.5), image(0.6)),
    "one pixel of a small image": lambda: (image(0.5, side=8), image(0.53, side=8)),
    "bar 2 % higher": lambda: (one_bar(0.5), one_bar(0.52)),
    "names swapped": lambda: (legend("tanh", "ReLU"), legend("ReLU", "tanh")),
    "shade": lambda: (zone("#E3E3E3"), zone("#EFEFEF")),
}


@pytest.mark.parametrize("pair", CHANGED.values(), ids=CHANGED.keys())
def test_a_change_fails_both_ways(pair):
    before, after = map(png, pair())
    assert compare(before, after)
    assert compare(after, before)


@pytest.mark.parametrize("size", [12, 14])
def test_each_digit_differs_from_each_other(size):
    def number(digit):
        figure = plt.figure(figsize=(1.5, 1), layout="none")
        figure.text(0.2, 0.4, f"0.9{digit}", fontsize=size)
        return png(figure)

    pictures = [number(digit) for digit in range(10)]
    same = [(a, b) for a in range(10) for b in range(a) if not compare(pictures[a], pictures[b])]
    assert same == []


def test_each_criterion_is_needed():
    """Of a digit only the surroundings change; of a point of 2 pixels too few surroundings."""
    for pair, failing in (("8 of a note that is a 6", 1), ("decimal point of the title", 0)):
        before, after = map(pixels, map(png, CHANGED[pair]()))
        marked = [unmatched(before, after, c) | unmatched(after, before, c) for c in CRITERIA]
        fails = [
            patches(mask)[0].pixels > SHARPNESS * criterion.largest_patch
            for mask, criterion in zip(marked, CRITERIA, strict=True)
        ]
        assert fails == [failing == 0, failing == 1]


def test_another_size_fails():
    small, large = (plain_png(plt.figure(figsize=(2, height))) for height in (1, 1.01))
    difference = compare(small, large)
    assert difference.summary == "its size changed: 200 x 100 pixels were stored, 200 x 101 came"
    assert difference.picture is None


def test_the_same_pixels_in_other_bytes_pass():
    rgba = plain_png(curve())
    other = plain_png(curve(), pil_kwargs={"compress_level": 1}, metadata={"Title": "x"})
    assert other != rgba
    assert not compare(rgba, other)


def test_a_clear_background_is_seen_as_white():
    figure = curve()
    clear = plain_png(figure, transparent=True)
    for ax in figure.axes:
        ax.set_facecolor("white")
    assert not compare(clear, plain_png(figure))


def test_the_difference_says_how_much_and_where():
    blank, dot = plt.figure(figsize=(1, 1)), plt.figure(figsize=(1, 1))
    dot.add_artist(plt.Rectangle((0.2, 0.5), 0.1, 0.3, color="black", lw=0))
    difference = compare(plain_png(blank), plain_png(dot))
    assert difference.summary == (
        "300 pixels (3 %) changed in 1 place; the largest has 300 pixels, "
        "at x 20 to 29 of 100, y 20 to 49 of 100"
    )
    overlay = pixels(difference.picture)
    assert overlay[30, 25].tolist() == [255, 0, 0], "new ink is red"
    assert overlay[16, 22].tolist() == [255, 0, 255], "a frame around the patch"


def test_patches_touch_at_corners():
    marked = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]], dtype=bool)
    assert patches(marked) == [Patch(2, 0, 0, 1, 1), Patch(1, 3, 2, 3, 2)]


def test_patches_are_those_that_a_search_pixel_by_pixel_finds():
    random = np.random.default_rng(0)
    for density in (0.1, 0.3, 0.4, 0.6):
        marked = random.random((30, 40)) < density
        assert sorted(patches(marked)) == sorted(patches_by_search(marked))


def patches_by_search(marked):
    left_over = {tuple(place) for place in np.argwhere(marked).tolist()}
    while left_over:
        reached = [left_over.pop()]
        for row, column in reached:  # grows while it is walked
            around = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & left_over
            left_over -= around
            reached.extend(around)
        rows, columns = zip(*reached, strict=True)
        yield Patch(len(reached), min(columns), min(rows), max(columns), max(rows))
