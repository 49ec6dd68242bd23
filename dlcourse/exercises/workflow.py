"""Exercises of lesson 07: a model, a split of the data, and a look at the mistakes."""

import numpy as np

from dlcourse.exercises.protocol import Exercise, Mistake

# A model


def _build_classifier(n_inputs, hidden, n_classes):
    import keras

    layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
    output = keras.layers.Dense(n_classes, activation="softmax")
    return keras.Sequential([keras.Input((n_inputs,)), *layers, output])


def _chain(n_inputs, hidden, n_classes, hidden_activation="relu", activation="softmax", **options):
    """Return a classifier with other activations or options than asked for."""
    import keras

    layers = [keras.layers.Dense(u, activation=hidden_activation, **options) for u in hidden]
    output = keras.layers.Dense(n_classes, activation=activation, **options)
    return keras.Sequential([keras.Input((n_inputs,)), *layers, output])


def _answers(model, n_inputs, hidden, n_classes):
    """Set all weights to known numbers and compare what the model says to known samples."""
    import keras

    rng = np.random.default_rng(0)
    shapes = [np.shape(w) for w in model.get_weights()]
    model.set_weights([rng.normal(size=shape) for shape in shapes])
    x = rng.normal(size=(3, n_inputs)).astype("float32")
    return {
        "number of parameters": int(sum(np.prod(shape) for shape in shapes)),
        "predictions with fixed weights": keras.ops.convert_to_numpy(model(x)),
    }


build_classifier = Exercise(
    name="build_classifier",
    lesson="07",
    reference=_build_classifier,
    inputs=lambda rng: [(4, [3], 2), (3, [], 5), (2, [6, 4], 3)],
    outcome=_answers,
    rtol=1e-4,
    atol=1e-5,
    time_limit=60.0,
    mistakes=[
        Mistake(
            "no softmax at the end",
            "The outputs are scores and no shares: the last layer has no softmax.",
            lambda n_inputs, hidden, n_classes: _chain(
                n_inputs, hidden, n_classes, activation="linear"
            ),
        ),
        Mistake(
            "sigmoid at the end",
            "Sigmoids judge every class by itself. The classes exclude each other, so they must "
            "share one whole.",
            lambda n_inputs, hidden, n_classes: _chain(
                n_inputs, hidden, n_classes, activation="sigmoid"
            ),
        ),
        Mistake(
            "hidden layers without activation",
            "Without an activation between them, several layers are one linear layer.",
            lambda n_inputs, hidden, n_classes: _chain(
                n_inputs, hidden, n_classes, hidden_activation="linear"
            ),
        ),
        Mistake(
            "no bias",
            "Each unit needs its bias; leave use_bias as it is.",
            lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden, n_classes, use_bias=False),
        ),
        Mistake(
            "only the first hidden layer",
            "hidden may name several layers, or none. Add one layer for each of its numbers.",
            lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden[:1], n_classes),
        ),
    ],
    hints=[
        "Begin with keras.Input((n_inputs,)), then one Dense for each number in hidden.",
        "A list comprehension makes the hidden layers; * puts a list into another list.",
    ],
)

# A split


def _split_indices(order, share):
    n_validation = round(share * len(order))
    return order[n_validation:], order[:n_validation]


def _split_inputs(rng):
    fixed = [(np.array([3, 0, 2, 1]), 0.25), (np.arange(10)[::-1].copy(), 0.29)]
    return fixed + [(rng.permutation(n), share) for n, share in [(7, 0.5), (20, 0.2), (5, 0.0)]]


