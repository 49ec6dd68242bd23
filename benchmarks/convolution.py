"""Convolution and pooling: the layers of `scratch` beside an im2col implementation as in books.

    python benchmarks/convolution.py

A forward and a backward pass for batches of 32 images, in milliseconds of CPU on one thread, the
least of several rounds that take turns. The rival has channels first and float64, copies windows by
loops over their height and width, and finds the largest of each window by argmax in a table with a
row for each window. `scratch` computes in float32, as the engine does, and in float64. Outputs and
gradients of both must agree.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import time

import numpy as np

import dlcourse as dl

BATCH, ROUNDS, REPEATS = 32, 7, 3
DTYPES = ("float32", "float64")
#: Height and width of the images, channels, size of a window, filters.
CONVOLUTIONS = [(28, 1, 5, 6), (12, 6, 5, 16), (28, 1, 3, 16), (13, 16, 3, 32), (32, 16, 3, 16)]
#: Height and width of the images, channels, size of a window, stride.
POOLINGS = [(24, 6, 2, 2), (8, 16, 2, 2), (28, 16, 2, 2), (26, 32, 2, 2), (28, 6, 3, 2)]


def main() -> None:
    rng = np.random.default_rng(0)
    print(f"{'':34}{'book ms':>9}{'float32':>9}{'float64':>9}   times as fast")
    totals = np.zeros(3)
    for side, channels, size, filters in CONVOLUTIONS:
        kernel = rng.normal(size=(size, size, channels, filters))
        x = rng.normal(size=(BATCH, side, side, channels))
        book = BookConvolution(kernel.transpose(3, 2, 0, 1), np.zeros(filters))
        ours = {d: dl.scratch.Conv2D(kernel.astype(d), np.zeros(filters)) for d in DTYPES}
        name = f"Conv2D {side}x{side}x{channels} * {size}x{size} -> {filters}"
        totals += compare(name, book, ours, x)
        if channels == 1:
            compare("  as the first layer of a network", book, ours, x, first=True)
    show("Conv2D, all together", totals)
    for kind in (dl.scratch.MaxPooling2D, dl.scratch.AveragePooling2D):
        totals = np.zeros(3)
        for side, channels, size, stride in POOLINGS:
            x = rng.normal(size=(BATCH, side, side, channels))
            book = BookPooling(size, stride, largest=kind is dl.scratch.MaxPooling2D)
            ours = {d: kind(size, stride) for d in DTYPES}
            name = f"{kind.__name__} {side}x{side}x{channels}, {size} by {stride}"
            totals += compare(name, book, ours, x)
        show(f"{kind.__name__}, all together", totals)


def compare(name: str, book, ours: dict, x: np.ndarray, first: bool = False) -> np.ndarray:
    """Check that all agree, print a line, and return the times.

    Of its first layer a network of `scratch` does not ask the gradient for the images.
    """
    channels_first = np.ascontiguousarray(x.transpose(0, 3, 1, 2))
    dy = np.random.default_rng(1).normal(size=book.forward(channels_first).shape)
    runs = [lambda: (book.forward(channels_first), book.backward(dy))]
    for dtype, layer in ours.items():
        of_x, of_dy = x.astype(dtype), np.ascontiguousarray(dy.transpose(0, 2, 3, 1), dtype)
        back = layer.backward_weights if first else layer.backward
        runs.append(lambda a=layer.forward, b=of_x, c=back, d=of_dy: (a(b), c(d)))
    expected, *found = [run() for run in runs]
    for pair in () if first else found:
        for mine, other in zip(pair, expected, strict=True):
            np.testing.assert_allclose(mine.transpose(0, 3, 1, 2), other, atol=1e-2)
    times = np.full((ROUNDS, len(runs)), np.inf)
    for k in range(ROUNDS):
        for number, run in enumerate(runs):
            begun = time.process_time()
            for _ in range(REPEATS):
                run()
            times[k, number] = 1e3 * (time.process_time() - begun) / REPEATS
    least = times.min(axis=0)
    show(name, least)
    return least


def show(name: str, times: np.ndarray) -> None:
    numbers = "".join(f"{t:9.2f}" for t in times)
    print(f"{name:34}{numbers}   {times[0] / times[1]:.1f} and {times[0] / times[2]:.1f}")


def im2col(images, fh, fw, stride):
    n, c, h, w = images.shape
    oh, ow = (h - fh) // stride + 1, (w - fw) // stride + 1
    table = np.zeros((n, c, fh, fw, oh, ow))
    for i in range(fh):
        for j in range(fw):
            table[:, :, i, j] = images[
                :, :, i : i + stride * oh : stride, j : j + stride * ow : stride
            ]
    return table.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, -1)


def col2im(table, shape, fh, fw, stride):
    n, c, h, w = shape
    oh, ow = (h - fh) // stride + 1, (w - fw) // stride + 1
    table = table.reshape(n, oh, ow, c, fh, fw).transpose(0, 3, 4, 5, 1, 2)
    images = np.zeros((n, c, h + stride - 1, w + stride - 1))
    for i in range(fh):
        for j in range(fw):
            images[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride] += table[
                :, :, i, j
            ]
    return images[:, :, :h, :w]


class BookConvolution:
    """Kernel of shape (filters, channels, height, width), stride 1, no padding."""

    def __init__(self, kernel, bias):
        self.kernel, self.bias = kernel, bias

    def forward(self, x):
        filters, _, fh, fw = self.kernel.shape
        n, _, h, w = x.shape
        self.shape = x.shape
        self.table = im2col(x, fh, fw, 1)
        self.matrix = self.kernel.reshape(filters, -1).T
        y = self.table @ self.matrix + self.bias
        return y.reshape(n, h - fh + 1, w - fw + 1, filters).transpose(0, 3, 1, 2)

    def backward(self, dy):
        filters, _, fh, fw = self.kernel.shape
        rows = dy.transpose(0, 2, 3, 1).reshape(-1, filters)
        self.d_bias = rows.sum(axis=0)
        self.d_kernel = (self.table.T @ rows).T.reshape(self.kernel.shape)
        return col2im(rows @ self.matrix.T, self.shape, fh, fw, 1)


class BookPooling:
    def __init__(self, size, stride, largest):
        self.size, self.stride, self.largest = size, stride, largest

    def forward(self, x):
        n, c, h, w = x.shape
        oh, ow = (h - self.size) // self.stride + 1, (w - self.size) // self.stride + 1
        table = im2col(x, self.size, self.size, self.stride).reshape(-1, self.size**2)
        self.shape, self.where = x.shape, np.argmax(table, axis=1)
        y = np.max(table, axis=1) if self.largest else np.mean(table, axis=1)
        return y.reshape(n, oh, ow, c).transpose(0, 3, 1, 2)

    def backward(self, dy):
        dy = dy.transpose(0, 2, 3, 1)
        if self.largest:
            table = np.zeros((dy.size, self.size**2))
            table[np.arange(dy.size), self.where] = dy.flatten()
        else:
            table = np.repeat(dy.reshape(-1, 1), self.size**2, axis=1) / self.size**2
        rows = table.reshape(dy.shape[0] * dy.shape[1] * dy.shape[2], -1)
        return col2im(rows, self.shape, self.size, self.size, self.stride)


if __name__ == "__main__":
    main()
