"""The plain script of the benchmarks: one network after another, as books write it.

In float64, with a class for each kind of layer; a layer names its arrays `w`, `b`, `gamma` or
`beta`, and their gradients `dw`, `db` and so on.
"""

import numpy as np


class Affine:
    """x W + b, as a book writes it."""

    def __init__(self, w: np.ndarray, b: np.ndarray):
        self.w, self.b = w.astype(np.float64), b.astype(np.float64)

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        return np.dot(x, self.w) + self.b

    def backward(self, dout: np.ndarray) -> np.ndarray:
        self.dw, self.db = np.dot(self.x.T, dout), np.sum(dout, axis=0)
        return np.dot(dout, self.w.T)


class Relu:
    """The larger of x and 0, as a book writes it."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout: np.ndarray) -> np.ndarray:
        dout[self.mask] = 0
        return dout


def learn(
    layers: list, x: np.ndarray, y: np.ndarray, *, epochs: int, batch: int, rate: float
) -> float:
    """Train one network; return the mean loss of the last epoch.

    The loss of each batch is computed, as `fit` does.
    """
    x, t = x.astype(np.float64), np.eye(10)[y]
    for _ in range(epochs):
        losses = []
        for i in range(0, len(x), batch):
            out = x[i : i + batch]
            for layer in layers:
                out = layer.forward(out)
            out = np.exp(out - out.max(axis=1, keepdims=True))
            p = out / out.sum(axis=1, keepdims=True)
            losses.append(-np.mean(np.log((p * t[i : i + batch]).sum(axis=1) + 1e-12)))
            dout = (p - t[i : i + batch]) / batch
            for layer in reversed(layers):
                dout = layer.backward(dout)
            for layer in layers:
                _step(layer, rate)
    return float(np.mean(losses))


def _step(layer, rate: float) -> None:
    for name in ("w", "b", "gamma", "beta"):
        if hasattr(layer, name):
            setattr(layer, name, getattr(layer, name) - rate * getattr(layer, "d" + name))


def multiplications_per_second() -> float:
    """Measure what one thread does in a large float32 product."""
    import time

    a, times = np.ones((1024, 1024), np.float32), []
    for _ in range(10):
        begun = time.process_time()
        _ = a @ a
        times.append(time.process_time() - begun)
    return 1024**3 / min(times)
