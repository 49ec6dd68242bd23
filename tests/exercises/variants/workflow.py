"""Right answers to the exercises on the workflow, written in other ways than the references."""

import math

import keras
import numpy as np


def functional(n_inputs, hidden, n_classes):
    inputs = keras.Input((n_inputs,))
    x = inputs
    for units in hidden:
        x = keras.layers.Dense(units)(x)
        x = keras.layers.ReLU()(x)
    return keras.Model(inputs, keras.layers.Dense(n_classes, "softmax")(x))


def with_add(n_inputs, hidden, n_classes):
    model = keras.Sequential()
    model.add(keras.Input(shape=(n_inputs,)))
    for units in hidden:
        model.add(keras.layers.Dense(units, activation=keras.activations.relu))
    model.add(keras.layers.Dense(n_classes))
    model.add(keras.layers.Softmax())
    return model


def split_with_numpy(order, share):
    validation, training = np.split(order, [round(len(order) * share)])
    return training, validation


def split_with_lists(order, share):
    order = list(order)
    n = round(share * len(order))
    return np.array(order[n:], dtype=int), np.array(order[:n], dtype=int)


def as_subclass(n_inputs, hidden, n_classes):
    """Has no weights before it is called, and the output layer comes first among them."""

    class Classifier(keras.Model):
        def __init__(self):
            super().__init__()
            self.scores = keras.layers.Dense(n_classes)
            self.hidden = [keras.layers.Dense(units) for units in hidden]

        def call(self, x):
            for layer in self.hidden:
                x = keras.ops.relu(layer(x))
            return keras.ops.softmax(self.scores(x))

    return Classifier()


def from_weights(n_inputs, hidden, n_classes):
    class Classifier(keras.Model):
        def __init__(self):
            super().__init__()
            sizes = [n_inputs, *hidden, n_classes]
            self.biases = [self.add_weight(shape=(size,)) for size in sizes[1:]]
            self.kernels = [self.add_weight(shape=s) for s in zip(sizes, sizes[1:], strict=False)]

        def call(self, x):
            *first, last = zip(self.kernels, self.biases, strict=True)
            for kernel, bias in first:
                x = keras.ops.maximum(x @ kernel + bias, 0)
            return keras.ops.softmax(x @ last[0] + last[1])

    return Classifier()


def built_later(n_inputs, hidden, n_classes):
    layers = [keras.layers.Dense(units, keras.layers.ReLU()) for units in hidden]
    model = keras.Sequential([*layers, keras.layers.Dense(n_classes), keras.layers.Softmax()])
    model.build((None, n_inputs))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def split_into_tuples(order, share):
    n = math.floor(share * len(order) + 0.5)
    return tuple(order[n:].tolist()), tuple(order[:n].tolist())


def split_by_membership(order, share):
    validation = order[: round(share * order.size)]
    return order[~np.isin(order, validation)], validation


def split_with_a_loop(order, share):
    parts = [], []
    for place, sample in enumerate(order):
        parts[place < round(share * len(order))].append(sample)
    return parts


VARIANTS = {
    "build_classifier": [functional, with_add, as_subclass, from_weights, built_later],
    "split_indices": [
        split_with_numpy,
        split_with_lists,
        split_into_tuples,
        split_by_membership,
        split_with_a_loop,
    ],
}
