"""A network that learns, in NumPy: layers in a row, backpropagation, mini-batches."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.activations import Activation
from dlcourse.scratch.losses import Loss


class Layer(Protocol):
    """What a network asks of a layer: `scratch.Dense` and `scratch.ActivationLayer` have it."""

    weights: list[np.ndarray]
    gradients: list[np.ndarray]

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the output and keep what `backward` needs."""

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Turn the gradient by the output into that by the input; set `gradients`."""


class ActivationLayer:
    """Apply an activation function to every entry: the twin of `keras.layers.Activation`.

    Args:
        activation: One of `dlcourse.scratch`, such as `scratch.relu`.

    Raises:
        TypeError: `activation` has no derivative.
    """

    def __init__(self, activation: Activation):
        """Keep the function; there is nothing to learn."""
        if not hasattr(activation, "derivative"):
            raise TypeError(
                "Expected an activation with a derivative, such as scratch.relu. "
                f"Received: activation={activation!r}"
            )
        self.activation = activation
        self.weights: list[np.ndarray] = []
        self.gradients: list[np.ndarray] = []
        self._z: np.ndarray | None = None

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return `activation(x)`, same shape, and keep `x`."""
        self._z = x
        return self.activation(x)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return `dy * activation.derivative(x)`: the chain rule, entry by entry.

        Raises:
            RuntimeError: `forward` has not been called.
        """
        if self._z is None:
            raise RuntimeError("Expected a call of forward(x) before backward(dy).")
        return dy * self.activation.derivative(self._z)


class SGD:
    """Step against the gradient: `w -= learning_rate * gradient`, in place.

    Args:
        learning_rate: The factor of the gradient, above 0.

    Raises:
        ValueError: The learning rate is not above 0.
    """

    def __init__(self, learning_rate: float = 0.01):
        """Keep the learning rate."""
        if not learning_rate > 0:
            raise ValueError(
                f"Expected a learning rate above 0. Received: learning_rate={learning_rate}"
            )
        self.learning_rate = float(learning_rate)

    def apply(self, gradients: Sequence[np.ndarray], weights: Sequence[np.ndarray]) -> None:
        """Change every array of `weights` by one step."""
        for gradient, weight in zip(gradients, weights, strict=True):
            weight -= self.learning_rate * gradient


class Network:
    """Layers in a row with a loss at the end, trained by mini-batch gradient descent.

    For classes, end with a `Dense` layer and a cross-entropy `from_logits=True`.

    Args:
        layers: At least one, from input to output.
        loss: One of `dlcourse.scratch`, such as `scratch.MeanSquaredError()`.

    Raises:
        ValueError: There is no layer.

    Example:
        >>> import numpy as np
        >>> from dlcourse import scratch
        >>> layer = scratch.Dense(kernel=np.zeros((1, 1)), bias=np.zeros(1))
        >>> line = Network([layer], scratch.MeanSquaredError())
        >>> x = np.linspace(-1, 1, 20)[:, None]
        >>> history = line.fit(x, 3 * x + 2, epochs=100, batch_size=20, learning_rate=0.3)
        >>> line.predict([[0.0]]).round(3)
        array([[2.]])

    Reference:
        Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986.
    """

    def __init__(self, layers: Sequence[Layer], loss: Loss):
        """Keep the layers and the loss."""
        if not layers:
            raise ValueError("Expected at least one layer. Received: layers=[]")
        self.layers, self.loss = list(layers), loss

    @property
    def weights(self) -> list[np.ndarray]:
        """All arrays that training changes, in Keras' order."""
        return [weight for layer in self.layers for weight in layer.weights]

    @property
    def gradients(self) -> list[np.ndarray]:
        """The gradients of the last `backward`, in the order of `weights`."""
        return [gradient for layer in self.layers for gradient in layer.gradients or ()]

    def predict(self, x: ArrayLike) -> np.ndarray:
        """Return the outputs, shape (n_samples, n_outputs), for x of shape (n_samples, n_in)."""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, x: ArrayLike, y: ArrayLike) -> np.floating:
        """Set the gradients of all layers for one batch, and return its loss.

        One pass forward, one pass back. The weights stay as they are.

        Args:
            x: Shape (n_samples, n_in).
            y: Targets, as the loss wants them.
        """
        y_pred = self.predict(x)
        dy = self.loss.gradient(y, y_pred)
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return self.loss(y, y_pred)

    def train_on_batch(self, x: ArrayLike, y: ArrayLike, optimizer: SGD) -> np.floating:
        """Take one step and return the loss before it."""
        loss = self.backward(x, y)
        optimizer.apply(self.gradients, self.weights)
        return loss

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        epochs: int = 1,
        batch_size: int = 32,
        learning_rate: float = 0.01,
        seed: int | None = 0,
        on_epoch_end: Callable[["Network"], Any] | None = None,
    ) -> list[float]:
        """Train with SGD and return the mean loss of each epoch.

        Args:
            x: Samples, shape (n_samples, n_in).
            y: Targets, `n_samples` of them.
            epochs: Passes over the samples.
            batch_size: Samples per step; the last batch of an epoch may be smaller.
            learning_rate: Of SGD.
            seed: Of the order of the samples; None keeps their order.
            on_epoch_end: Called with the network after each epoch.

        Raises:
            ValueError: There are not as many targets as samples, or `batch_size` is below 1.
        """
        x, y, optimizer = np.asarray(x), np.asarray(y), SGD(learning_rate)
        if len(x) != len(y) or batch_size < 1:
            raise ValueError(
                "Expected as many targets as samples, and a batch size of at least 1. "
                f"Received: len(x)={len(x)}, len(y)={len(y)}, batch_size={batch_size}"
            )
        rng, history = np.random.default_rng(seed), []
        for _ in range(epochs):
            order = np.arange(len(x)) if seed is None else rng.permutation(len(x))
            batches = np.split(order, range(batch_size, len(x), batch_size))
            costs = [self.train_on_batch(x[b], y[b], optimizer) * len(b) for b in batches]
            history.append(float(sum(costs) / len(x)))
            if on_epoch_end is not None:
                on_epoch_end(self)
        return history
