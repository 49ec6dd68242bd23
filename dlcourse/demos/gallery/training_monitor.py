"""Demo: you are `fit`; each press trains a digit reader for one epoch."""

import functools
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from dlcourse import datasets, scratch
from dlcourse.demos.core.controls import Button, Checkbox, Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import is_upright
from dlcourse.plots.style import COLORS

N_TRAIN, N_VAL, BATCH, MAX_EPOCHS = 400, 450, 32, 60
N_SHOWN, N_COLUMNS = 12, 4
CHANCE = float(np.log(10))
_LOSS = scratch.SparseCategoricalCrossentropy(from_logits=True)


class Data(NamedTuple):
    """Images as rows of 64 numbers, and their digits."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray


@functools.cache
def data(careless: bool = False) -> Data:
    """Return a small training part, so that overfitting can be seen, and a validation part.

    Both come from the training images: whoever plays decides something, and decisions must not
    use the test part. Careless labelling draws every third training label at random.
    """
    d, end = datasets.load_digits(flat=True), N_TRAIN + N_VAL
    x_train, x_val = np.split(d.x_train[:end], [N_TRAIN])
    y_train, y_val = np.split(d.y_train[:end], [N_TRAIN])
    if careless:
        y_train[::3] = np.random.default_rng(0).integers(0, 10, len(y_train[::3]))
    return Data(x_train, y_train, x_val, y_val)


def network(units: int, weights: tuple = ()) -> scratch.Network:
    """Return a network of one hidden layer with the given weights, or with its random start."""
    if not weights:
        rng = np.random.default_rng(units)
        kernels = [scratch.he_normal(shape, rng) for shape in ((64, units), (units, 10))]
        weights = (kernels[0], scratch.zeros((units,)), kernels[1], scratch.zeros((10,)))
    layers = [scratch.Dense(*weights[:2]), scratch.Activation(scratch.relu)]
    return scratch.Network([*layers, scratch.Dense(*weights[2:])], _LOSS)


def losses(net: scratch.Network, careless: bool = False) -> tuple[float, float]:
    """Return the loss on the training and on the validation images."""
    d = data(careless)
    training = net.loss(d.y_train, net.predict(d.x_train))
    return float(training), float(net.loss(d.y_val, net.predict(d.x_val)))


def train(
    units: int, rate: float, careless: bool, weights: tuple, history: tuple, rates: tuple
) -> dict | None:
    """Train for one epoch; return None, so that a play button stops, after 60 of them."""
    if len(history) >= MAX_EPOCHS:
        return None
    net, d = network(units, weights), data(careless)
    options = {"batch_size": BATCH, "optimizer": scratch.SGD(rate), "seed": len(history)}
    with np.errstate(all="ignore"):  # a rate that is too large shall be seen, not warned of
        net.fit(d.x_train, d.y_train, epochs=1, **options)
        history = (*history, losses(net, careless))
    return {"weights": tuple(net.weights), "history": history, "rates": (*rates, rate)}


def restart() -> dict:
    """Forget the training: other units or other labels need another start."""
    return {"weights": (), "history": (), "rates": ()}


class Monitor:
    """The curves so far, and validation images with what they are taken for."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        curves, images = _halves(figure)
        self.curves = curves.subplots()
        self._draw_curves(self.curves)
        self._draw_images(images.add_axes((0, 0, 1, 1)))

    def update(self, units: int, rate: float, weights: tuple, history: tuple, rates: tuple) -> str:
        """Show these values."""
        with np.errstate(all="ignore"):
            answers = network(units, weights).predict(data().x_val).argmax(axis=1)
        top = self._fill_curves(history)
        self._mark_rates((*rates, rate), top)
        right = f"{np.mean(answers == data().y_val):.0%} of the validation images are right"
        self.curves.set_title(right)
        for name, frame, answer, digit in zip(
            self.names, self.frames, answers, data().y_val, strict=False
        ):
            wrong = answer != digit
            name.set_text(f"{answer} ✗" if wrong else f"{answer}")
            frame.set_visible(wrong)
        return f"After {len(history)} epochs {right}."

    def _draw_curves(self, ax: Axes) -> None:
        """Draw empty curves, the loss at chance, and marks where the rate may be changed."""
        (self.training,) = ax.plot([], [], "-o", markersize=5, label="training")
        (self.validation,) = ax.plot([], [], "--^", markersize=5, label="validation")
        ax.axhline(CHANCE, color=COLORS["grey"], linestyle=":")
        ax.annotate(
            "loss at chance",
            (1, CHANCE),
            (-4, 3),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right",
            color=COLORS["grey"],
        )
        self.marks: list[tuple[Line2D, Text]] = []
        ax.set(xlabel="epoch", ylabel="loss")
        ax.legend(loc="center right", frameon=True, framealpha=1)  # it may lie on a rate's line

    def _fill_curves(self, history: tuple) -> float:
        """Draw both losses; return the upper end of their axis."""
        epochs, values = np.arange(1, len(history) + 1), np.reshape(history, (-1, 2))
        self.training.set_data(epochs, values[:, 0])
        self.validation.set_data(epochs, values[:, 1])
        top = max(2.5, min(np.nanmax(values, initial=0), 10))
        _set_limits(self.curves, (0.5, max(10, len(history)) + 1.5), (0, top))
        return top

    def _mark_rates(self, rates: tuple, top: float) -> None:
        """Mark where the learning rate was changed.

        The last of `rates` is that of the next epoch: a change is seen before it is used.
        """
        changes = [(e, new) for e, new in enumerate(rates) if e == 0 or new != rates[e - 1]]
        ax = self.curves
        while len(self.marks) < len(changes):
            line = ax.axvline(0, color=COLORS["black"], linewidth=1)
            self.marks.append((line, ax.text(0, 0, "", va="top", rotation=90)))
        for number, (line, text) in enumerate(self.marks):
            shown = number < len(changes)
            line.set_visible(shown)
            text.set_visible(shown)
            if shown:
                epoch, rate = changes[number]
                line.set_xdata([epoch + 0.5] * 2)
                text.set(position=(epoch + 0.6, 0.9 * top), text=f"rate {rate}")

    def _draw_images(self, ax: Axes) -> None:
        """Draw validation images, each with room for a name above and a frame around it."""
        self.names, self.frames = [], []
        for i, image in enumerate(data().x_val[:N_SHOWN]):
            row, column = divmod(i, N_COLUMNS)
            place = (column, column + 0.7, -row - 0.7, -row)
            ax.imshow(image.reshape(8, 8), cmap="Greys", vmin=0, vmax=1, extent=place)
            center = {"ha": "center", "va": "bottom", "fontsize": 13}
            self.names.append(ax.text(column + 0.35, 0.03 - row, "", **center))
            style = {"fill": False, "color": COLORS["vermilion"], "linewidth": 4}
            self.frames.append(Rectangle((column, -row - 0.7), 0.7, 0.7, **style))
            ax.add_patch(self.frames[-1])
        ax.set(xlim=(-0.2, N_COLUMNS - 0.1), ylim=(0.2 - N_SHOWN // N_COLUMNS, 0.3))
        ax.set_axis_off()


def _halves(figure: Figure) -> tuple[SubFigure, SubFigure]:
    """Return room for the curves and for the images, which need no margins."""
    if not is_upright(figure.get_size_inches()):
        curves, images = figure.subfigures(1, 2, width_ratios=[1.1, 1])
        curves.subplots_adjust(left=0.14)
        return curves, images
    curves, images = figure.subfigures(2, 1, height_ratios=[1.1, 1])
    inches = curves.bbox.height / figure.dpi
    curves.subplots_adjust(bottom=0.7 / inches, top=1 - 0.45 / inches)
    return curves, images


def _set_limits(ax: Axes, xlim: tuple[float, float], ylim: tuple[float, float]) -> None:
    """Set the limits where they are others: else the axes would count as changed."""
    if (ax.get_xlim(), ax.get_ylim()) != (xlim, ylim):
        ax.set(xlim=xlim, ylim=ylim)


demo = Demo(
    name="training_monitor",
    title="A training, epoch by epoch",
    look_for=(
        "Train at rate 0.8 until the curve jumps, then go down to 0.1. Start again at rate 3, and "
        "do the same. Which network recovers? Then tick careless labels, take 64 units and rate "
        "0.8, and play: how do the curves part by epoch 60?"
    ),
    scene=Monitor,
    controls=[
        Button(name="train", action=train, label="Train one epoch", play=True),
        Button(name="again", action=restart, label="Start again"),
        Choice(name="rate", options=(0.001, 0.01, 0.1, 0.8, 3.0), label="learning rate", value=0.1),
        Slider(
            name="units", value=32, low=4, high=64, step=4, label="hidden units", action=restart
        ),
        Checkbox(name="careless", value=False, label="careless labels", action=restart),
    ],
    state={"weights": (), "history": (), "rates": ()},
)
