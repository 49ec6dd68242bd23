"""The gates of a recurrent layer while it reads a sequence: one row for each unit, coloured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from numpy.typing import ArrayLike

from dlcourse.plots.style import COLORS

#: What may be negative: red above 0, blue below. All others lie between 0 and 1.
SIGNED = ("candidate", "cell", "state")
GAP = 1.0  # rows between two blocks

_KEYS = {False: "yellow: open\nblue: shut", True: "red: above 0\nblue: below"}


def plot_gates(
    gates: Mapping[str, ArrayLike],
    *,
    symbols: Sequence[str] | None = None,
    marked: Iterable[int] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw what each gate did at each step: time runs to the right, each unit has a row.

    Gates are yellow where they are open (1) and blue where they are shut (0). "candidate", "cell"
    and "state" may be negative: red above 0, blue below, each unit on a scale of its own.

    Args:
        gates: From name to values, each of shape (n_steps, n_units), from top to bottom; one sample
            of what `training.gates` returns.
        symbols: What came in at each step, written below it.
        marked: Numbers of the steps to point at, from 0.
        ax: Where to draw; None makes a new figure.

    Raises:
        ValueError: There are no gates, their numbers of steps differ, or there is not one symbol
            for each step.

    Example:
        >>> import numpy as np
        >>> from dlcourse import plots
        >>> ax = plots.plot_gates({"input": np.eye(3), "forget": 1 - np.eye(3)}, symbols="abc")
    """
    arrays = {name: np.asarray(values, dtype=float) for name, values in gates.items()}
    shapes = [array.shape for array in arrays.values()]
    if not shapes or any(len(s) != 2 or s[0] != shapes[0][0] for s in shapes):
        raise ValueError(
            f"Expected gates of shape (n_steps, n_units), equally many steps. Received: {shapes}"
        )
    n_steps = shapes[0][0]
    if symbols is not None and len(symbols) != n_steps:
        raise ValueError(f"Expected {n_steps} symbols. Received: {len(symbols)}")
    if ax is None:
        height = 1.2 + 0.22 * sum(s[1] + GAP for s in shapes)
        ax = plt.subplots(figsize=(10, height))[1]
    rows = GateRows({name: s[1] for name, s in zip(arrays, shapes, strict=True)}, n_steps, ax=ax)
    rows.update(arrays)
    if symbols is not None:
        ax.set_xticks(np.arange(n_steps), symbols)
    for step in marked:
        ax.plot(step, -GAP, "v", color=COLORS["vermilion"], ms=11, clip_on=False)
    return ax


class GateRows:
    """The rows of `plot_gates`, kept to be changed.

    Args:
        n_units: Of each gate, by its name, from top to bottom.
        n_steps: Columns.
        ax: Where to draw.
    """

    def __init__(self, n_units: Mapping[str, int], n_steps: int, *, ax: Axes) -> None:
        """Make the images and write the names beside them."""
        self.ax = ax
        self.images: dict[str, AxesImage] = {}
        top = 0.0
        for name, n in n_units.items():
            self.images[name] = self._block(name, np.zeros((n, n_steps)), top)
            top += n + GAP
        ax.set(xlim=(-0.5, n_steps - 0.5), ylim=(top - GAP + 0.1, -GAP - 0.4), yticks=[])
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.tick_params(axis="x", length=0)
        ax.grid(visible=False)

    def _block(self, name: str, values: np.ndarray, top: float) -> AxesImage:
        n, n_steps = values.shape
        signed = name in SIGNED
        image = self.ax.imshow(
            values,
            cmap="coolwarm" if signed else "cividis",
            vmin=-1 if signed else 0,
            vmax=1,
            extent=(-0.5, n_steps - 0.5, top + n, top),
            aspect="auto",
            interpolation="nearest",
        )
        place = {"va": "center", "annotation_clip": False, "textcoords": "offset points"}
        middle = top + n / 2
        self.ax.annotate(name, (-0.5, middle), (-8, 0), ha="right", weight="bold", **place)
        key = (n_steps - 0.5, middle)
        self.ax.annotate(_KEYS[signed], key, (8, 0), ha="left", fontsize=10, color="0.3", **place)
        return image

    def update(self, gates: Mapping[str, np.ndarray]) -> None:
        """Show other values, each of shape (n_steps, n_units)."""
        for name, values in gates.items():
            if name in SIGNED:
                values = values / np.maximum(np.abs(values).max(axis=0), 1e-6)
            self.images[name].set_data(np.transpose(values))
