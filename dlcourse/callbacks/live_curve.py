"""The learning curve, drawn anew while the model trains."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import keras

if TYPE_CHECKING:
    from matplotlib.axes import Axes

History = dict[str, list[float]]


class LiveCurve(keras.callbacks.Callback):
    """Draw the learning curve anew while the model trains.

    Args:
        draw: Called with the history so far, `{"loss": [...], ...}`; by default the curve is
            drawn into the output of the notebook cell, where it replaces the last one.
        every: Epochs between two drawings; the last epoch is always drawn.

    Attributes:
        history: What Keras reported, one list per name.

    Raises:
        ValueError: `every` is below 1.
    """

    def __init__(
        self, draw: Callable[[dict[str, list[float]]], None] | None = None, every: int = 1
    ):
        """Keep how and how often to draw."""
        super().__init__()
        if every < 1:
            raise ValueError(f"Expected every of at least 1. Received: every={every}")
        self.draw, self.every = draw or _draw_in_cell(), every
        self.history: History = {}

    def plot(self, *, metric: str = "loss", ax: Axes | None = None) -> Axes:
        """Draw the curve once more, of the loss or of another metric, and return the Axes.

        Raises:
            ValueError: Keras reported no such metric, or there was no training yet.
        """
        from dlcourse.plots import plot_learning_curve

        return plot_learning_curve(self.history, metric=metric, ax=ax)

    def on_train_begin(self, logs: dict | None = None) -> None:
        """Forget the last training."""
        self.history = {}

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        """Keep what Keras reports, and draw if it is time."""
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(float(value))
        if (epoch + 1) % self.every == 0:
            self.draw(self.history)

    def on_train_end(self, logs: dict | None = None) -> None:
        """Draw the last epochs, if that has not happened."""
        if self.history and len(self.history["loss"]) % self.every:
            self.draw(self.history)


def _draw_in_cell() -> Callable[[History], None]:
    """Return a function that draws into one output of the present notebook cell."""
    handle = None

    def draw(history: History) -> None:
        nonlocal handle
        from IPython.display import display
        from matplotlib.figure import Figure

        from dlcourse.plots import plot_learning_curve

        figure = Figure(figsize=(8, 4), dpi=100)
        plot_learning_curve(history, ax=figure.subplots())
        if handle is None:
            handle = display(figure, display_id=True)
        else:
            handle.update(figure)

    return draw
