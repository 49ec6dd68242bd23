"""Right answers to the exercises on the workflow, written in other ways than the references."""

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


def commonest_with_loops(matrix):
    best, place = -1, None
    for right in range(len(matrix)):
        for taken_for in range(len(matrix)):
            if right != taken_for and matrix[right, taken_for] > best:
                best, place = matrix[right, taken_for], (right, taken_for)
    return place


def commonest_with_divmod(matrix):
    return divmod(int(np.where(np.eye(len(matrix)), -1, matrix).argmax()), len(matrix))


VARIANTS = {
    "build_classifier": [functional, with_add],
    "split_indices": [split_with_numpy, split_with_lists],
    "commonest_mistake": [commonest_with_loops, commonest_with_divmod],
}

EQUIVALENT = {
    "commonest_mistake": {"line 3: 0 -> -1": "counts are not negative: -1 is as small as 0"},
}
