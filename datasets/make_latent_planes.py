"""Write latent_planes.npz: decoders of small variational autoencoders, one for each beta.

Run `python datasets/make_latent_planes.py`, then refresh `SHA256SUMS`. It trains for some minutes
on the 4,000 training images of mnist_5k, all betas at once. Another processor rounds otherwise and
finds other weights; the planes then lie otherwise, and show as much.
"""

import sys
from pathlib import Path

import numpy as np

import dlcourse as dl

BETAS = (0.0, 0.1, 1.0, 4.0, 16.0, 64.0)
SIZES = (784, 128, 64, 4), (2, 64, 32, 784)  # encoder: two means, two log variances; decoder
EPOCHS, BATCH, RATE, SEED = 60, 100, 0.004, 0


def dense_layers(sizes, rng: np.random.Generator) -> list:
    """Return Dense layers with ReLU between them, one set of weights for each beta."""
    layers = []
    for n_inputs, n_units in zip(sizes[:-1], sizes[1:], strict=True):
        kernel = rng.normal(scale=np.sqrt(2 / n_inputs), size=(len(BETAS), n_inputs, n_units))
        bias = np.zeros((len(BETAS), n_units), np.float32)
        layers.append(dl.scratch.Dense(kernel.astype(np.float32), bias))
        layers.append(dl.scratch.Activation(dl.scratch.relu))
    return layers[:-1]


def train(x: np.ndarray) -> tuple[list, list]:
    """Return the layers of the encoders and of the decoders, trained."""
    rng = np.random.default_rng(SEED)
    encoder, decoder = (dense_layers(sizes, rng) for sizes in SIZES)
    draw = dl.scratch.Sampling(np.array(BETAS) / x.shape[1], seed=list(range(len(BETAS))))
    loss = dl.scratch.BinaryCrossentropy(from_logits=True)
    network = dl.scratch.Network([*encoder, draw, *decoder], loss)
    steps = EPOCHS * -(-len(x) // BATCH)
    adam = dl.scratch.Adam(dl.scratch.CosineDecay(RATE, steps))
    network.fit(x, x, batch_size=BATCH, epochs=EPOCHS, optimizer=adam)
    return encoder, decoder


def main(path: Path) -> None:
    """Train, and write the decoders, and where the test images lie."""
    data = dl.datasets.load_mnist_5k(flat=True)
    encoder, decoder = train(data.x_train)
    hidden = data.x_test
    for layer in encoder:
        hidden = layer.forward(hidden)
    arrays = [weight for layer in decoder for weight in layer.weights]
    names = [f"{part}_{k}" for k in (1, 2, 3) for part in ("kernel", "bias")]
    parts = dict(zip(names, arrays, strict=True)) | {"codes": hidden[..., :2]}
    small = {name: array.astype(np.float16) for name, array in parts.items()}
    np.savez_compressed(path, betas=np.array(BETAS, np.float32), **small)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("latent_planes.npz"))
