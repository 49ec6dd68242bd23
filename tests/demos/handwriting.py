"""The ten digits as strokes of a hand, on paper of 28x28 squares."""

import numpy as np


def arc(x, y, width, height, start, end, n=24):
    """Return places along an ellipse around (x, y), between two angles in degrees, clockwise."""
    angles = np.radians(np.linspace(start, end, n))
    return [(x + width * np.cos(a), y + height * np.sin(a)) for a in angles]


DIGITS = {
    0: [arc(14, 14, 6, 9, -90, 270)],
    1: [[(11, 8), (14, 5), (14, 23)]],
    2: [arc(14, 10, 5, 5, 180, 400) + [(9, 22), (20, 22)]],
    3: [arc(13, 9.5, 5, 4.5, -150, 90) + arc(13, 18.5, 5.5, 4.5, -90, 150)],
    4: [[(12, 5), (8, 15), (20, 15)], [(17, 9), (17, 24)]],
    5: [[(19, 6), (11, 6), (10, 13), *arc(13.5, 17.5, 5.5, 5, -120, 140)]],
    6: [[(17, 4), (12, 10), *arc(14, 18, 5, 5, 180, 540)]],
    7: [[(8, 6), (20, 6), (12, 23)]],
    8: [arc(14, 9.5, 4, 4.5, 90, 450) + arc(14, 18.5, 5, 4.5, -90, 270)],
    9: [[*arc(14, 10, 4.5, 4.5, 0, -360), (18.5, 10), (17, 23)]],
}


def placed(strokes, scale=1.0, right=0.0, down=0.0):
    """Return strokes made smaller, towards the upper left corner, and moved."""
    return [[(right + scale * x, down + scale * y) for x, y in stroke] for stroke in strokes]
