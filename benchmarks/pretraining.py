"""Make the numbers of the demo `pretrain_or_not`: accuracy over depth, labels and way to start.

    python benchmarks/pretraining.py

prints, for each number of labels and each way, the accuracy on 1,000 new digits in per cent for one
to five hidden layers of 64 units: the mean of three draws, at that of three learning rates which
500 validation labels choose. 200 steps of plain gradient descent with batches of 50.
"""

import numpy as np

from dlcourse import datasets, scratch

RATES = {"sigmoid": [0.3, 1.0, 3.0], "relu": [0.03, 0.1, 0.3]}
WAYS = {
    "random": ("sigmoid", 1, False),
    "pretrained": ("sigmoid", 1, True),
    "4 x random": ("sigmoid", 4, False),
    "relu": ("relu", 2**0.5, False),
}
LOSS = scratch.SparseCategoricalCrossentropy(from_logits=True)


def smaller(images):
    """Return images of 14 x 14 pixels, as rows."""
    return images.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196).astype("float32")


def first_weights(depth, scale, rng):
    """Return pairs of kernel and bias: Glorot's kernels, times a number."""
    sizes = [196, *depth * [64], 10]
    kernels = [
        scratch.glorot_uniform(pair, rng) for pair in zip(sizes[:-1], sizes[1:], strict=True)
    ]
    return [(scale * kernel, np.zeros(kernel.shape[1], "float32")) for kernel in kernels]


def pretrained(start, function, images, rng):
    """Return the start with hidden layers that learned, one by one, to give back their input."""
    found, inside = [], images
    for kernel, bias in start[:-1]:
        layer = scratch.Dense(kernel, bias)
        back = scratch.Dense(scratch.glorot_uniform(kernel.T.shape, rng), np.zeros(len(kernel)))
        small = [layer, scratch.Activation(function), back]
        network = scratch.Network(small, scratch.BinaryCrossentropy(from_logits=True))
        network.fit(inside, inside, epochs=8, batch_size=100, optimizer=scratch.Adam(0.01))
        found.append((layer.kernel.copy(), layer.bias.copy()))
        inside = function(layer.forward(inside))
    return found + start[-1:]


def copies(start, function, n):
    """Return one network of n variants that start alike."""
    layers = []
    for kernel, bias in start:
        layers += [scratch.Dense(np.stack(n * [kernel]), np.stack(n * [bias]))]
        layers += [scratch.Activation(function)]
    return scratch.Network(layers[:-1], LOSS)


def main():
    """Print the table."""
    digits = datasets.load_mnist_5k()
    x, y = smaller(digits.x_train), digits.y_train
    x_val, y_val, x, y = x[3500:], y[3500:], x[:3500], y[:3500]
    x_test, y_test = smaller(digits.x_test), digits.y_test
    counts = (20, 50, 200, 500)
    for way, (activation, scale, learns) in WAYS.items():
        found = np.zeros((len(counts), 5, 3, 2, 3))
        for depth in range(1, 6):
            for draw in range(3):
                rng, function = np.random.default_rng(draw), getattr(scratch, activation)
                start = first_weights(depth, scale, rng)
                start = pretrained(start, function, x, rng) if learns else start
                for k, n in enumerate(counts):
                    rows = np.concatenate(
                        [
                            rng.choice(np.flatnonzero(y == c), n // 10, replace=False)
                            for c in range(10)
                        ]
                    )
                    network = copies(start, function, 3)
                    steps = max(n // 50, 1)
                    network.fit(
                        x[rows],
                        y[rows],
                        epochs=200 // steps,
                        batch_size=50,
                        optimizer=scratch.SGD(np.array(RATES[activation])),
                    )
                    found[k, depth - 1, draw, 0] = network.accuracy(x_val, y_val)
                    found[k, depth - 1, draw, 1] = network.accuracy(x_test, y_test)
        best = found[:, :, :, 0].mean(axis=2).argmax(axis=-1)
        means = found[:, :, :, 1].mean(axis=2)
        table = np.take_along_axis(means, best[..., None], axis=-1)[..., 0]
        print(f'    "{way}": {np.round(100 * table).astype(int).tolist()},', flush=True)


if __name__ == "__main__":
    main()
