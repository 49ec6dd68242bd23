"""Make the numbers of the demo `pretrain_or_not`: accuracy over depth, labels and way to start.

    python benchmarks/pretraining.py

prints, for each number of labels and each way, the accuracy on 1,000 new digits in per cent for one
to five hidden layers of 64 units: the mean of three draws, at that of the learning rates which
500 validation labels choose. 200 steps of plain gradient descent, each on all labels: so the
numbers of labels differ in nothing else.
"""

import numpy as np

from dlcourse import datasets, scratch

RATES = {"sigmoid": [0.1, 0.3, 1.0, 3.0, 10.0], "relu": [0.01, 0.03, 0.1, 0.3, 1.0]}
STEPS = 200
COUNTS = (20, 50, 200, 500)
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


def measure(images, labels, held_out, rng, start, activation):
    """Return accuracies for each number of labels, on each pair held out, at each rate."""
    function, rates = getattr(scratch, activation), np.array(RATES[activation])
    found = np.zeros((len(COUNTS), len(held_out), len(rates)))
    for k, n in enumerate(COUNTS):
        rows = np.concatenate(
            [rng.choice(np.flatnonzero(labels == c), n // 10, replace=False) for c in range(10)]
        )
        network = copies(start, function, len(rates))
        few = images[rows], labels[rows]
        with np.errstate(all="ignore"):  # the largest rate may diverge, and is not chosen then
            network.fit(*few, epochs=STEPS, batch_size=n, optimizer=scratch.SGD(rates))
            found[k] = [network.accuracy(*pair) for pair in held_out]
    return found


def main():
    """Print the table, and the rate that was chosen for each number in it."""
    digits = datasets.load_mnist_5k()
    x, y = smaller(digits.x_train), digits.y_train
    held_out = [(x[3500:], y[3500:]), (smaller(digits.x_test), digits.y_test)]
    x, y = x[:3500], y[:3500]
    for way, (activation, scale, learns) in WAYS.items():
        found = np.zeros((3, 5, len(COUNTS), 2, len(RATES[activation])))
        for draw, depth in np.ndindex(3, 5):
            rng = np.random.default_rng(draw)
            start = first_weights(depth + 1, scale, rng)
            start = pretrained(start, getattr(scratch, activation), x, rng) if learns else start
            found[draw, depth] = measure(x, y, held_out, rng, start, activation)
        validation, test = np.moveaxis(found.mean(axis=0), 2, 0)  # each: depths, counts, rates
        best = validation.argmax(axis=-1)
        table = np.take_along_axis(test, best[..., None], axis=-1)[..., 0].T
        print(f'    "{way}": {np.round(100 * table).astype(int).tolist()},')
        print(f"    # rates {np.array(RATES[activation])[best].T.tolist()}", flush=True)


if __name__ == "__main__":
    main()
