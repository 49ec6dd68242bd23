"""Where the windows of convolution and pooling stand on images."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

Pair = int | tuple[int, int]


class Windows:
    """Windows of one size that stand in rows and columns on images, by Keras' rules.

    Images have the shape (..., height, width, channels). A *place* is one of the height x width
    places within a window; the pixels at the same place of all windows form an image themselves.

    Args:
        size: Height and width, or one number for both.
        strides: How far apart windows stand, in pixels: down and to the right, or one for both.
        padding: "valid" for windows that lie within the image; "same" for
            `ceil(image / strides)` of them, on an image with borders of equal width, or,
            if that is not possible, wider by 1 at the bottom and at the right.
        dilation_rate: How far apart the pixels are that one window sees; 1 for neighbours.
        fill: What the borders hold.

    Raises:
        ValueError: A number is no whole number of at least 1, or the padding is unknown.
    """

    def __init__(
        self,
        size: Pair,
        strides: Pair = 1,
        padding: str = "valid",
        dilation_rate: Pair = 1,
        fill: float = 0.0,
    ):
        """Keep the numbers as pairs."""
        self.size = _pair("size", size)
        self.strides = _pair("strides", strides)
        self.dilation_rate = _pair("dilation_rate", dilation_rate)
        if padding not in ("valid", "same"):
            raise ValueError(f'Expected padding "valid" or "same". Received: padding={padding!r}')
        self.padding, self.fill = padding, fill
        sizes = zip(self.size, self.dilation_rate, strict=True)
        self._reach = tuple((n - 1) * rate + 1 for n, rate in sizes)

    def stand_on(self, shape: tuple[int, ...]) -> tuple[int, int]:
        """Return how many rows and columns of windows stand on images of this shape.

        Raises:
            ValueError: A window is larger than the image.
        """
        sides = zip(shape[-3:-1], self.strides, self._reach, strict=True)
        if self.padding == "same":
            rows, columns = (-(-length // stride) for length, stride, _ in sides)
        else:
            rows, columns = ((length - reach) // stride + 1 for length, stride, reach in sides)
        if rows < 1 or columns < 1:
            raise ValueError(
                f"Expected images of at least {self._reach[0]} x {self._reach[1]} pixels, the size "
                f"of a window. Received: x.shape={shape}"
            )
        return rows, columns

    def pad(self, images: np.ndarray) -> np.ndarray:
        """Return the images with borders, and enlarged to a multiple of the strides."""
        sides = [length for length, _ in self._borders(images.shape)]
        if list(images.shape[-3:-1]) == sides:
            return images
        shape = (*images.shape[:-3], *sides, images.shape[-1])
        padded = np.full(shape, self.fill, images.dtype)
        self.crop(padded, images.shape)[...] = images
        return padded

    def crop(self, padded: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
        """Return what `pad` enlarged without what it added, a view of this shape."""
        (_, top), (_, left) = self._borders(shape)
        return padded[..., top : top + shape[-3], left : left + shape[-2], :]

    def view(self, padded: np.ndarray, grid: tuple[int, int]) -> np.ndarray:
        """Return all windows, without copying.

        Args:
            padded: Shape (..., height, width, channels).
            grid: How many windows there are, from `stand_on`.

        Returns:
            Shape (..., rows, columns, channels, window height, window width).
        """
        (down, right), (rate_down, rate_right) = self.strides, self.dilation_rate
        windows = sliding_window_view(padded, self._reach, (-3, -2))[..., ::down, ::right, :, :, :]
        return windows[..., : grid[0], : grid[1], :, ::rate_down, ::rate_right]

    def split(self, padded: np.ndarray) -> np.ndarray:
        """Copy the images into parts; within a part, pixels of neighbouring windows are neighbours.

        Part (i, j) holds every pixel whose row leaves a remainder of i when it is divided by the
        stride, and whose column leaves j. With strides of 1 there is one part: the image.

        Returns:
            Shape (stride down, stride right, ..., height / stride, width / stride, channels).
        """
        if self.strides == (1, 1):
            return padded[None, None]
        pixels = _pixels(padded)
        parts = np.empty((*self.strides, *self._smaller(pixels.shape)), pixels.dtype)
        parts[...] = self._parts_of(pixels)
        return parts.view(padded.dtype)

    def join(self, parts: np.ndarray) -> np.ndarray:
        """Undo `split`."""
        if self.strides == (1, 1):
            return parts[0, 0]
        pixels, (down, right) = _pixels(parts), self.strides
        *front, height, width, one = pixels.shape[2:]
        padded = np.empty((*front, height * down, width * right, one), pixels.dtype)
        self._parts_of(padded)[...] = pixels
        return padded.view(parts.dtype)

    def places(self, parts: np.ndarray, grid: tuple[int, int]) -> Iterator[np.ndarray]:
        """Yield the image of each place in a window, row by row: views into the parts.

        Each has the shape (..., rows, columns, channels).
        """
        (rows, columns), (down, right) = grid, self.strides
        for i, j in np.ndindex(self.size):
            y, x = i * self.dilation_rate[0], j * self.dilation_rate[1]
            part = parts[y % down, x % right]
            y, x = y // down, x // right
            yield part[..., y : y + rows, x : x + columns, :]

    def _borders(self, shape: tuple[int, ...]) -> list[tuple[int, int]]:
        """Return, for height and width, the length with borders, and the border before it."""
        found = []
        for length, n, stride, reach in zip(
            shape[-3:-1], self.stand_on(shape), self.strides, self._reach, strict=True
        ):
            added = max((n - 1) * stride + reach - length, 0)
            found.append((-(-(length + added) // stride) * stride, added // 2))
        return found

    def _smaller(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        *front, height, width, channels = shape
        return (*front, height // self.strides[0], width // self.strides[1], channels)

    def _parts_of(self, padded: np.ndarray) -> np.ndarray:
        """Return a view of the images as parts."""
        *front, height, width, channels = self._smaller(padded.shape)
        down, right = self.strides
        parts = padded.reshape(*front, height, down, width, right, channels)
        return np.moveaxis(parts, (-4, -2), (0, 1))


def as_images(x: np.ndarray) -> np.ndarray:
    """Return `x` as floats, or raise ValueError if it is not made of images, at least one.

    Args:
        x: Shape (n_samples, height, width, channels), or with an axis of variants in front.
    """
    if x.ndim not in (4, 5) or not x.size:
        raise ValueError(
            "Expected x of shape (n_samples, height, width, channels), with an axis of variants "
            f"in front if there are any, and at least one sample. Received: x.shape={x.shape}"
        )
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)


def check_images(x: np.ndarray, channels: int, n_variants: int | None) -> None:
    """Raise ValueError if `x` is not made of images with so many channels, at least one.

    Args:
        x: Shape (n_samples, height, width, channels); with variants also
            (n_variants, n_samples, height, width, channels).
        channels: What the kernel expects.
        n_variants: None for a single network.
    """
    shape = f"(n_samples, height, width, {channels})"
    fits = x.ndim == 4
    if n_variants is not None:
        shape += f" or ({n_variants}, n_samples, height, width, {channels})"
        fits = fits or (x.ndim == 5 and len(x) == n_variants)
    if not (fits and x.size and x.shape[-1] == channels):
        raise ValueError(
            f"Expected x of shape {shape} with at least one sample. Received: x.shape={x.shape}"
        )


def _pixels(images: np.ndarray) -> np.ndarray:
    """Return a view, shape (..., 1), with all channels of a pixel as one item.

    NumPy copies items faster than short rows of numbers.
    """
    size = images.shape[-1] * images.itemsize
    return np.ascontiguousarray(images).view(np.dtype((np.void, size)))


def _pair(name: str, value: Pair) -> tuple[int, int]:
    pair = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(pair) != 2 or not all(isinstance(n, int | np.integer) and n >= 1 for n in pair):
        raise ValueError(
            f"Expected {name} to be a whole number of at least 1, or two. "
            f"Received: {name}={value!r}"
        )
    return int(pair[0]), int(pair[1])
