"""The course style can be told apart by everyone, and read from the last row."""

import itertools

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from dlcourse.plots import style

# Machado, Oliveira and Fernandes (2009), severity 1.0: what is seen without one kind of cone.
COLOUR_BLINDNESS = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(color):
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIE L*a*b* of linear sRGB, D65 white."""
    xyz = (
        np.array(
            [
                [0.4124564, 0.3575761, 0.1804375],
                [0.2126729, 0.7151522, 0.0721750],
                [0.0193339, 0.1191920, 0.9503041],
            ]
        )
        @ np.clip(rgb, 0, 1)
        / [0.95047, 1.0, 1.08883]
    )
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("kind", ["none", *COLOUR_BLINDNESS])
def test_the_first_four_classes_differ_for_every_eye(kind):
    matrix = np.array(COLOUR_BLINDNESS.get(kind, np.eye(3)))
    seen = [lab(matrix @ linear(color)) for color in style.CLASS_COLORS[:4]]
    distances = [np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)]
    assert min(distances) > 15  # a difference of 2 to 3 is just noticeable


def test_every_class_has_its_own_marker_and_region():
    assert len(set(style.CLASS_MARKERS)) == len(style.CLASS_COLORS)
    assert len(set(style.REGION_COLORS)) == len(style.CLASS_COLORS)


def test_text_is_large_enough_for_a_projector():
    style.use_course_style()
    sizes = ["font.size", "axes.labelsize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize"]
    assert min(float(mpl.rcParams[name]) for name in sizes) >= 12
