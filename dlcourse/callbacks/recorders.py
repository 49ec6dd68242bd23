"""Recorders: what weights, gradients and layers do while a model trains."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import keras
import numpy as np
from numpy.typing import ArrayLike

from dlcourse.training import gradients, parameter_names
from dlcourse.training.gradients import as_tensors

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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

    def plot(self, *, ax: Axes | None = None) -> Axes:
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
        x: Samples, as the model takes them; a few dozen are enough.
        y: Their targets.
        every: Batches between two snapshots; None takes one at the end of each epoch.
    """

    ylabel, log_scale = "norm of the gradient", True

    def __init__(self, x: Any, y: ArrayLike, every: int | None = None):
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

    Of a model inside the model the output is recorded, not what its layers say.

    Args:
        x: Samples, as the model takes them: several inputs are a list or a dictionary of arrays.
        layers: Names of layers of the model, from `[layer.name for layer in model.layers]`; by
            default all with weights.
        every: Batches between two snapshots; None takes one at the end of each epoch.

    Raises (when training begins):
        ValueError: The model has no layer of that name.
    """

    ylabel = "standard deviation of the outputs"

    def __init__(self, x: Any, layers: Sequence[str] | None = None, every: int | None = None):
        """Keep the samples and the names."""
        super().__init__(every)
        self.x, self.layers = as_tensors(x), layers

    def summary(self, records: np.ndarray) -> np.ndarray:
        """Return the standard deviation over samples and units: 0 where a layer says nothing."""
        return records.reshape(len(records), -1).std(axis=1)

    def snapshot(self) -> dict[str, np.ndarray]:
        """Return the outputs of the layers, in inference mode."""
        names = self.layers or [layer.name for layer in self.model.layers if layer.weights]
        answers: dict[str, Any] = {}
        with contextlib.ExitStack() as stack:
            for name in names:
                stack.enter_context(_overheard(self.model.get_layer(name), answers))
            self.model(self.x, training=False)
        return {name: np.array(keras.ops.convert_to_numpy(answers[name])) for name in names}


@contextlib.contextmanager
def _overheard(layer: Any, answers: dict[str, Any]) -> Iterator[None]:
    """Keep what a layer answers, while this lasts.

    A second way out of the model, `keras.Model(model.inputs, layer.output)`, leads nowhere if the
    layer is a model that was called before.
    """
    call = layer.call

    def keep(*arguments: Any, **options: Any) -> Any:
        answers[layer.name] = answer = call(*arguments, **options)
        return answer

    layer.call = keep
    try:
        yield
    finally:
        del layer.call
