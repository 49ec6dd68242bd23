"""Exercises of lesson 07: a model, and a split of the data."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# A model


def _build_classifier(n_inputs, hidden, n_classes):
    import keras

    layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
    output = keras.layers.Dense(n_classes, activation="softmax")
    return keras.Sequential([keras.Input((n_inputs,)), *layers, output])


def _chain(
    n_inputs, hidden, n_classes, hidden_activation="relu", activation="softmax", more=(), **options
):
    """Return a classifier with other activations, options or layers than asked for."""
    import keras

    layers = [keras.layers.Dense(u, activation=hidden_activation, **options) for u in hidden]
    output = keras.layers.Dense(n_classes, activation=activation, **options)
    more = [keras.layers.Activation(name) for name in more]
    return keras.Sequential([keras.Input((n_inputs,)), *layers, output, *more])


def _other(**changes):
    """Return an answer that builds such a classifier."""
    return lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden, n_classes, **changes)


def _without_output(n_inputs, hidden, n_classes):
    import keras

    layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([keras.Input((n_inputs,)), *layers])


def _nothing(n_inputs, hidden, n_classes):
    _chain(n_inputs, hidden, n_classes)


def _check_model(model, n_inputs):
    import keras

    if not issubclass(type(model), keras.Model):
        raise ValueError("Expected a Keras model, such as a keras.Sequential or a keras.Model.")
    shape = getattr(model, "input_shape", (None, n_inputs))
    if shape != (None, n_inputs):
        raise ValueError(
            f"Expected a model for arrays of shape (n, {n_inputs}): keras.Input wants the shape "
            f"of one sample. Received: a model whose input_shape is {shape}"
        )


def _weights(shape):
    """Return known numbers that depend on the shape alone: models may order their weights."""
    return np.random.default_rng([len(shape), *shape]).normal(size=shape)


def _answers(model, n_inputs, hidden, n_classes):
    """Set all weights to known numbers and compare what the model says to known samples."""
    import keras

    _check_model(model, n_inputs)
    x = np.random.default_rng(0).normal(size=(3, n_inputs)).astype("float32")
    model(x)  # a subclass has no weights before its first samples
    shapes = [np.shape(w) for w in model.get_weights()]
    model.set_weights([_weights(shape) for shape in shapes])
    return {
        "number of parameters": int(sum(np.prod(shape) for shape in shapes)),
        "predictions with fixed weights": keras.ops.convert_to_numpy(model(x)),
    }


build_classifier = Exercise(
    name="build_classifier",
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
            _other(activation="linear"),
        ),
        Mistake(
            "sigmoid at the end",
            "Sigmoids judge every class by itself. The classes exclude each other, so they must "
            "share one whole.",
            _other(activation="sigmoid"),
        ),
        Mistake(
            "ReLU at the end",
            "ReLU makes 0 of each negative score of the last layer. It belongs in the hidden "
            "layers; the scores go into the softmax as they are.",
            _other(activation="relu"),
            also=[_other(activation="relu", more=["softmax"])],
        ),
        Mistake(
            "softmax twice",
            "A second softmax takes the shares of the first one for scores, and makes them nearly "
            "equal. Is it both the activation of the last layer and a layer of its own?",
            _other(more=["softmax"]),
        ),
        Mistake(
            "hidden layers without activation",
            "Without an activation between them, several layers are one linear layer.",
            _other(hidden_activation="linear"),
        ),
        Mistake(
            "another activation in the hidden layers",
            "The task asks for ReLU in the hidden layers; yours have another function there.",
            _other(hidden_activation="sigmoid"),
            also=[_other(hidden_activation=name) for name in ("tanh", "leaky_relu", "softmax")],
        ),
        Mistake(
            "no bias",
            "Each unit needs its bias; leave use_bias as it is.",
            _other(use_bias=False),
        ),
        Mistake(
            "only the first hidden layer",
            "hidden may name several layers, or none. Add one layer for each of its numbers.",
            lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden[:1], n_classes),
            also=[lambda n_inputs, hidden, n_classes: _chain(n_inputs, [hidden[0]], n_classes)],
        ),
        Mistake(
            "a Dense layer for the inputs",
            "The inputs are numbers and no units: keras.Input says how many there are, and has no "
            "weights. The first Dense layer is the first one of hidden.",
            lambda n_inputs, hidden, n_classes: _chain(n_inputs, [n_inputs, *hidden], n_classes),
        ),
        Mistake(
            "no output layer",
            "The numbers in hidden are the hidden layers alone. After them comes one more layer, "
            "with one unit for each class.",
            _without_output,
        ),
        Mistake(
            "nothing returned",
            "The function must return the model. The method add changes the model and returns "
            "None.",
            _nothing,
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
    """No share falls half-way between two numbers, where the nearest one is not clear."""
    fixed = [(np.array([3, 0, 2, 1]), 0.25), (np.arange(10)[::-1].copy(), 0.29)]
    sizes = [(10, 0.21), (8, 0.5), (20, 0.2), (5, 0.0), (4, 1.0)]
    return fixed + [(rng.permutation(n), share) for n, share in sizes]


def _cut(order, n_validation):
    return order[n_validation:], order[:n_validation]


split_indices = Exercise(
    name="split_indices",
    reference=_split_indices,
    inputs=_split_inputs,
    mistakes=[
        Mistake(
            "parts exchanged",
            "What you returned first is the validation part: share says how large that one is. "
            "The training part comes first.",
            lambda order, share: _split_indices(order, share)[::-1],
        ),
        Mistake(
            "share for training",
            "share is the part for validation. You gave it to the training.",
            lambda order, share: _cut(order, len(order) - round(share * len(order))),
        ),
        Mistake(
            "not shuffled",
            "You cut off the first positions themselves. Data is often sorted: take the positions "
            "in the order given.",
            lambda order, share: _split_indices(np.arange(len(order)), share),
        ),
        Mistake(
            "sorted",
            "The samples are the right ones, but you sorted them. The parts keep the order given.",
            lambda order, share: tuple(map(np.sort, _split_indices(order, share))),
            also=[
                lambda order, share: (
                    np.sort(order[round(share * len(order)) :]),
                    order[: round(share * len(order))],
                ),
                lambda order, share: (
                    order[round(share * len(order)) :],
                    np.sort(order[: round(share * len(order))]),
                ),
            ],
        ),
        Mistake(
            "rounded down",
            "int() and // cut off the decimals. The number is to be rounded to the nearest.",
            lambda order, share: _cut(order, int(share * len(order))),
        ),
        Mistake(
            "rounded up",
            "You round up, whatever the decimals are. The number is to be rounded to the nearest.",
            lambda order, share: _cut(order, int(np.ceil(share * len(order)))),
            also=[lambda order, share: _cut(order, int(share * len(order)) + 1)],
        ),
        Mistake(
            "validation in both parts",
            "The training part still holds the samples of the validation part. What is trained on "
            "cannot judge the training.",
            lambda order, share: (order, order[: round(share * len(order))]),
        ),
        Mistake(
            "one sample lost",
            "A sample is in neither part. A slice begins with the position that it names and ends "
            "before the other one, so both slices take the same number.",
            lambda order, share: (
                order[round(share * len(order)) + 1 :],
                order[: round(share * len(order))],
            ),
        ),
        Mistake(
            "validation from the end",
            "The validation part takes the first positions of order.",
            lambda order, share: _cut(order, len(order) - round(share * len(order)))[::-1],
            also=[
                lambda order, share: (
                    order[: -round(share * len(order))],
                    order[-round(share * len(order)) :],
                )
            ],
        ),
    ],
    hints=[
        "How many samples are for validation? round() makes a whole number of it.",
        "Two slices of order, cut at the same place, are the two parts.",
    ],
)
