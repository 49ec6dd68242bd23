"""Write code_plane.npz: an autoencoder's plane of two code numbers, for the demo of lesson 19.

Run `python datasets/make_code_plane.py`, then refresh `SHA256SUMS`. It trains for about a minute
on the 4,000 training images of mnist_5k, and keeps the decoder and the codes of the 1,000 test
images. Another processor rounds otherwise and finds another plane, which is as good.
"""

import sys
from pathlib import Path

import numpy as np

import dlcourse as dl

EPOCHS, BATCH, RATE, SEED = 120, 100, 0.004, 19


def networks():
    """Return an encoder from 784 pixels to two numbers, and a decoder back."""
    import keras
    from keras import layers

    encoder = [keras.Input((784,)), layers.Dense(256, "elu"), layers.Dense(64, "elu")]
    decoder = [keras.Input((2,)), layers.Dense(48, "elu"), layers.Dense(64, "elu")]
    return (
        keras.Sequential([*encoder, layers.Dense(2)]),
        keras.Sequential([*decoder, layers.Dense(784, "sigmoid")]),
    )


def main(target: Path) -> None:
    """Train, tell the error on test images, and write the file."""
    dl.setup(seed=SEED)
    import keras

    data = dl.datasets.load_mnist_5k()
    x, x_test = (images.reshape(-1, 784) for images in (data.x_train, data.x_test))
    encoder, decoder = networks()
    model = keras.Sequential([encoder, decoder])
    steps = len(x) // BATCH
    falling = keras.optimizers.schedules.CosineDecay(RATE, EPOCHS * steps)
    model.compile(keras.optimizers.Adam(falling), "mse", steps_per_execution=steps)
    model.fit(x, x, batch_size=BATCH, epochs=EPOCHS, verbose=0)
    codes = encoder.predict(x_test, verbose=0)
    low, high = np.percentile(codes, [1, 99], axis=0)
    middle, scale = (low + high) / 2, (high - low) / 18  # so that most codes lie from -9 to 9
    kernel, bias, *others = decoder.get_weights()
    weights = [scale[:, None] * kernel, bias + middle @ kernel, *others]
    weights = [array.astype("float16") for array in weights]
    codes = ((codes - middle) / scale).astype("float16")
    decoder.set_weights(weights)
    error = np.mean((decoder.predict(codes.astype("float32"), verbose=0) - x_test) ** 2)
    print(f"test error {error:.4f}")
    names = [f"dense_{layer}_{part}" for layer in (1, 2, 3) for part in ("kernel", "bias")]
    np.savez_compressed(target, codes=codes, **dict(zip(names, weights, strict=True)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "code_plane.npz")
