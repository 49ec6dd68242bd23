"""Demo: you are `fit`; each press trains a digit reader for one epoch."""

import functools
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from dlcourse import datasets, scratch
from dlcourse.demos.core.controls import Button, Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.plots.learning import plot_learning_curve
from dlcourse.plots.style import COLORS

N_TRAIN, N_VAL, BATCH, MAX_EPOCHS = 400, 450, 32, 60
N_SHOWN, N_COLUMNS = 12, 4
_LOSS = scratch.SparseCategoricalCrossentropy(from_logits=True)


class Data(NamedTuple):
    """Images as rows of 64 numbers, and their digits."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray


@functools.cache
def data() -> Data:
    """Return a small training part, so that overfitting can be seen, and a validation part.

    Both come from the training images: whoever plays decides something, and decisions must not
    use the test part.
    """
    d, end = datasets.load_digits(flat=True), N_TRAIN + N_VAL
    x_train, x_val = np.split(d.x_train[:end], [N_TRAIN])
    y_train, y_val = np.split(d.y_train[:end], [N_TRAIN])
    return Data(x_train, y_train, x_val, y_val)


def network(units: int, weights: tuple = ()) -> scratch.Network:
    """Return a network of one hidden layer with the given weights, or with its random start."""
    if not weights:
        rng = np.random.default_rng(units)
        kernels = [scratch.he_normal(shape, rng) for shape in ((64, units), (units, 10))]
        weights = (kernels[0], scratch.zeros((units,)), kernels[1], scratch.zeros((10,)))
    layers = [scratch.Dense(*weights[:2]), scratch.Activation(scratch.relu)]
    return scratch.Network([*layers, scratch.Dense(*weights[2:])], _LOSS)


def losses(net: scratch.Network) -> tuple[float, float]:
    """Return the loss on the training and on the validation images."""
    d = data()
    training = net.loss(d.y_train, net.predict(d.x_train))
    return float(training), float(net.loss(d.y_val, net.predict(d.x_val)))


def train(units: int, rate: float, weights: tuple, history: tuple) -> dict | None:
    """Train for one epoch; return None, so that a play button stops, after 60 of them."""
    if len(history) >= MAX_EPOCHS:
        return None
    net, d, options = (
        network(units, weights),
        data(),
        {"batch_size": BATCH, "optimizer": scratch.SGD(rate)},
    )
    with np.errstate(all="ignore"):  # a rate that is too large shall be seen, not warned of
        net.fit(d.x_train, d.y_train, epochs=1, **options, seed=len(history))
        return {"weights": tuple(net.weights), "history": (*history, losses(net))}


def restart() -> dict:
    """Forget the training: another number of units needs another start."""
    return {"weights": (), "history": ()}


def draw(figure: Figure, units: int, weights: tuple, history: tuple) -> None:
    """Draw the curves so far, and test images with what they are taken for."""
    left, right = figure.subfigures(1, 2, width_ratios=[1.1, 1])
    left.subplots_adjust(left=0.14)
    ax = left.subplots()
    if history:
        training, validation = zip(*history, strict=True)
        plot_learning_curve({"loss": training, "val_loss": validation}, ax=ax)
        ax.set_ylim(0, max(2.5, min(np.nanmax(history), 10)))
    else:
        ax.set(xlabel="epoch", ylabel="loss", ylim=(0, 2.5))
    ax.set_xlim(0.5, max(10, len(history)) + 0.5)
    with np.errstate(all="ignore"):
        answers = network(units, weights).predict(data().x_val).argmax(axis=1)
    ax.set_title(f"{np.mean(answers == data().y_val):.0%} of the validation images are right")
    _draw_images(right.add_axes((0, 0, 1, 1)), answers)


def _draw_images(ax: Axes, answers: np.ndarray) -> None:
    """Draw the first validation images with what they are taken for; wrong ones are framed."""
    d = data()
    for i, (image, answer, right) in enumerate(
        zip(d.x_val[:N_SHOWN], answers, d.y_val, strict=False)
    ):
        row, column = divmod(i, N_COLUMNS)
        place = (column, column + 0.7, -row - 0.7, -row)
        ax.imshow(image.reshape(8, 8), cmap="Greys", vmin=0, vmax=1, extent=place)
        wrong = answer != right
        name = f"{answer} ✗" if wrong else f"{answer}"
        ax.text(column + 0.35, 0.03 - row, name, ha="center", va="bottom", fontsize=13)
        if wrong:
            frame = {"fill": False, "color": COLORS["vermilion"], "linewidth": 4}
            ax.add_patch(Rectangle((column, -row - 0.7), 0.7, 0.7, **frame))
    ax.set(xlim=(-0.2, N_COLUMNS - 0.1), ylim=(0.2 - N_SHOWN // N_COLUMNS, 0.3))
    ax.set_axis_off()


demo = Demo(
    name="training_monitor",
    title="A training, epoch by epoch",
    look_for=(
        "Play until the two curves part. Then try a learning rate that is too small, and one "
        "that is too large; change it in the middle of a training."
    ),
    draw=draw,
    controls=[
        Button(name="train", action=train, label="Train one epoch", play=True),
        Choice(name="rate", options=(0.001, 0.01, 0.1, 0.5, 3.0), label="learning rate", value=0.1),
        Slider(
            name="units", value=32, low=4, high=64, step=4, label="hidden units", action=restart
        ),
    ],
    state={"weights": (), "history": ()},
)
