"""Demo: you are `fit`; each press trains a digit reader for one epoch."""

import functools

import numpy as np
from matplotlib.figure import Figure, SubFigure

from dlcourse import datasets, scratch
from dlcourse.demos.controls import Button, Choice, Slider
from dlcourse.demos.protocol import Demo
from dlcourse.plots.learning import plot_learning_curve
from dlcourse.plots.style import COLORS

N_TRAIN, N_SHOWN, BATCH, MAX_EPOCHS = 400, 12, 32, 60
_LOSS = scratch.SparseCategoricalCrossentropy(from_logits=True)


@functools.cache
def data() -> datasets.Dataset:
    """Return the digits; few of them are used for training, so that overfitting can be seen."""
    return datasets.load_digits(flat=True)


def network(units: int, weights: tuple = ()) -> scratch.Network:
    """Return a network of one hidden layer with the given weights, or with its random start."""
    if not weights:
        rng = np.random.default_rng(units)
        kernels = [scratch.he_normal(shape, rng) for shape in ((64, units), (units, 10))]
        weights = (kernels[0], scratch.zeros((units,)), kernels[1], scratch.zeros((10,)))
    layers = [scratch.Dense(*weights[:2]), scratch.ActivationLayer(scratch.relu)]
    return scratch.Network([*layers, scratch.Dense(*weights[2:])], _LOSS)


def losses(net: scratch.Network) -> tuple[float, float]:
    """Return the loss on the training and on the test images."""
    d = data()
    training = net.loss(d.y_train[:N_TRAIN], net.predict(d.x_train[:N_TRAIN]))
    return float(training), float(net.loss(d.y_test, net.predict(d.x_test)))


def train(units: int, rate: float, weights: tuple, history: tuple) -> dict | None:
    """Train for one epoch; return None, so that a play button stops, after 60 of them."""
    if len(history) >= MAX_EPOCHS:
        return None
    net, d = network(units, weights), data()
    x, y = d.x_train[:N_TRAIN], d.y_train[:N_TRAIN]
    with np.errstate(
        all="ignore"
    ):  # a learning rate that is too large shall be seen, not warned of
        net.fit(x, y, epochs=1, batch_size=BATCH, learning_rate=rate, seed=len(history))
        return {"weights": tuple(net.weights), "history": (*history, losses(net))}


def restart() -> dict:
    """Forget the training: another number of units needs another start."""
    return {"weights": (), "history": ()}


def draw(figure: Figure, units: int, weights: tuple, history: tuple) -> None:
    """Draw the curves so far, and test images with what they are taken for."""
    left, right = figure.subfigures(1, 2, width_ratios=[1.1, 1])
    ax = left.subplots()
    if history:
        training, validation = zip(*history, strict=True)
        plot_learning_curve({"loss": training, "val_loss": validation}, ax=ax)
        ax.set_ylim(0, max(2.5, min(np.nanmax(history), 10)))
    else:
        ax.set(xlabel="epoch", ylabel="loss", ylim=(0, 2.5))
    ax.set_xlim(0.5, max(10, len(history)) + 0.5)
    with np.errstate(all="ignore"):
        answers = network(units, weights).predict(data().x_test).argmax(axis=1)
    ax.set_title(f"{np.mean(answers == data().y_test):.0%} of new digits are right")
    _draw_images(right, answers)


def _draw_images(figure: SubFigure, answers: np.ndarray) -> None:
    """Draw the first test images with what they are taken for; wrong ones are framed."""
    d = data()
    for ax, image, answer, right in zip(
        figure.subplots(3, 4).flat, d.x_test, answers, d.y_test, strict=False
    ):
        ax.imshow(image.reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[])
        ax.grid(False)
        wrong = answer != right
        ax.set_title(f"{answer} ✗" if wrong else f"{answer}", fontsize=13)
        for spine in ax.spines.values():
            spine.set(visible=wrong, color=COLORS["vermilion"], linewidth=4)


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
