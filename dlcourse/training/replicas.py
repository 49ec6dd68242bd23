"""Many networks trained at once: what one lucky start hides, twenty starts show."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlcourse import scratch

_OUTPUTS = ("linear", "sigmoid", "softmax")


class Networks:
    """Several fully connected networks of one shape; axis 0 of every array counts them.

    The arithmetic is that of a Keras `Sequential` model of `Dense` layers, but one product of
    stacked matrices serves all networks, so that twenty cost little more than one.
    For a single network use Keras.

    Args:
        sizes: Units per layer from input to output, as in `[2, 8, 1]`.
        n_networks: How many; they differ in their random start alone (Glorot uniform, biases 0).
        activation: Of the hidden layers, the name of a function in `dlcourse.scratch`.
        output: "linear", "sigmoid" or "softmax"; its loss in training is the mean squared error,
            the binary or the categorical cross-entropy.
        seed: Of the random starts.

    Attributes:
        weights: One pair (kernel, bias) per layer, float64, shapes (n_networks, n_in, n_out) and
            (n_networks, 1, n_out).

    Raises:
        ValueError: There is no layer, no network, or no output function of that name.

    Example:
        >>> networks = Networks([2, 8, 1], n_networks=20)
        >>> networks.predict([[0.0, 1.0]]).shape
        (20, 1, 1)
    """

    def __init__(
        self,
        sizes: Sequence[int],
        n_networks: int,
        *,
        activation: str = "tanh",
        output: str = "sigmoid",
        seed: int = 0,
    ):
        """Draw the random starts."""
        if len(sizes) < 2 or min(sizes) < 1 or n_networks < 1 or output not in _OUTPUTS:
            raise ValueError(
                f"Expected at least two sizes, one network, and output one of {_OUTPUTS}. "
                f"Received: sizes={list(sizes)}, n_networks={n_networks}, output={output!r}"
            )
        self.sizes, self.output = list(sizes), output
        self._activation = getattr(scratch, activation)
        pairs = list(zip(self.sizes[:-1], self.sizes[1:], strict=True))
        # One row per network holds all its parameters; the kernels and biases are views of it.
        self._parameters = np.zeros((n_networks, sum((i + 1) * o for i, o in pairs)))
        self.weights = _views(self._parameters, pairs)
        self._gradient = np.zeros_like(self._parameters)
        self._gradients = _views(self._gradient, pairs)
        rng = np.random.default_rng(seed)
        for (n_in, n_out), (kernel, _) in zip(pairs, self.weights, strict=True):
            limit = np.sqrt(6 / (n_in + n_out))
            kernel[:] = rng.uniform(-limit, limit, kernel.shape)

    def predict(self, x: ArrayLike) -> np.ndarray:
        """Return all outputs, shape (n_networks, n_samples, n_outputs), for x (n_samples, n_in)."""
        return self._forward(self._inputs(x))[1][-1]

    def hidden(self, x: ArrayLike, layer: int = 0) -> np.ndarray:
        """Return the activations of one hidden layer, shape (n_networks, n_samples, n_units)."""
        return self._forward(self._inputs(x))[1][layer + 1]

    def accuracy(self, x: ArrayLike, labels: ArrayLike) -> np.ndarray:
        """Return the share of right classes of each network, shape (n_networks,)."""
        scores = self.predict(x)
        classes = scores[..., 0] > 0.5 if self.output == "sigmoid" else scores.argmax(axis=-1)
        return np.mean(classes == np.asarray(labels), axis=1)

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        epochs: int,
        learning_rate: float = 0.001,
        batch_size: int | None = None,
        seed: int = 0,
        on_epoch_end: Callable[["Networks"], Any] | None = None,
    ) -> "Networks":
        """Train all networks with Adam on the same mini-batches, and return them.

        Calling it again goes on from the present weights, with a fresh Adam.

        Args:
            x: Shape (n_samples, n_in).
            y: Targets, shape (n_samples, n_out) or (n_samples,); for "softmax" class indices.
            epochs: Passes over the samples.
            learning_rate: Of Adam; its other constants are those of Keras.
            batch_size: Samples per step; all of them by default.
            seed: Of the order of the samples.
            on_epoch_end: Called with the networks after each epoch.

        Raises:
            ValueError: The shapes do not fit the sizes or each other, or a class has no output.

        Reference:
            Kingma and Ba, "Adam: a method for stochastic optimization", 2015.
        """
        x, targets = self._inputs(x), self._targets(y)
        if len(x) != len(targets):
            raise ValueError(
                f"Expected one target per sample. Received: {len(targets)} for {len(x)}"
            )
        batch_size, step = batch_size or len(x), _adam(self._parameters, learning_rate)
        rng = np.random.default_rng(seed)
        for _ in range(epochs):
            order = rng.permutation(len(x))
            for rows in np.split(order, range(batch_size, len(x), batch_size)):
                self._backward(x[rows], targets[rows])
                step(self._gradient)
            if on_epoch_end is not None:
                on_epoch_end(self)
        return self

    def _forward(self, x: np.ndarray) -> tuple[list, list]:
        """Return all weighted sums, and all layers' outputs (the input is the first)."""
        sums, outputs = [], [x]
        for kernel, bias in self.weights:
            sums.append(outputs[-1] @ kernel + bias)
            outputs.append(self._activation(sums[-1]))
        outputs[-1] = getattr(scratch, self.output)(sums[-1])
        return sums, outputs

    def _backward(self, x: np.ndarray, targets: np.ndarray) -> None:
        """Write the gradient of the mean loss into `_gradient`."""
        sums, outputs = self._forward(x)
        # The three losses have one gradient for the last sums, but for a factor.
        factor = 2 / targets.shape[1] if self.output == "linear" else 1
        d_sums = (outputs[-1] - targets) * (factor / len(x))
        for layer in reversed(range(len(sums))):
            d_kernel, d_bias = self._gradients[layer]
            np.matmul(np.swapaxes(outputs[layer], -1, -2), d_sums, out=d_kernel)
            d_sums.sum(axis=1, keepdims=True, out=d_bias)
            if layer:
                d_outputs = d_sums @ np.swapaxes(self.weights[layer][0], -1, -2)
                d_sums = d_outputs * self._activation.derivative(sums[layer - 1])

    def _inputs(self, x: ArrayLike) -> np.ndarray:
        """Return the samples as float64, shape (n_samples, n_in)."""
        x = np.asarray(x, dtype=np.float64)
        if x.ndim != 2 or x.shape[1] != self.sizes[0] or not len(x):
            raise ValueError(
                f"Expected samples of shape (n, {self.sizes[0]}). Received: x.shape={x.shape}"
            )
        return x

    def _targets(self, y: ArrayLike) -> np.ndarray:
        """Return the targets as float64, shape (n_samples, n_out); classes become one-hot."""
        y, n_out = np.asarray(y), self.sizes[-1]
        if self.output == "softmax":
            if y.ndim != 1 or not np.isin(y, range(n_out)).all():
                raise ValueError(
                    f"Expected classes 0 to {n_out - 1}, shape (n,). Received: y.shape={y.shape}, "
                    f"classes {np.unique(y)[:12]}"
                )
            return np.eye(n_out)[y.astype(int)]
        if y.shape[1:] != (n_out,) and not (y.ndim == 1 and n_out == 1):
            raise ValueError(f"Expected targets of shape (n, {n_out}). Received: {y.shape}")
        return y.astype(np.float64).reshape(-1, n_out)


def _views(parameters: np.ndarray, pairs: list[tuple[int, int]]) -> list:
    """Return (kernel, bias) of each layer as views of the rows of `parameters`."""
    views, start = [], 0
    for n_in, n_out in pairs:
        middle, end = start + n_in * n_out, start + (n_in + 1) * n_out
        kernel = parameters[:, start:middle].reshape(-1, n_in, n_out)
        views.append((kernel, parameters[:, None, middle:end]))
        start = end
    return views


def _adam(parameters: np.ndarray, learning_rate: float):
    """Return a function that takes one step of Adam on `parameters`, in place."""
    mean, mean_square, t = np.zeros_like(parameters), np.zeros_like(parameters), 0

    def step(gradient: np.ndarray) -> None:
        nonlocal t
        t += 1
        mean[:] += 0.1 * (gradient - mean)
        mean_square[:] += 0.001 * (gradient**2 - mean_square)
        rate = learning_rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        parameters[:] -= rate * mean / (np.sqrt(mean_square) + 1e-7)

    return step
