"""Build a classifier of any number of hidden layers."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _build_classifier(n_inputs, hidden, n_classes):
    import keras

    layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([keras.Input((n_inputs,)), *layers, keras.layers.Dense(n_classes)])


def _chain(
    n_inputs, hidden, n_classes, hidden_activation="relu", activation="linear", more=(), **options
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


def _with_each(make):
    """Return an answer with the layers `make(keras.layers, units, n_classes)` for each hidden."""

    def answer(n_inputs, hidden, n_classes):
        import keras

        layers = [layer for units in hidden for layer in make(keras.layers, units, n_classes)]
        return keras.Sequential([keras.Input((n_inputs,)), *layers, keras.layers.Dense(n_classes)])

    return answer


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
    x = np.random.default_rng(0).normal(scale=8, size=(3, n_inputs)).astype("float32")
    model(x)  # a subclass has no weights before its first samples
    shapes = [np.shape(w) for w in model.get_weights()]
    model.set_weights([_weights(shape) for shape in shapes])
    return {
        "number of parameters": int(sum(np.prod(shape) for shape in shapes)),
        "predictions with fixed weights": keras.ops.convert_to_numpy(model(x)),
        "the same in training": keras.ops.convert_to_numpy(model(x, training=True)),
    }


def _functional(n_inputs, hidden, n_classes):
    import keras

    inputs = keras.Input((n_inputs,))
    x = inputs
    for units in hidden:
        x = keras.layers.Dense(units)(x)
        x = keras.layers.ReLU()(x)
    return keras.Model(inputs, keras.layers.Dense(n_classes)(x))


def _with_add(n_inputs, hidden, n_classes):
    import keras

    model = keras.Sequential()
    model.add(keras.Input(shape=(n_inputs,)))
    for units in hidden:
        model.add(keras.layers.Dense(units, activation=keras.activations.relu))
    model.add(keras.layers.Dense(n_classes, activation="linear"))
    return model


def _as_subclass(n_inputs, hidden, n_classes):
    """Has no weights before it is called, and the output layer comes first among them."""
    import keras

    class Classifier(keras.Model):
        def __init__(self):
            super().__init__()
            self.scores = keras.layers.Dense(n_classes)
            self.hidden = [keras.layers.Dense(units) for units in hidden]

        def call(self, x):
            for layer in self.hidden:
                x = keras.ops.relu(layer(x))
            return self.scores(x)

    return Classifier()


def _from_weights(n_inputs, hidden, n_classes):
    import keras

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
            return x @ last[0] + last[1]

    return Classifier()


def _built_later(n_inputs, hidden, n_classes):
    import keras

    layers = [keras.layers.Dense(units, keras.layers.ReLU()) for units in hidden]
    model = keras.Sequential([*layers, keras.layers.Dense(n_classes)])
    model.build((None, n_inputs))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


build_classifier = Exercise(
    name="build_classifier",
    reference=_build_classifier,
    right=[_functional, _with_add, _as_subclass, _from_weights, _built_later],
    inputs=lambda rng: [(4, [3], 2), (3, [], 5), (2, [6, 4], 3)],
    outcome=_answers,
    rtol=1e-4,
    atol=1e-5,
    time_limit=60.0,
    mistakes=[
        Mistake(
            "softmax at the end",
            "The outputs are probabilities, and the task asks for logits: the loss takes the "
            "softmax itself, from_logits=True.",
            _other(activation="softmax"),
            also=[_other(more=["softmax"])],
        ),
        Mistake(
            "sigmoid at the end",
            "The last layer has a sigmoid. Logits are the weighted sums as they are.",
            _other(activation="sigmoid"),
        ),
        Mistake(
            "ReLU at the end",
            "ReLU makes 0 of each negative logit. It belongs in the hidden layers; the last layer "
            "has no activation.",
            _other(activation="relu"),
            also=[_other(activation="relu", more=["softmax"])],
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
            also=[
                _other(hidden_activation=name)
                for name in ("tanh", "leaky_relu", "softmax", "elu", "gelu", "relu6")
            ],
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
            "hidden layers are missing",
            "Your model has fewer hidden layers than hidden names. Were they not made, or did a "
            "later layer take the inputs instead of what the layer before it returned?",
            lambda n_inputs, hidden, n_classes: _chain(n_inputs, [], n_classes),
            also=[
                lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden[-1:], n_classes),
                lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden[:-1], n_classes),
                lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden[1:], n_classes),
            ],
        ),
        Mistake(
            "hidden layers in reverse order",
            "The first number in hidden is the layer next to the inputs.",
            lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden[::-1], n_classes),
        ),
        Mistake(
            "other numbers of units",
            "Each hidden layer has as many units as its number in hidden says.",
            lambda n_inputs, hidden, n_classes: _chain(n_inputs, [32] * len(hidden), n_classes),
            also=[
                *(lambda n, hidden, c, u=u: _chain(n, [u] * len(hidden), c) for u in (10, 64)),
                lambda n, hidden, c: _chain(n, [sum(hidden)] if hidden else [], c),
                lambda n, hidden, c: _chain(n, hidden[:1] * len(hidden), c),
            ],
        ),
        Mistake(
            "an output layer behind each hidden one",
            "The last layer, with one unit for each class, comes once: add it after the loop.",
            _with_each(lambda k, units, n: [k.Dense(units, activation="relu"), k.Dense(n)]),
        ),
        Mistake(
            "not one output for each class",
            "The last layer has n_classes units.",
            lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden, 1),
            also=[
                lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden, n_classes - 1),
                lambda n_inputs, hidden, n_classes: _chain(n_inputs, hidden, n_classes + 1),
            ],
        ),
        Mistake(
            "ReLU before the layers",
            "ReLU follows a hidden layer. The inputs go into the first one as they are.",
            _with_each(lambda k, units, n: [k.ReLU(), k.Dense(units)]),
        ),
        Mistake(
            "log-softmax at the end",
            "The outputs are logarithms of probabilities. Logits are the weighted sums themselves.",
            _other(activation="log_softmax"),
        ),
        Mistake(
            "dropout or normalisation added",
            "Asked for are the hidden layers with ReLU and the output layer, and nothing between "
            "them.",
            _with_each(lambda k, units, n: [k.Dense(units, activation="relu"), k.Dropout(0.5)]),
            also=[
                _with_each(lambda k, u, n: [k.Dense(u, activation="relu"), k.Dropout(0.2)]),
                _with_each(lambda k, u, n: [k.Dense(u, activation="relu"), k.BatchNormalization()]),
            ],
        ),
        Mistake(
            "nothing returned",
            "The function must return the model. The method add changes the model and returns "
            "None.",
            _nothing,
        ),
    ],
    further=(
        "The same model with names for its parts: the functional API, `keras.Model`. Chollet, "
        "Deep Learning with Python, 2021."
    ),
    hints=[
        "Begin with keras.Input((n_inputs,)), then one Dense for each number in hidden.",
        "A list comprehension makes the hidden layers; * puts a list into another list.",
    ],
)
