"""Recorders: Keras callbacks that watch a training and never change it.

Each keeps one kind of record in a public attribute, starts it anew with every training, and can
`plot` it. By default a record is taken at the end of each epoch. For a training of some hundred
steps an epoch that costs about one per cent (`benchmarks/recorders.py`); where an epoch is a few
dozen steps of a tiny network, a look at its gradients takes as long as five of them. Ask for more
with `every` (batches), and pay with time.

    weights = dl.callbacks.WeightRecorder()
    model.fit(x, y, epochs=20, callbacks=[weights], verbose=0)
    weights.record["dense/kernel"].shape      # (21, n_in, n_out): the start, and each epoch
    weights.plot()                            # how far each array has moved from its start
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import keras
import numpy as np
from numpy.typing import ArrayLike

from dlcourse.training import gradients, parameter_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

History = dict[str, list[float]]


class Recorder(keras.callbacks.Callback):
    """Take a snapshot at the start, and then after each epoch or every few batches.

    A subclass has `snapshot()`, which returns arrays by name, and `summary()`, which turns a
    recorded array into the curve that `plot` draws. Use one of those below.

    Args:
        every: Batches between two snapshots; None takes one at the end of each epoch.

    Attributes:
        record: One array per name; axis 0 counts the snapshots. It is up to date at any moment,
            also while the model trains and after a training that was interrupted.
        steps: The number of batches before each snapshot, int, shape (n_snapshots,).

    Raises:
        ValueError: `every` is below 1.
    """

    ylabel, log_scale = "", False  # of the plot

    def __init__(self, every: int | None = None):
        """Keep how often to look."""
        super().__init__()
        if every is not None and every < 1:
            raise ValueError(f"Expected every=None or at least 1. Received: every={every}")
        self.every = every
        self._step = 0
        self._taken: list[tuple[int, dict[str, np.ndarray]]] = []

    @property
    def record(self) -> dict[str, np.ndarray]:
        """The snapshots so far, stacked."""
        names = self._taken[0][1] if self._taken else ()
        return {name: np.stack([taken[name] for _, taken in self._taken]) for name in names}

    @property
    def steps(self) -> np.ndarray:
        """The number of batches before each snapshot."""
        return np.array([step for step, _ in self._taken], dtype=int)

    def snapshot(self) -> dict[str, np.ndarray]:
        """Return what is to be recorded now."""
        raise NotImplementedError

    def summary(self, records: np.ndarray) -> np.ndarray:
        """Return one number per record, shape (n_snapshots,)."""
        raise NotImplementedError

    def plot(self, *, ax: "Axes | None" = None) -> "Axes":
        """Draw the summary of each recorded array against the batches, and return the Axes.

        Args:
            ax: Where to draw; `None` makes a new figure.

        Raises:
            RuntimeError: No training has been recorded yet.
        """
        from dlcourse.plots import plot_record

        if not self._taken:
            raise RuntimeError("Expected a training: model.fit(..., callbacks=[recorder]).")
        curves = {name: self.summary(records) for name, records in self.record.items()}
        return plot_record(curves, self.steps, ylabel=self.ylabel, log=self.log_scale, ax=ax)

    def on_train_begin(self, logs: dict | None = None) -> None:
        """Forget the last training, and record the start of this one."""
        self._step, self._taken = 0, []
        self._take()

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        """Count, and record if it is time."""
        self._step += 1
        if self.every and self._step % self.every == 0:
            self._take()

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        """Record the end of an epoch, unless batches are counted."""
        if not self.every:
            self._take()

    def _take(self) -> None:
        self._taken.append((self._step, self.snapshot()))


class WeightRecorder(Recorder):
    """Record every trainable weight, by names such as "dense/kernel".

    Not for large models: each snapshot is a copy of all weights.

    Args:
        every: Batches between two snapshots; None takes one at the end of each epoch.
    """

    ylabel = "distance from the start"

    def summary(self, records: np.ndarray) -> np.ndarray:
        """Return the Euclidean distance of each record from the first one."""
        return np.linalg.norm((records - records[0]).reshape(len(records), -1), axis=1)

    def snapshot(self) -> dict[str, np.ndarray]:
        """Return copies of all trainable weights."""
        names = parameter_names(self.model)
        weights = self.model.trainable_variables
        return {name: np.array(w.numpy()) for name, w in zip(names, weights, strict=True)}


class GradientRecorder(Recorder):
    """Record the norm of each weight's gradient on fixed samples.

    Fixed, because then a change of the norm comes from the weights and not from the batch.

    Args:
        x: Samples; a few dozen are enough.
        y: Their targets.
        every: Batches between two snapshots; None takes one at the end of each epoch.
    """

    ylabel, log_scale = "norm of the gradient", True

    def __init__(self, x: ArrayLike, y: ArrayLike, every: int | None = None):
        """Keep the samples."""
        super().__init__(every)
        self.x, self.y = x, y

    def summary(self, records: np.ndarray) -> np.ndarray:
        """Return the norms as they are."""
        return records

    def snapshot(self) -> dict[str, np.ndarray]:
        """Return the Euclidean norm of each gradient."""
        found = gradients(self.model, self.x, self.y)
        return {name: np.linalg.norm(gradient) for name, gradient in found.items()}


class ActivationRecorder(Recorder):
    """Record what chosen layers answer to fixed samples.

    Args:
        x: Samples.
        layers: Names of layers of a Sequential or Functional model; by default all with weights.
        every: Batches between two snapshots; None takes one at the end of each epoch.

    Raises (when training begins):
        ValueError: The model has no layer of that name.
    """

    ylabel = "standard deviation of the outputs"

    def __init__(self, x: ArrayLike, layers: Sequence[str] | None = None, every: int | None = None):
        """Keep the samples and the names."""
        super().__init__(every)
        self.x, self.layers = keras.ops.convert_to_tensor(x), layers
        self._probe: Any = None

    def set_model(self, model: keras.Model) -> None:
        """Prepare a second way out of the model, at the chosen layers."""
        super().set_model(model)
        self._probe = None

    def summary(self, records: np.ndarray) -> np.ndarray:
        """Return the standard deviation over samples and units: 0 where a layer says nothing."""
        return records.reshape(len(records), -1).std(axis=1)

    def snapshot(self) -> dict[str, np.ndarray]:
        """Return the outputs of the layers, in inference mode."""
        if self._probe is None:
            names = self.layers or [layer.name for layer in self.model.layers if layer.weights]
            outputs = {name: self.model.get_layer(name).output for name in names}
            self._probe = keras.Model(self.model.inputs, outputs)
        answers = self._probe(self.x, training=False)
        return {name: np.array(keras.ops.convert_to_numpy(a)) for name, a in answers.items()}


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

    def plot(self, *, metric: str = "loss", ax: "Axes | None" = None) -> "Axes":
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
