"""Demo: what layers do to every point of the plane: turn, stretch, crush, or fold."""

import numpy as np
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels
from dlcourse.plots.tensors import PointGrid

#: W by name; each row says where one unit step along x1 or x2 leads.
MATRICES = {
    "rotation by 45°": (0.7071, 0.7071, -0.7071, 0.7071),
    "rotation by 30°": (0.866, 0.5, -0.5, 0.866),
    "nothing": (1.0, 0.0, 0.0, 1.0),
    "scaling": (1.5, 0.0, 0.0, 0.5),
    "shear": (1.0, 0.0, 0.7, 1.0),
    "mirror": (-1.0, 0.0, 0.0, 1.0),
    "flat: all onto one line": (1.0, 0.5, 0.6, 0.3),
}
ENTRIES = ("w11", "w12", "w21", "w22")
#: What follows each matrix. A fold takes two relu units per coordinate, and adds them.
BENDS = {
    "no bend": lambda z: z,
    "relu": scratch.relu,
    "fold": lambda z: scratch.relu(z) + scratch.relu(-z),
}
SHOWN = {
    "no bend": "no bend",
    "relu: max(z, 0)": "relu",
    "fold: relu(z) + relu(-z)": "fold",
}
SHEET = np.stack(np.meshgrid(np.linspace(-1, 1, 10), np.linspace(-1, 1, 10)), axis=-1)
CORNERS = np.array([[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]])


def transform(
    points: np.ndarray, matrix: np.ndarray, shift: np.ndarray, bend: str, layers: int
) -> np.ndarray:
    """Send points through the same layer once or several times.

    Args:
        points: Shape (..., 2), float.
        matrix: Shape (2, 2).
        shift: Shape (2,).
        bend: What each layer ends with: "no bend", "relu" or "fold".
        layers: How many.

    Returns:
        Points, shape (..., 2).
    """
    for _ in range(layers):
        points = BENDS[bend](points @ matrix + shift)
    return points


def paper_left(matrix: np.ndarray, shift: np.ndarray, bend: str, layers: int) -> float:
    """Return the area of the paper over that before: 1 if it was only moved, turned or folded.

    Layers of paper that lie on each other count one by one. A mean over 3,660 tiny squares.
    """
    # 60 by 61 places: none lies on a crease along an axis or a diagonal.
    sides, edge = [(np.arange(n) + 0.5) / (n / 2) - 1 for n in (60, 61)], 1e-6
    places = np.stack(np.meshgrid(*sides), axis=-1)
    steps = np.array([[0.0, 0.0], [edge, 0.0], [0.0, edge]])[:, None, None]
    moved = transform(places + steps, matrix, shift, bend, layers)
    (x, y), (u, v) = (np.moveaxis(moved[k] - moved[0], -1, 0) / edge for k in (1, 2))
    return float(np.abs(x * v - y * u).mean())


def choose(preset: str) -> dict[str, float]:
    """Set the four entries to those of a named matrix."""
    return dict(zip(ENTRIES, MATRICES[preset], strict=True))


class Sheets:
    """The sheet before and after the layers, with its corners as stars."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        self.left, self.right = panels(figure)
        PointGrid(SHEET, ax=self.left).update(SHEET)
        self.sheet = PointGrid(SHEET, ax=self.right)
        stars = {"color": "black", "ms": 17, "mec": "white", "zorder": 4}
        self.left.plot(*CORNERS.T, "*", **stars)
        (self.corners,) = self.right.plot(*CORNERS.T, "*", **stars)

    def update(
        self,
        w11: float,
        w12: float,
        w21: float,
        w22: float,
        b1: float,
        b2: float,
        bend: str,
        layers: int,
    ) -> str:
        """Show these values."""
        layer = {"matrix": np.array([[w11, w12], [w21, w22]]), "shift": np.array([b1, b2])}
        layer |= {"bend": bend, "layers": layers}
        self.left.set_title(f"before {layers} × (@ W + b, then {bend})")
        self.sheet.update(transform(SHEET, **layer), layered=bend == "fold")
        corners = transform(CORNERS, **layer)
        self.corners.set_data(*corners.T)
        places = len(np.unique(corners.round(3) + 0.0, axis=0))
        together = "1 point" if places == 1 else f"{places} points"
        area = f"{paper_left(**layer):.0%}"
        self.right.set_title(f"corners: {together}    paper left: {area}")
        return f"The four corners lie in {together}; {area} of the paper is left."


demo = Demo(
    name="tensor_explorer",
    title="What layers do to the plane",
    look_for=(
        "The sheet is turned by 45° and folded. After how many such layers do its four corners, "
        "the stars, meet in one point? What does relu leave of the paper, and what no bend at all?"
    ),
    scene=Sheets,
    controls=[
        Choice(name="preset", options=tuple(MATRICES), label="matrix W", action=choose),
        Choice(name="bend", options=SHOWN, value="fold", label="then"),
        Slider(name="layers", value=1, low=1, high=4, step=1, label="layers"),
        *(
            Slider(name=name, value=value, low=-2.0, high=2.0, step=0.0001, label=name)
            for name, value in zip(ENTRIES, MATRICES["rotation by 45°"], strict=True)
        ),
        Slider(name="b1", value=0.0, low=-0.5, high=0.5, step=0.05, label="shift b1"),
        Slider(name="b2", value=0.0, low=-0.5, high=0.5, step=0.05, label="shift b2"),
    ],
    figsize=(10, 5),
)
