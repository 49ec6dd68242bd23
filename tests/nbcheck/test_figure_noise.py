"""Is a figure of training results accepted when another computer trained, and drew it again?

The figures are those of the lessons in kind: the course's style, curves, points, regions, images.
"""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import ListedColormap
from pictures import compare, png

from dlcourse.plots.style import CLASS_COLORS, CLASS_MARKERS, REGION_COLORS
from tools.nbcheck.figures import pixels

# What training results differ by from CPU to CPU: in the fourth to fifth digit.
NOISE = 1e-4


def exactly(values):
    return values


def noisy(seed):
    random = np.random.default_rng(seed)
    return lambda values: values * (1 + NOISE * random.standard_normal(np.shape(values)))


# Figures of training results; `measured` stands for the computer that trained.


def curves(measured, width=2.2):
    figure, ax = plt.subplots()
    epochs = np.arange(60)
    for rate in (3, 9, 27):
        loss = np.exp(-epochs / rate) + 0.05 * np.random.default_rng(rate).random(60)
        ax.plot(epochs, measured(loss), lw=width, label=f"rate {rate}")
    ax.set(title="Loss 0.93", xlabel="epoch", ylabel="loss")
    ax.legend()
    return figure


def thin_curves_on_log_scale(measured):
    figure = curves(measured, width=0.8)
    figure.axes[0].set_yscale("log")
    return figure


def points(measured, size=36):
    figure, ax = plt.subplots()
    random = np.random.default_rng(1)
    for kind in (0, 1):
        cloud = measured(random.normal(size=(2, 150)) + kind)
        ax.scatter(*cloud, s=size, c=CLASS_COLORS[kind], marker=CLASS_MARKERS[kind], ec="white")
    return figure


def small_points(measured):
    return points(measured, size=5)


def network(measured):
    random = np.random.default_rng(3)
    grid = np.stack(np.meshgrid(np.linspace(-3, 3, 200), np.linspace(-3, 3, 200)), axis=-1)
    hidden = np.tanh(grid @ measured(random.normal(size=(2, 16))) + random.normal(size=16))
    return hidden @ measured(random.normal(size=16))


def smooth_regions(measured):
    figure, ax = plt.subplots(figsize=(6, 5))
    output = network(measured)
    ax.contourf(output, levels=[-np.inf, 0, np.inf], colors=REGION_COLORS[:2])
    ax.contour(output, levels=[0], colors="black", linewidths=1.5)
    return figure


def regions_of_cells(measured):
    figure, ax = plt.subplots(figsize=(6, 5))
    ax.pcolormesh(network(measured) > 0, cmap=ListedColormap(REGION_COLORS[:2]))
    return figure


def heat_map(measured):
    figure, ax = plt.subplots()
    weights = np.random.default_rng(7).normal(size=(12, 12))
    figure.colorbar(ax.imshow(measured(weights)))
    return figure


def bars(measured):
    figure, ax = plt.subplots()
    ax.bar(range(12), measured(np.random.default_rng(5).random(12)))
    return figure


def panels(measured):
    figure, axes = plt.subplots(4, 4, figsize=(10, 6), sharex=True, sharey=True)
    epochs = np.arange(20)
    for number, ax in enumerate(axes.flat):
        ax.plot(epochs, measured(1 - np.exp(-epochs / (number + 1))), lw=1.2)
    return figure


def shaded(measured):
    figure, ax = plt.subplots()
    z = np.linspace(-5, 5, 200)
    ax.plot(z, measured(np.tanh(z)))
    ax.fill_between(z, measured(np.tanh(z) - 0.2), measured(np.tanh(z) + 0.2), alpha=0.3)
    ax.annotate("0.75", (0, float(measured(0.5))), (2, 0.2), arrowprops={"arrowstyle": "->"})
    return figure


MEASURED = [
    curves,
    thin_curves_on_log_scale,
    points,
    small_points,
    smooth_regions,
    regions_of_cells,
    heat_map,
    bars,
    panels,
    shaded,
]


@pytest.mark.parametrize("figure", MEASURED, ids=lambda function: function.__name__)
def test_noise_of_training_passes(figure):
    expected = png(figure(exactly))
    for seed in (0, 1):
        actual = png(figure(noisy(seed)))
        assert (pixels(actual) != pixels(expected)).any(), "no noise, no test"
        assert not compare(expected, actual)
