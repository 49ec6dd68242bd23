"""Write digit_reader.npz: the weights of a small convolutional network that reads digits.

Run `python datasets/make_digit_reader.py`, then refresh `SHA256SUMS`. It trains for about two
minutes on the 4,000 training images of mnist_5k, each epoch on other copies of them: turned,
slanted, stretched and moved a little, as other hands would write. Another processor rounds
otherwise and finds other weights, which read as well.
"""

import sys
from pathlib import Path

import numpy as np

import dlcourse as dl

EPOCHS, BATCH, RATE, SEED = 60, 100, 0.004, 0
TURN, STRETCH, SLANT, SHIFT = 0.2, 0.15, 0.2, 2.0  # radians, share, share, pixels: the most


def varied(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return a copy of each image, shape (n, 28, 28, 1), that another hand could have written."""
    import keras

    turn, slant, *stretch, right, down = rng.uniform(-1, 1, (6, len(images)))
    cos, sin, slant = np.cos(TURN * turn), np.sin(TURN * turn), SLANT * slant
    wide, high = (1 + STRETCH * s for s in stretch)
    a, b, c, d = wide * cos, wide * (slant * cos - sin), high * sin, high * (slant * sin + cos)
    middle, none = 13.5, np.zeros(len(images))
    x = middle - middle * (a + b) + SHIFT * right
    y = middle - middle * (c + d) + SHIFT * down
    ways = np.stack([a, b, x, c, d, y, none, none], axis=1).astype("float32")
    moved = keras.ops.image.affine_transform(images, ways, data_format="channels_last")
    return keras.ops.convert_to_numpy(moved)


def network():
    """Return the network of lesson 14: two convolutions, each with pooling, and two layers more."""
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(24, 5, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )


def train(model, x: np.ndarray, y: np.ndarray) -> None:
    """Train with a rate that rises for three epochs and then falls along a cosine."""
    import keras

    rng = np.random.default_rng(SEED)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(), loss, steps_per_execution=40)
    for epoch in range(EPOCHS):
        falling = 0.5 + 0.5 * np.cos(np.pi * epoch / EPOCHS)
        model.optimizer.learning_rate = RATE * falling * min(1, (epoch + 1) / 3)
        model.fit(varied(x, rng), y, batch_size=BATCH, verbose=0)


def main(target: Path) -> None:
    dl.setup(seed=SEED)
    data = dl.datasets.load_mnist_5k()
    model = network()
    train(model, data.x_train[..., None], data.y_train)
    weights = [array.astype("float16") for array in model.get_weights()]
    model.set_weights(weights)
    read = model.predict(data.x_test[..., None], verbose=0).argmax(axis=1) == data.y_test
    print(f"{read.mean():.1%} of the test images are read")
    names = [f"{layer}_{part}" for layer in ("conv_1", "conv_2", "dense_1", "dense_2")
             for part in ("kernel", "bias")]  # fmt: skip
    np.savez_compressed(target, **dict(zip(names, weights, strict=True)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "digit_reader.npz")
