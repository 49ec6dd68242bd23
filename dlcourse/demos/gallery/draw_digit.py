"""Demo: draw a digit, and watch a convolutional network read it, layer by layer.

`dl.demos.draw_digit(model=model)` lets a Keras model of your own read it: from images of 28x28
numbers, 0 is paper and 1 is ink, to logits or probabilities of the ten digits.
"""

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse import datasets, scratch
from dlcourse.demos.core.controls import Button, Canvas, Checkbox
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import is_upright, set_margins
from dlcourse.plots.style import COLORS

SIDE, BOX = 28, 20  # pixels: of an image of MNIST, and of the part of it that its digit fills
MIDDLE = 14.5  # from the edge: MNIST's digits have their centre in the middle of pixel 14
BRUSH = 1.2
N_LOOKED_AT = 20  # images that say how dark maps become: at this share of their largest number
FULL = 0.7


class Reading(NamedTuple):
    """What a network makes of one image.

    Attributes:
        maps: What the first and the last convolution hand on, shapes (height, width, n_filters).
        probabilities: Of the ten digits, shape (10,).
    """

    maps: list[np.ndarray]
    probabilities: np.ndarray


def ink(*strokes: Sequence[tuple[float, float]]) -> np.ndarray:
    """Return the drawing that strokes of the brush leave, as `canvas.js` draws them.

    Args:
        strokes: Each a sequence of places (x, y), in squares from the left and from the top.

    Returns:
        Shape (28, 28), whole numbers from 0 to 9.
    """
    squares = np.stack(np.meshgrid(*[np.arange(SIDE) + 0.5] * 2), axis=-1)
    drawing = np.zeros((SIDE, SIDE), int)
    for stroke in strokes:
        places = np.asarray(stroke, float)
        for start, end in zip(places[:-1], places[1:], strict=True):
            way, to = end - start, squares - start
            along = np.clip(to @ way / (way @ way or 1), 0, 1)
            far = np.linalg.norm(to - along[..., None] * way, axis=-1)
            laid = np.floor(Canvas.MOST * np.clip(BRUSH + 0.5 - far, 0, 1) + 0.5)
            drawing = np.maximum(drawing, laid.astype(int))
    return drawing


def centred(image: np.ndarray) -> np.ndarray:
    """Return an image as MNIST's were made: its longer side 20 pixels, its centre in the middle.

    The centre is that of the ink's mass. Shape (28, 28), from 0 to 1; empty paper stays empty.
    """
    if not image.any():
        return image
    sides = [image.any(axis=axis).nonzero()[0] for axis in (1, 0)]
    scale = BOX / max(np.ptp(places) + 1 for places in sides)
    masses = (image.sum(axis=axis) for axis in (1, 0))
    centres = [mass @ (np.arange(SIDE) + 0.5) / mass.sum() for mass in masses]
    down, right = (_resampled(centre, scale) for centre in centres)
    return np.clip(down @ image @ right.T, 0, 1)


def _resampled(centre: float, scale: float) -> np.ndarray:
    """Return how much each old pixel of a line gives to each new one, shape (new, old)."""
    pixels = np.arange(SIDE) + 0.5
    seen_from = centre + (pixels - MIDDLE) / scale
    reach = max(1.0, 1 / scale)
    shares = np.maximum(1 - abs(seen_from[:, None] - pixels) / reach, 0)
    return shares / reach


@functools.cache
def _layers() -> list[scratch.Layer]:
    """Return the layers of the network of lesson 14, trained."""
    conv_1, bias_1, conv_2, bias_2, *dense = datasets.load_digit_reader().weights
    relu = functools.partial(scratch.Activation, scratch.relu)
    first = [scratch.Conv2D(conv_1, bias_1), relu(), scratch.MaxPooling2D(2)]
    second = [scratch.Conv2D(conv_2, bias_2), relu(), scratch.MaxPooling2D(2), scratch.Flatten()]
    return [*first, *second, scratch.Dense(*dense[:2]), relu(), scratch.Dense(*dense[2:])]


def read(image: np.ndarray) -> Reading:
    """Let the trained network read one image, shape (28, 28), from 0 to 1."""
    outputs = [image[None, ..., None]]
    for layer in _layers():
        outputs.append(layer.forward(outputs[-1]))
    first, second = (outputs[number][0] for number in (2, 5))  # behind the ReLU of each
    return Reading([first, second], scratch.softmax(outputs[-1])[0])


