"""Write name_speller.npz: the weights of a network that has learned to spell first names.

Run `python datasets/make_name_speller.py` (about a minute), then refresh `SHA256SUMS`. Another
processor or another version of Keras gives other weights that spell as well.
"""

import sys
from pathlib import Path

import numpy as np

import dlcourse as dl

EPOCHS, BATCH, UNITS = 16, 64, 48
KEYS = ("embeddings", "kernel", "recurrent_kernel", "bias", "output_kernel", "output_bias")


def main(target: Path) -> None:
    dl.setup(seed=1990)
    import keras

    letters = dl.datasets.load_first_names().x_train
    before = np.pad(letters, ((0, 0), (1, 0)))[:, :-1]
    inside = np.cumsum(letters == 0, axis=1) <= 1
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(27, 12),
            keras.layers.LSTM(UNITS, return_sequences=True),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(27),
        ]
    )
    steps = EPOCHS * len(letters) // BATCH
    rate = keras.optimizers.schedules.CosineDecay(0.02, decay_steps=steps)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss)
    weights = inside.astype("float32")
    model.fit(before, letters, sample_weight=weights, batch_size=BATCH, epochs=EPOCHS, verbose=0)
    arrays = {key: w.astype(np.float16) for key, w in zip(KEYS, model.get_weights(), strict=True)}
    np.savez(target, **arrays)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "name_speller.npz")
