"""Models inside of models, for the tests of recorders and of gradients."""

import keras


def two_sided(make):
    """Two models of the same kind inside of one, and a layer; all three layers are called "d"."""
    left, right = make("left"), make("right")
    inputs = [keras.Input((3,)), keras.Input((3,))]
    both = keras.layers.Concatenate()([left(inputs[0]), right(inputs[1])])
    return keras.Model(inputs, keras.layers.Dense(1, name="d")(both))


def sequential(name):
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="d")], name=name)


def functional(name):
    inputs = keras.Input((3,))
    return keras.Model(inputs, keras.layers.Dense(2, name="d")(inputs), name=name)