split_indices = Exercise(
    name="split_indices",
    lesson="07",
    reference=_split_indices,
    inputs=_split_inputs,
    mistakes=[
        Mistake(
            "parts exchanged",
            "You returned (validation, training). The training part comes first.",
            lambda order, share: _split_indices(order, share)[::-1],
        ),
        Mistake(
            "not shuffled",
            "You cut off the first positions themselves. Data is often sorted: take the positions "
            "in the order given.",
            lambda order, share: _split_indices(np.arange(len(order)), share),
        ),
        Mistake(
            "rounded down",
            "int() cuts off the decimals. The number is to be rounded to the nearest.",
            lambda order, share: (
                order[int(share * len(order)) :],
                order[: int(share * len(order))],
            ),
        ),
        Mistake(
            "validation in both parts",
            "The training part still holds the samples of the validation part. What is trained on "
            "cannot judge the training.",
            lambda order, share: (order, order[: round(share * len(order))]),
        ),
        Mistake(
            "validation from the end",
            "The validation part takes the first positions of order.",
            lambda order, share: (
                order[: len(order) - round(share * len(order))],
                order[len(order) - round(share * len(order)) :],
            ),
        ),
    ],
    hints=[
        "How many samples are for validation? round() makes a whole number of it.",
        "Two slices of order, cut at the same place, are the two parts.",
    ],
)

# A look at the mistakes


def _commonest_mistake(matrix):
    mistakes = matrix.copy()
    np.fill_diagonal(mistakes, 0)
    return np.unravel_index(mistakes.argmax(), mistakes.shape)


def _commonest_inputs(rng):
    fixed = [
        np.array([[9, 0, 1], [0, 8, 0], [2, 0, 7]]),
        np.array([[40, 0, 0, 3], [0, 41, 2, 0], [0, 3, 39, 0], [0, 0, 0, 44]]),
        np.array([[1, 5], [0, 1]]),
        np.array([[5, 0, 0], [0, 5, 0], [1, 0, 5]]),
        np.array([[0, 4, 0], [9, 0, 0], [0, 0, 0]]),
    ]
    return [(matrix,) for matrix in fixed] + [(rng.integers(0, 30, (5, 5)),) for _ in range(3)]


def _mistake_with(change, last=False):
    """Return an answer that looks for the largest entry of a changed matrix."""

    def answer(matrix):
        changed = np.ravel(change(matrix))
        place = np.flatnonzero(changed == changed.max())[-1 if last else 0]
        return divmod(int(place), len(matrix))

    return answer


def _no_diagonal(matrix):
    return matrix * (1 - np.eye(len(matrix), dtype=int))


def _in_place(matrix):
    np.fill_diagonal(matrix, 0)
    return divmod(int(matrix.argmax()), len(matrix))


commonest_mistake = Exercise(
    name="commonest_mistake",
    lesson="07",
    reference=_commonest_mistake,
    inputs=_commonest_inputs,
    mistakes=[
        Mistake(
            "the diagonal counts",
            "The diagonal holds the right answers, and they are the most. Leave them out.",
            _mistake_with(lambda matrix: matrix),
        ),
        Mistake(
            "row and column exchanged",
            "The row is the right class, the column what the network took it for. You returned "
            "them the other way round.",
            lambda matrix: _commonest_mistake(matrix)[::-1],
        ),
        Mistake(
            "both directions added",
            "To take a 3 for a 9 and to take a 9 for a 3 are two different mistakes. Count each "
            "by itself.",
            _mistake_with(lambda matrix: np.triu(_no_diagonal(matrix + matrix.T))),
        ),
        Mistake(
            "the last of equals",
            "Of mistakes that are equally frequent, the first one in reading order counts.",
            _mistake_with(_no_diagonal, last=True),
        ),
        Mistake(
            "the matrix is changed",
            "The answer is right, but the diagonal of the matrix that you were given is now gone. "
            "Whoever uses it next will be surprised: work on a copy.",
            _in_place,
        ),
        Mistake(
            "position in the flat array",
            "argmax() of a matrix counts through all entries, row by row. Turn that one number "
            "into a row and a column.",
            lambda matrix: int(_no_diagonal(matrix).argmax()),
        ),
    ],
    hints=[
        "On a copy of the matrix, put 0 on the diagonal; NumPy has fill_diagonal for that.",
        "argmax() gives one number k for the whole matrix. With n columns, it stands in row k // n "
        "and column k % n.",
    ],
)
