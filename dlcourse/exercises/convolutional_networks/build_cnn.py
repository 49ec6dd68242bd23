"""Build a convolutional network of any number of blocks."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _build_cnn(size, filters, kernel, hidden, n_classes):
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input((size, size, 1))])
    for n in filters:
        model.add(layers.Conv2D(n, kernel, activation="relu"))
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(hidden, activation="relu"))
    model.add(layers.Dense(n_classes))
    return model


def _pool(layers):
    return layers.MaxPooling2D()


def _mean_pool(layers):
    return layers.AveragePooling2D()


def _other(
    *,
    pool=_pool,
    flatten="Flatten",
    dense="relu",
    end=None,
    blocks=lambda filters: filters,
    of=lambda filters, kernel, hidden, n_classes: (filters, kernel, hidden, n_classes),
    **conv,
):
    """Return an answer with other layers, options or numbers than asked for."""

    def answer(size, filters, kernel, hidden, n_classes):
        import keras
        from keras import layers

        filters, kernel, hidden, n_classes = of(filters, kernel, hidden, n_classes)
        body = []
        for n in blocks(filters):
            body.append(layers.Conv2D(n, kernel, **{"activation": "relu", **conv}))
            body += [pool(layers)] if pool else []
        body.append(getattr(layers, flatten)())
        body += [layers.Dense(hidden, activation=dense)] if hidden else []
        return keras.Sequential(
            [keras.Input((size, size, 1)), *body, layers.Dense(n_classes, activation=end)]
        )

    return answer


def _pool_once(size, filters, kernel, hidden, n_classes):
    import keras
    from keras import layers

    convolutions = [layers.Conv2D(n, kernel, activation="relu") for n in filters]
    end = [layers.Flatten(), layers.Dense(hidden, activation="relu"), layers.Dense(n_classes)]
    return keras.Sequential(
        [keras.Input((size, size, 1)), *convolutions, layers.MaxPooling2D(), *end]
    )


def _not_returned(size, filters, kernel, hidden, n_classes):
    _build_cnn(size, filters, kernel, hidden, n_classes)


def _functional(size, filters, kernel, hidden, n_classes):
    import keras
    from keras import layers

    inputs = keras.Input((size, size, 1))
    h = inputs
    for n in filters:
        h = layers.MaxPooling2D(2)(layers.ReLU()(layers.Conv2D(n, kernel, padding="valid")(h)))
    h = layers.ReLU()(layers.Dense(hidden)(layers.Flatten()(h)))
    return keras.Model(inputs, layers.Dense(n_classes)(h))


def _pool_before_relu(size, filters, kernel, hidden, n_classes):
    """Gives the same answers: the largest is taken before or after what is negative is cut."""
    import keras
    from keras import layers

    blocks = [
        layer
        for n in filters
        for layer in (layers.Conv2D(n, (kernel, kernel)), layers.MaxPool2D((2, 2)), layers.ReLU())
    ]
    end = [layers.Flatten(), layers.Dense(hidden, "relu"), layers.Dense(n_classes, "linear")]
    return keras.Sequential([keras.Input((size, size, 1)), *blocks, *end])


def _known(shape):
    """Return numbers that depend on the shape alone: models may order their weights."""
    spread = np.sqrt(2 / max(np.prod(shape[:-1]), 1))
    return np.random.default_rng([len(shape), *shape]).normal(scale=spread, size=shape)


def _answers(model, size, filters, kernel, hidden, n_classes):
    """Set all weights to known numbers, and compare what the model says to known images."""
    import keras

    if not issubclass(type(model), keras.Model):
        raise ValueError("Expected a Keras model, such as a keras.Sequential or a keras.Model.")
    shape = getattr(model, "input_shape", (None, size, size, 1))
    if shape != (None, size, size, 1):
        raise ValueError(
            f"Expected a model for images of shape (n, {size}, {size}, 1): grey is one channel. "
            f"Received: a model whose input_shape is {shape}"
        )
    x = np.random.default_rng(0).normal(size=(3, size, size, 1)).astype("float32")
    model(x)  # a subclass has no weights before its first images
    shapes = [np.shape(weights) for weights in model.get_weights()]
    model.set_weights([_known(shape) for shape in shapes])
    answers = keras.ops.convert_to_numpy(model(x))
    return {
        "number of parameters": int(sum(np.prod(shape) for shape in shapes)),
        "shape of the answers": str((None, *answers.shape[1:])),
        "answers with fixed weights": answers,
    }


build_cnn = Exercise(
    name="build_cnn",
    reference=_build_cnn,
    right=[_functional, _pool_before_relu],
    inputs=lambda rng: [(14, [3, 4], 3, 6, 5), (11, [5], 2, 7, 3), (29, [2, 3, 4], 4, 9, 2)],
    outcome=_answers,
    rtol=1e-4,
    atol=1e-5,
    time_limit=60.0,
    mistakes=[
        Mistake(
            "softmax at the end",
            "The answers are probabilities, and the task asks for logits: the last layer has no "
            "activation.",
            _other(end="softmax"),
        ),
        Mistake(
            "ReLU at the end",
            "ReLU makes 0 of each negative logit. The last layer has no activation.",
            _other(end="relu"),
        ),
        Mistake(
            "convolutions without ReLU",
            "A block is convolution, ReLU, pooling. Your convolutions have no activation.",
            _other(activation=None),
        ),
        Mistake(
            "another activation behind the convolutions",
            "A block is convolution, ReLU, pooling. Your convolutions have another activation.",
            _other(activation="tanh"),
            also=[_other(activation="sigmoid")],
        ),
        Mistake(
            "the hidden layer without ReLU",
            "The dense layer before the last has no ReLU; so both together are one linear layer.",
            _other(dense=None),
        ),
        Mistake(
            "no ReLU anywhere",
            "There is no ReLU at all: without one, all your layers together are hardly more than "
            "one linear layer.",
            _other(dense=None, activation=None),
        ),
        Mistake(
            "the mean instead of the largest",
            "The task asks for max pooling, and yours takes the mean of each window.",
            _other(pool=_mean_pool),
        ),
        Mistake(
            "no pooling",
            "Each convolution is followed by a pooling that halves the maps. Yours has none.",
            _other(pool=None),
        ),
        Mistake(
            "strides in the place of pooling",
            "With strides of 2 the maps are halved, but no largest value is taken. The task asks "
            "for max pooling.",
            _other(pool=None, strides=2),
        ),
        Mistake(
            "one pooling for all blocks",
            "Every convolution has a pooling of its own: add it inside the loop.",
            _pool_once,
        ),
        Mistake(
            "pooling without halving",
            "Your pooling moves by one pixel and keeps the size. Its windows lie side by side.",
            _other(pool=lambda layers: layers.MaxPooling2D(strides=1)),
        ),
        Mistake(
            "padding",
            "Your filters also stand beyond the border: padding='same'. Here they stay inside.",
            _other(padding="same"),
        ),
        Mistake(
            "a mean of each map instead of Flatten",
            "GlobalAveragePooling2D keeps one number of each map. The task asks for all of them, "
            "in a row.",
            _other(flatten="GlobalAveragePooling2D"),
        ),
        Mistake(
            "the places are not put in a row",
            "A dense layer behind maps treats each place by itself. Put all numbers in a row "
            "first.",
            _other(flatten="Identity"),
        ),
        Mistake(
            "only one block",
            "filters holds one number for each block, and there may be several.",
            _other(blocks=lambda filters: filters[:1]),
            also=[_other(blocks=lambda filters: filters[-1:])],
        ),
        Mistake(
            "blocks in reverse order",
            "The first number in filters is for the block next to the image.",
            _other(blocks=lambda filters: filters[::-1]),
        ),
        Mistake(
            "another size of the filters",
            "The filters are kernel by kernel pixels.",
            _other(of=lambda f, k, h, n: (f, 5, h, n)),
            also=[_other(of=lambda f, k, h, n: (f, k + 1, h, n))],
        ),
        Mistake(
            "no hidden dense layer",
            "Between the maps and the answers stands one dense layer with hidden units.",
            _other(of=lambda f, k, h, n: (f, k, 0, n)),
        ),
        Mistake(
            "another number of hidden units",
            "The dense layer before the last has as many units as hidden says.",
            _other(of=lambda f, k, h, n: (f, k, 64, n)),
        ),
        Mistake(
            "not one answer for each class",
            "The last layer has n_classes units.",
            _other(of=lambda f, k, h, n: (f, k, h, 10)),
            also=[_other(of=lambda f, k, h, n: (f, k, h, 1))],
        ),
        Mistake(
            "nothing returned",
            "The function must return the model. The method add changes the model and returns "
            "None.",
            _not_returned,
        ),
    ],
    further=(
        "The same by hand, and larger ones: Chollet, Deep Learning with Python, 2021, chapter 8, "
        "on images."
    ),
    hints=[
        "Begin with keras.Input for one grey image. A loop over filters adds one convolution and "
        "one pooling each time.",
        "Behind the loop come three layers: one puts the maps into a row, and two are dense. "
        "Section 1 has them all.",
    ],
)
