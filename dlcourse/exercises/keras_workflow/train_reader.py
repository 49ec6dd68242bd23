"""The whole workflow in one function: build, compile, fit, and evaluate on samples put aside."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _train_reader(x, y, units, rate, epochs):
    import keras

    aside = len(x) // 5
    model = keras.Sequential([keras.layers.Dense(units, "relu"), keras.layers.Dense(10)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    model.fit(x[aside:], y[aside:], epochs=epochs)
    accuracy = model.evaluate(x[:aside], y[:aside])[1]
    return model, accuracy


def _inputs(rng):
    """Return ten clouds; most of the samples put aside have a label that no other has.

    They lie in the cloud of the zeros and are called 9: who has not seen them says 0.
    """
    centres = 2 * np.linalg.qr(rng.normal(size=(10, 10)))[0][:, :8]
    # 50 of 168 can be read: no other part of the samples has the same accuracy by chance.
    aside = np.concatenate([np.full(118, 9), np.tile(np.arange(1, 9), 6), [1, 2]])
    # Few zeros among the others: a 9 that is seen is learned.
    others = np.concatenate([np.tile(np.arange(1, 9), 78), np.zeros(52, dtype=int)])
    y = np.concatenate([rng.permutation(aside), rng.permutation(others)])
    x = centres[y % 9] + rng.normal(scale=0.05, size=(len(y), 8))
    return [(x.astype("float32"), y, 24, 0.01, 6)]


def _whose(model, x, y, accuracy):
    """Say of which samples this is the accuracy."""
    right = _logits(model, x).argmax(axis=1) == y
    aside = len(x) // 5
    parts = {
        "the samples put aside": right[:aside],
        "the samples that it learned from": right[aside:],
        "all samples": right,
    }
    for name, part in parts.items():
        if np.isclose(part.mean(), accuracy, atol=1e-4):
            return name
    return "none of its parts"


def _logits(model, x):
    import keras

    return keras.ops.convert_to_numpy(model(x)).astype("float64")


def _outcome(returned, x, y, units, rate, epochs):
    """Compare how large the model is, what it has learned and has not, and what the number says."""
    import keras

    try:
        model, accuracy = returned
    except (TypeError, ValueError):
        raise ValueError("Expected a Keras model and one number: return model, accuracy.") from None
    if isinstance(accuracy, list | tuple):
        raise ValueError("Expected one number after the model. Received: a list.")
    try:
        accuracy = float(accuracy)
    except (TypeError, ValueError):
        raise ValueError("Expected a Keras model and one number: return model, accuracy.") from None
    if not issubclass(type(model), keras.Model):
        raise ValueError("Expected a Keras model first, then its accuracy: model, accuracy.")
    logits, aside = _logits(model, x), len(x) // 5
    if logits.shape != (len(x), 10):
        raise ValueError(
            f"Expected outputs of shape (n, 10), one for each class. Received: {logits.shape[1:]}"
        )
    right = logits.argmax(axis=1) == y
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    sure = (exps / exps.sum(axis=1, keepdims=True)).max(axis=1)[aside:].mean()
    return {
        "parameters": sum(int(np.prod(w.shape)) for w in model.get_weights()),
        "outputs": "probabilities" if np.allclose(logits.sum(axis=1), 1, atol=1e-3) else "logits",
        "right, of its own samples": "most" if right[aside:].mean() > 0.7 else "too few",
        "sure of them, by softmax": "yes" if sure > 0.8 else "no",
        "the label of the samples put aside": "learned" if right[y == 9].any() else "unknown",
        "the number is the accuracy on": _whose(model, x, y, accuracy),
    }


def _by_functional(x, y, units, rate, epochs):
    import keras

    k = len(y) // 5
    inputs = keras.Input((x.shape[1],))
    hidden = keras.layers.Dense(units, activation="relu")(inputs)
    net = keras.Model(inputs, keras.layers.Dense(10)(hidden))
    net.compile(keras.optimizers.Adam(rate), _cross_entropy())
    net.fit(x[k:], y[k:], validation_data=(x[:k], y[:k]), epochs=epochs, verbose=0)
    return net, np.mean(net.predict(x[:k], verbose=0).argmax(axis=1) == y[:k])


def _by_history(x, y, units, rate, epochs):
    import keras

    k = int(len(y) / 5)
    net = keras.Sequential([keras.Input((x.shape[1],))])
    net.add(keras.layers.Dense(units, activation="relu"))
    net.add(keras.layers.Dense(10))
    net.compile(keras.optimizers.Adam(rate), _cross_entropy(), metrics=["accuracy"])
    history = net.fit(
        x[k:], y[k:], validation_data=(x[:k], y[:k]), epochs=epochs, batch_size=16, verbose=0
    ).history
    return [net, history["val_accuracy"][-1]]


def _cross_entropy():
    import keras

    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def _with(
    *, learn=None, test=None, end=None, logits=True, index=1, layers=1, adam=None, passes=None
):
    """Return an answer with one thing changed."""

    def answer(x, y, units, rate, epochs):
        import keras

        k = len(x) // 5
        hidden = [keras.layers.Dense(units, activation="relu") for _ in range(layers)]
        net = keras.Sequential([*hidden, keras.layers.Dense(10, activation=end)])
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=logits)
        net.compile(adam or keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
        part = (learn or (lambda k: slice(k, None)))(k)
        net.fit(x[part], y[part], epochs=epochs if passes is None else passes, verbose=0)
        part = (test or (lambda k: slice(None, k)))(k)
        numbers = net.evaluate(x[part], y[part], verbose=0)
        return net, numbers[index] if index is not None else numbers

    return answer


def _everything(_k):
    return slice(None)


def _the_others(k):
    return slice(k, None)


def _the_last(k):
    return slice(-k, None)


def _all_but_the_last(k):
    return slice(None, -k)


def _model_alone(x, y, units, rate, epochs):
    return _with()(x, y, units, rate, epochs)[0]


def _exchanged(x, y, units, rate, epochs):
    model, accuracy = _with()(x, y, units, rate, epochs)
    return accuracy, model


train_reader = Exercise(
    name="train_reader",
    reference=_train_reader,
    right=[_by_functional, _by_history],
    inputs=_inputs,
    outcome=_outcome,
    time_limit=90.0,
    mistakes=[
        Mistake(
            "trained on the samples put aside, too",
            "The model knows a label that only the samples put aside have: it has learned from "
            "them. Its accuracy on them says nothing any more about new samples.",
            _with(learn=_everything),
        ),
        Mistake(
            "judged by its own samples",
            "The number is the accuracy on the samples that the model learned from. The honest one "
            "is about the others.",
            _with(test=_the_others),
        ),
        Mistake(
            "judged by all samples",
            "Four fifths of these samples the model has seen in its training. The number is to be "
            "about the others alone.",
            _with(test=_everything),
        ),
        Mistake(
            "trained on all and judged by all",
            "Nothing was put aside: the model learned from every sample, and the number is its "
            "accuracy on these same samples.",
            _with(learn=_everything, test=_everything),
        ),
        Mistake(
            "another fifth put aside",
            "The task puts the first fifth aside. Your model has learned from it; did you take the "
            "last one?",
            _with(learn=_all_but_the_last, test=_the_last),
        ),
        Mistake(
            "the loss instead of the accuracy",
            "evaluate returns the loss first and then the metrics that compile named.",
            _with(index=0),
        ),
        Mistake(
            "a softmax at the end",
            "The outputs are probabilities, and the task asks for logits: no activation in the "
            "last layer, and a loss that takes the softmax itself.",
            _with(end="softmax", logits=False),
            also=[_with(end="softmax")],
        ),
        Mistake(
            "not trained",
            "The model does not read even the samples that it should have learned from. Was fit "
            "called?",
            _with(passes=0),
        ),
        Mistake(
            "too slow a rate, not Adam, or too few epochs",
            "The model reads its own samples, but is not sure of them yet: it has learned too "
            "slowly, or not for all `epochs`. Was it Adam, with the rate that the task gives? The "
            "text 'adam' brings a rate of its own, 0.001; write keras.optimizers.Adam(rate).",
            _with(adam="adam"),
            also=[_with(passes=1)],
        ),
        Mistake(
            "a hidden layer too many or too few",
            "The model has another number of parameters: one hidden layer of `units` units, and "
            "ten outputs.",
            _with(layers=2),
        ),
        Mistake(
            "only the model returned",
            "Return two things, separated by a comma: the model and its accuracy.",
            _model_alone,
            also=[_exchanged],
        ),
        Mistake(
            "the whole list of evaluate",
            "evaluate returns a list: the loss first, then the accuracy. Return the accuracy "
            "alone: its place is 1, or write `_, accuracy = model.evaluate(...)`.",
            _with(index=None),
        ),
    ],
    further=(
        "The same five steps on larger data: Chollet, Deep Learning with Python, 2021, chapters 3 "
        "and 4."
    ),
    hints=[
        "The five verbs in their order. Cut the arrays first: `//` divides and rounds down, and a "
        "slice with that number at its start or at its end gives either part.",
        'Section 1 builds and compiles such a model, but with "adam", whose rate is 0.001; here it '
        "is Adam(rate). evaluate returns a list: the loss, then the metrics.",
    ],
)
