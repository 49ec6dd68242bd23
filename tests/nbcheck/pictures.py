"""Pictures of figures as the lessons store them, and as Matplotlib saves them."""

import functools
import io

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from dlcourse.plots.notebook import SHARPNESS, sharp_png
from tools.nbcheck import figures

compare = functools.partial(figures.compare, sharpness=SHARPNESS)


def png(figure: Figure) -> bytes:
    picture = sharp_png(figure)
    plt.close(figure)
    return picture


def plain_png(figure: Figure, **options) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", **options)
    plt.close(figure)
    return file.getvalue()
