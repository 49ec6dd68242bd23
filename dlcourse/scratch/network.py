"""Networks that learn, in NumPy: layers in a row, backpropagation, mini-batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers import Activation, Layer
from dlcourse.scratch.losses import Loss
from dlcourse.scratch.metrics import binary_accuracy, sparse_categorical_accuracy
from dlcourse.scratch.optimizer import Optimizer
from dlcourse.scratch.parameters import Parameters

Numbers = np.floating | np.ndarray  # of a single network, or one for each variant
Part = TypeVar("Part", np.ndarray, Numbers)

#: Variants that are computed together: more of them do not fit into a processor's fast memory.
CHUNK = 32


class Network:
    """Layers in a row with a loss at the end, trained by mini-batch gradient descent.

    If the layers hold the weights of many variants, one `Network` is many networks at once: they
    see the same batches, and each goes its own way. For classes, end with a `Dense` layer, take a
    cross-entropy `from_logits=True`, and say by `output` what turns logits into probabilities.

    Args:
        layers: At least one, from input to output. Their weights move into one block of memory.
        loss: One of `dlcourse.scratch`, such as `scratch.MeanSquaredError()`.
        output: A function such as `scratch.softmax` that `predict` applies to what the last layer
            gives; the loss does not see it.

    Attributes:
        n_variants: How many networks these are, or None for a single one.

    Raises:
        ValueError: There is no layer, one occurs twice, or their numbers of variants differ.

    Example:
        >>> from dlcourse import scratch
        >>> layer = scratch.Dense(kernel=np.zeros((1, 1)), bias=np.zeros(1))
        >>> line = Network([layer], scratch.MeanSquaredError())
        >>> x = np.linspace(-1, 1, 20)[:, None]
        >>> history = line.fit(x, 3 * x + 2, epochs=100, batch_size=20, optimizer=scratch.SGD(0.3))
        >>> line.predict([[0.0]]).round(3)
        array([[2.]])

    Reference:
        Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        loss: Loss,
        output: Callable[[np.ndarray], np.ndarray] | None = None,
    ):
        """Keep the layers and the loss, and bring the weights together."""
        if not layers:
            raise ValueError("Expected at least one layer. Received: layers=[]")
        self.layers, self.loss, self.output = list(layers), loss, output
        self._parameters = Parameters(self.layers)
        self._chunks = self._cut()

    @property
    def n_variants(self) -> int | None:
        """How many networks these are, or None for a single one."""
        return self._parameters.n_variants

    @property
    def weights(self) -> list[np.ndarray]:
        """All arrays that training changes, in Keras' order."""
        return [weight for layer in self.layers for weight in layer.weights]

    @property
    def gradients(self) -> list[np.ndarray]:
        """The gradients of the last `backward`, in the order of `weights`."""
        return [gradient for layer in self.layers for gradient in layer.gradients]

    def predict(self, x: ArrayLike) -> np.ndarray:
        """Return the outputs, shape (n_samples, n_outputs), for x of shape (n_samples, n_in).

        With variants, their axis comes first.
        """
        outputs = self._together([_run(chunk, x) for chunk in self._hold()])
        return outputs if self.output is None else self.output(outputs)

    def hidden(self, x: ArrayLike, layer: int = 0) -> np.ndarray:
        """Return what the activation layer of number `layer`, from 0, hands on for `x`."""
        places = [i for i, one in enumerate(self.layers) if isinstance(one, Activation)]
        if not -len(places) <= layer < len(places):
            raise IndexError(
                f"Expected the number of one of {len(places)} activation layers, from 0. "
                f"Received: layer={layer}"
            )
        end = places[layer] + 1
        return self._together([_run(chunk[:end], x) for chunk in self._hold()])

    def accuracy(self, x: ArrayLike, labels: ArrayLike) -> Numbers:
        """Return how often the answer is right, from 0 to 1; an array if there are variants.

        Args:
            x: Shape (n_samples, n_in).
            labels: Class numbers, shape (n_samples,): 0 and 1 for one output, else that of the
                largest.
        """
        outputs = self.predict(x)
        if outputs.shape[-1] > 1:
            return sparse_categorical_accuracy(labels, outputs)
        logits = self.output is None and getattr(self.loss, "from_logits", False)
        return binary_accuracy(np.reshape(labels, (-1, 1)), outputs, 0.0 if logits else 0.5)

    def backward(self, x: ArrayLike, y: ArrayLike, training: bool = False) -> Numbers:
        """Set the gradients of all layers for one batch, and return its loss, penalties included.

        One pass forward, one pass back. The weights stay as they are.

        Args:
            x: Shape (n_samples, n_in).
            y: Targets, as the loss wants them.
            training: Whether layers such as dropout behave as in training.
        """
        self._hold()
        return self._backward(x, y, training, self.loss.with_gradient)

    def train_on_batch(
        self, x: ArrayLike, y: ArrayLike, optimizer: Optimizer | Sequence[Optimizer]
    ) -> Numbers:
        """Take one step and return the loss before it; arguments as for `fit`."""
        loss = self.backward(x, y, training=True)
        self._step(optimizer)
        return loss

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        optimizer: Optimizer | Sequence[Optimizer],
        epochs: int = 1,
        batch_size: int | None = 32,
        seed: int | None = 0,
        on_epoch_end: Callable[[Network], Any] | None = None,
    ) -> np.ndarray:
        """Train, and return the mean loss of each epoch.

        Args:
            x: Samples, shape (n_samples, n_in).
            y: Targets, `n_samples` of them.
            optimizer: What moves the weights; another call with the same one goes on where it was.
                Its constants may be arrays of one number for each variant. Several optimizers
                divide the variants among them: equally many to each, in their order.
            epochs: Passes over the samples.
            batch_size: Samples per step; the last batch of an epoch may be smaller. None for all;
                always all if a layer says that they are `one_batch`, such as the nodes of a graph.
            seed: Of the order of the samples; None keeps their order.
            on_epoch_end: Called with the network after each epoch.

        Returns:
            Shape (epochs,), or (epochs, n_variants).

        Raises:
            ValueError: There are no samples, not as many targets, `batch_size` is below 1, or
                optimizers and variants do not fit.
            TypeError: `optimizer` is something else, such as a name.
        """
        x, y = np.asarray(x, dtype=self._parameters.weights.dtype), np.asarray(y)
        if any(layer.one_batch for layer in self.layers):
            batch_size, seed = None, None
        batch_size = len(x) if batch_size is None else batch_size
        if not len(x) or len(x) != len(y) or batch_size < 1:
            raise ValueError(
                "Expected samples, as many targets, and a batch size of at least 1. "
                f"Received: len(x)={len(x)}, len(y)={len(y)}, batch_size={batch_size}"
            )
        targets = self.loss.match(y, self._outputs_like(x, batch_size))
        rng, history = np.random.default_rng(seed), []
        for _ in range(epochs):
            order = slice(None) if seed is None else rng.permutation(len(x))
            history.append(self._epoch(x[order], targets[order], optimizer, batch_size))
            if on_epoch_end is not None:
                on_epoch_end(self)
        return np.array(history, dtype=np.float64)

    def _outputs_like(self, x: np.ndarray, batch_size: int) -> np.ndarray:
        """Return an array of the shape and dtype of the outputs for `x`; its values say nothing."""
        some = x[:1] if batch_size < len(x) else x
        one = self._together([_run(chunk, some) for chunk in self._hold()])
        axis = 0 if self.n_variants is None else 1
        return np.broadcast_to(one, (*one.shape[:axis], len(x), *one.shape[axis + 1 :]))

    def _epoch(self, x: np.ndarray, targets: np.ndarray, optimizer, batch_size: int) -> Numbers:
        """Train on all samples once, in their order, and return their mean loss."""
        self._hold()
        total: Numbers = np.float64(0)
        for start in range(0, len(x), batch_size):
            batch = x[start : start + batch_size]
            goals = targets[start : start + batch_size]
            loss = self._backward(batch, goals, True, self.loss.with_gradient_of_matched)
            self._step(optimizer)
            total = total + len(batch) * loss
        return total / len(x)

    def _backward(self, x, y, training: bool, cost: Callable) -> Numbers:
        """Do the two passes, through one chunk of variants after the other."""
        losses = []
        for layers in self._chunks:
            loss, dy = cost(y, _run(layers, x, training))
            for layer in layers[:0:-1]:
                dy = layer.backward(dy)
            layers[0].backward_weights(dy)
            losses.append(loss + sum([layer.penalty() for layer in layers]))
        return self._together(losses)

    def _step(self, optimizer: Optimizer | Sequence[Optimizer]) -> None:
        """Let one optimizer move all weights, or several their variants."""
        block = self._parameters
        if isinstance(optimizer, Optimizer):
            self._move(optimizer, block.weights, block.gradients, slice(None))
            return
        for one, rows in self._share(optimizer):
            self._move(one, block.weights[rows], block.gradients[rows], rows)

    def _cut(self) -> list[list[Layer]]:
        """Return the layers, or, of many variants, the layers of each chunk."""
        if self.n_variants is None or self.n_variants <= CHUNK:
            return [self.layers]
        chunks = [slice(start, start + CHUNK) for start in range(0, self.n_variants, CHUNK)]
        return [[layer.select(rows) for layer in self.layers] for rows in chunks]

    def _hold(self) -> list[list[Layer]]:
        """Return the chunks; cut anew if another network has moved the weights of a layer."""
        if self._parameters.hold():
            self._chunks = self._cut()
        return self._chunks

    def _together(self, parts: list[Part]) -> Part:
        """Join what was computed for each chunk."""
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _move(
        self, optimizer: Optimizer, weights: np.ndarray, gradients: np.ndarray, rows: slice
    ) -> None:
        """Let an optimizer move the weights of some variants."""
        if optimizer.clipping:
            stacks = [gradient[rows] for gradient in self._gradient_stacks()]
            optimizer.clipping(stacks, per_variant=True)
        optimizer.update([gradients], [weights])

    def _share(self, optimizers: Sequence[Optimizer]) -> Iterator[tuple[Optimizer, slice]]:
        """Yield each optimizer with the rows of the variants that it moves."""
        rows = len(self._parameters.weights)
        several = isinstance(optimizers, Sequence)
        if not several or not all(isinstance(one, Optimizer) for one in optimizers):
            raise TypeError(
                "Expected an optimizer such as scratch.Adam(0.001), or several. "
                f"Received: optimizer={optimizers!r}"
            )
        if not optimizers or rows % len(optimizers):
            raise ValueError(
                "Expected one optimizer, or several that can share the variants equally. "
                f"Received: {len(optimizers)} for {rows}"
            )
        each = rows // len(optimizers)
        for number, one in enumerate(optimizers):
            yield one, slice(number * each, (number + 1) * each)

    def _gradient_stacks(self) -> list[np.ndarray]:
        """Return the gradients with an axis of variants in front, of length 1 for one network."""
        single = self.n_variants is None
        return [gradient[None] if single else gradient for gradient in self.gradients]


def _run(layers: Sequence[Layer], x: ArrayLike, training: bool = False) -> np.ndarray:
    outputs = np.asarray(x)
    for layer in layers:
        outputs = layer.forward(outputs, training)
    return outputs