@functools.lru_cache(maxsize=4)
def reader(model: Any = None) -> Callable[[np.ndarray], Reading]:
    """Return what reads one image: `read`, or a Keras model of your own.

    Raises:
        ValueError: The model does not take 28x28 numbers, or does not answer with ten.
    """
    if model is None:
        return read
    import keras

    if np.prod(model.input_shape[1:]) != SIDE**2 or model.output_shape[1:] != (10,):
        raise ValueError(
            f"Expected a model from images of {SIDE}x{SIDE} pixels to 10 numbers. Received: "
            f"input_shape={model.input_shape}, output_shape={model.output_shape}"
        )
    outputs = [layer.output for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    shown = outputs[:1] + outputs[1:][-1:]
    names = [f"output {number}" for number in range(len(shown) + 1)]
    parts = zip(names, [*shown, *model.outputs], strict=True)
    inside = keras.Model(model.inputs[0], dict(parts))  # of a list of one, Keras drops the list

    def read_with_model(image: np.ndarray) -> Reading:
        found = inside(image.reshape(1, *model.input_shape[1:]).astype("float32"))
        *maps, answer = [keras.ops.convert_to_numpy(found[name])[0] for name in names]
        is_share = answer.min() >= 0 and np.isclose(answer.sum(), 1, atol=1e-3)
        return Reading(maps, answer if is_share else scratch.softmax(answer[None])[0])

    return read_with_model


@functools.lru_cache(maxsize=4)
def darkest(model: Any = None) -> list[float]:
    """Return the largest number in each layer's maps of some test images."""
    images = datasets.load_mnist_5k().x_test[:N_LOOKED_AT]
    looks = [reader(model)(image).maps for image in images]
    return [max(float(maps.max()) for maps in of_layer) for of_layer in zip(*looks, strict=True)]


def mosaic(maps: np.ndarray) -> np.ndarray:
    """Return maps, shape (height, width, n), side by side in one image, with gaps of NaN."""
    height, width, n = maps.shape
    columns = int(np.ceil(np.sqrt(n / 2)))
    rows, gap = -(-n // columns), max(1, height // 12)
    padded = np.full((rows * columns, height + gap, width + gap), np.nan, dtype=np.float32)
    padded[:n, :height, :width] = np.moveaxis(maps, -1, 0)
    grid = padded.reshape(rows, columns, *padded.shape[1:]).swapaxes(1, 2)
    return grid.reshape(rows * (height + gap), -1)[:-gap, :-gap]


def copy_mnist(number: int) -> dict:
    """Put the next test image on the paper, to be changed."""
    image = datasets.load_mnist_5k().x_test[number]
    drawing = np.rint(Canvas.MOST * image).astype(int)
    return {"drawing": drawing, "number": (number + 1) % len(datasets.load_mnist_5k().x_test)}


class Inside:
    """What the network sees, its maps, and its ten probabilities."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.15, right=0.15, bottom=0.2, top=0.5)
        grid = {"nrows": 1, "ncols": 4, "width_ratios": (1.25, 0.95, 1.25, 1.25)}
        if is_upright(figure.get_size_inches()):
            grid = {"nrows": 2, "ncols": 2}
        seen, *self.layers, self.bars = figure.subplots(**grid).ravel()
        gray = {"cmap": "Greys", "vmin": 0, "vmax": 1}
        self.seen = seen.imshow(np.zeros((SIDE, SIDE)), **gray)
        seen.set(xticks=[], yticks=[], title="the network sees")
        seen.spines[:].set(visible=True, color=COLORS["grey"])
        seen.grid(False)
        self.images: list = []
        self.model: Any = ()
        self._draw_bars(self.bars)

    def update(self, drawing: tuple, centre: bool, model: Any) -> str:
        """Show these values."""
        if model is not self.model:
            self._enter(model)
        image = np.array(drawing, dtype=np.float32) / Canvas.MOST
        image = centred(image) if centre else image
        reading = reader(model)(image)
        self.seen.set_data(image)
        for shown, maps in zip(self.images, reading.maps, strict=True):
            shown.set_data(mosaic(maps))
        best = int(reading.probabilities.argmax())
        for digit, (bar, share) in enumerate(zip(self.shares, reading.probabilities, strict=True)):
            bar.set(width=share, color=COLORS["vermilion" if digit == best else "blue"])
            self.texts[digit].set(text=f"{share:.0%}" if share >= 0.005 else "", x=share + 0.03)
        told = f"read as {best}" if image.any() else f"empty, and yet: {best}"
        self.bars.set_title(told)
        return f"The network reads a {best}, with {reading.probabilities[best]:.0%}."

    def _enter(self, model: Any) -> None:
        """Make an image for each layer of another model."""
        self.model, self.images = model, []
        for ax in self.layers:
            ax.clear()
            ax.set_axis_off()
            ax.set_title("no convolution")
        blank = reader(model)(np.zeros((SIDE, SIDE), np.float32))
        words = ("conv 1", "conv 2" if model is None else "last conv")
        looks = zip(self.layers, blank.maps, darkest(model), words, strict=False)
        for ax, maps, most, word in looks:
            tone = {"cmap": "Blues", "vmin": 0, "vmax": FULL * most or 1}
            self.images.append(ax.imshow(mosaic(maps), **tone))
            ax.set_title(f"{word}: {maps.shape[-1]} maps")

    def _draw_bars(self, ax: Axes) -> None:
        self.shares = ax.barh(range(10), np.zeros(10), height=0.7)
        self.texts = [ax.text(0, digit, "", va="center", fontsize=14) for digit in range(10)]
        ax.set(xlim=(0, 1.3), ylim=(9.6, -0.6), yticks=range(10), xticks=[])
        ax.spines["bottom"].set_visible(False)
        ax.tick_params(labelsize=15)
        ax.grid(False)


#: A small 3 in the corner.
THREE = [
    (4, 4),
    (6, 3),
    (8, 3),
    (9, 5),
    (8, 7),
    (6, 7),
    (9, 8),
    (9.5, 10),
    (8, 12),
    (6, 12),
    (4, 11),
]

demo = Demo(
    name="draw_digit",
    title="Draw a digit",
    look_for=(
        "A clear 3 in the corner, and the network is sure of a 7. Tick the box. Unticked, which "
        "digits can it read in the corner? Ticked, how long may the flag of a 1 grow before it is "
        "a 7?"
    ),
    scene=Inside,
    controls=[
        Canvas(name="drawing", value=ink(THREE), brush=BRUSH, label="draw here"),
        Checkbox(name="centre", value=False, label="centre and scale it"),
        Button(name="copy", action=copy_mnist, label="A digit of MNIST", play=True),
    ],
    state={"number": 0, "model": None},
)
