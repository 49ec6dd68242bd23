"""Demo: what a layer, relu(x W + b), does to every point of the plane."""

import numpy as np
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.demos.core.controls import Checkbox, Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.plots.tensors import plot_point_grid

#: W by name; each row says where one unit step along x1 or x2 leads.
MATRICES = {
    "rotation by 30°": (0.866, 0.5, -0.5, 0.866),
    "nothing": (1.0, 0.0, 0.0, 1.0),
    "scaling": (1.5, 0.0, 0.0, 0.5),
    "shear": (1.0, 0.0, 0.7, 1.0),
    "mirror": (-1.0, 0.0, 0.0, 1.0),
    "flat: all onto one line": (1.0, 0.5, 0.6, 0.3),
}
ENTRIES = ("w11", "w12", "w21", "w22")


def transform(
    points: np.ndarray, matrix: np.ndarray, shift: np.ndarray, relu: bool, layers: int
) -> np.ndarray:
    """Send points through the same layer once or several times.

    Args:
        points: Shape (..., 2), float.
        matrix: Shape (2, 2).
        shift: Shape (2,).
        relu: Whether each layer ends with ReLU.
        layers: How many.

    Returns:
        Points, shape (..., 2).
    """
    for _ in range(layers):
        points = points @ matrix + shift
        points = scratch.relu(points) if relu else points
    return points


def choose(preset: str) -> dict[str, float]:
    """Set the four entries to those of a named matrix."""
    return dict(zip(ENTRIES, MATRICES[preset], strict=True))


def draw(
    figure: Figure,
    w11: float,
    w12: float,
    w21: float,
    w22: float,
    b1: float,
    b2: float,
    relu: bool,
    layers: int,
) -> None:
    """Draw the grid before and after."""
    matrix, shift = np.array([[w11, w12], [w21, w22]]), np.array([b1, b2])
    side = np.linspace(-1, 1, 10)
    grid = np.stack(np.meshgrid(side, side), axis=-1)
    left, right = figure.subplots(1, 2)
    plot_point_grid(grid, ax=left)
    left.set_title("before")
    plot_point_grid(transform(grid, matrix, shift, relu, layers), reach=3, ax=right)
    name = "relu(x W + b)" if relu else "x W + b"
    area = abs(np.linalg.det(matrix)) ** layers + 0.0
    times = "" if layers == 1 else f", {layers} times"
    areas = "" if relu else f": areas × {area:.2f}"
    right.set_title(f"{name}{times}{areas}")


demo = Demo(
    name="tensor_explorer",
    title="What a layer does to the plane",
    look_for=(
        "Without ReLU, straight lines stay straight and parallel, however many layers there are. "
        "Tick ReLU and add layers: now the sheet is folded."
    ),
    draw=draw,
    controls=[
        Choice(name="preset", options=tuple(MATRICES), label="matrix W", action=choose),
        *(
            Slider(name=name, value=value, low=-2.0, high=2.0, step=0.002, label=name)
            for name, value in zip(ENTRIES, MATRICES["rotation by 30°"], strict=True)
        ),
        Slider(name="b1", value=0.0, low=-1.5, high=1.5, step=0.1, label="shift b1"),
        Slider(name="b2", value=0.0, low=-1.5, high=1.5, step=0.1, label="shift b2"),
        Slider(name="layers", value=1, low=1, high=4, step=1, label="layers"),
        Checkbox(name="relu", value=False, label="ReLU"),
    ],
    figsize=(10, 5),
)
