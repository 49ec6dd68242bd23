"""Facts of autoencoders that are not worth a claim: tests prove them."""

import keras
import pytest
from keras import layers

DENSE = [keras.Input((64,)), layers.Dense(8), layers.Dense(64)]
CONVOLUTIONAL = [
    keras.Input((8, 8, 1)),
    layers.Conv2D(4, 3, strides=2, padding="same", activation="relu"),
    layers.Conv2DTranspose(1, 3, strides=2, padding="same"),
]
RECURRENT = [
    keras.Input((5, 3)),
    layers.LSTM(4),
    layers.RepeatVector(5),
    layers.LSTM(3, return_sequences=True),
]


@pytest.mark.proves("L19-07")
@pytest.mark.parametrize("parts", [DENSE, CONVOLUTIONAL, RECURRENT])
def test_what_comes_out_has_the_shape_of_what_went_in_whatever_is_inside(parts):
    model = keras.Sequential(parts)
    assert model.output_shape == model.input_shape
