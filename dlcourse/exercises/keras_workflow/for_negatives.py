"""Put the preprocessing of a negative before a trained reader, and a softmax behind it."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _for_negatives(reader, paper):
    import keras

    return keras.Sequential(
        [
            keras.Input(reader.input_shape[1:]),
            keras.layers.Rescaling(-1 / paper, offset=1),
            reader,
            keras.layers.Softmax(),
        ]
    )


def _reader(n_inputs, n_classes):
    """Return a reader with known weights."""
    import keras

    rng = np.random.default_rng([n_inputs, n_classes])
    layers = [keras.layers.Dense(5, activation="tanh"), keras.layers.Dense(n_classes)]
    reader = keras.Sequential([keras.Input((n_inputs,)), *layers])
    reader.set_weights([rng.normal(size=w.shape) for w in reader.get_weights()])
    return reader


def _state(reader):
    """Return what must not change: layers, weights, and what is trained."""
    return [len(reader.layers), len(reader.trainable_weights), *reader.get_weights()]


def _call(answer, n_inputs, n_classes, paper):
    """Return the model of the answer with the reader that it was given, and its state before."""
    reader = _reader(n_inputs, n_classes)
    before = _state(reader)
    return answer(reader, paper), reader, before


def _outcome(returned, n_inputs, n_classes, paper):
    """Compare what the model answers to negatives, and whether the reader is as it was."""
    import keras

    model, reader, before = returned
    if not issubclass(type(model), keras.Model):
        raise ValueError("Expected a Keras model, such as a keras.Sequential or a keras.Model.")
    ink = np.random.default_rng(0).uniform(size=(4, n_inputs)).astype("float32")
    negatives = (paper * (1 - ink)).astype("float32")
    same = [np.array_equal(a, b) for a, b in zip(before, _state(reader), strict=True)]
    return {
        "reader unchanged": all(same),
        "answers to negatives": keras.ops.convert_to_numpy(model(negatives)),
    }


def _model(scale, offset=0.0, softmax=1, activation="softmax"):
    """Return an answer with another scaling or another end."""

    def answer(reader, paper):
        import keras

        first = keras.layers.Rescaling(scale(paper), offset=offset)
        last = [keras.layers.Activation(activation)] * softmax
        return keras.Sequential([keras.Input(reader.input_shape[1:]), first, reader, *last])

    return answer


def _negative(paper):
    return -1 / paper


def _functional(reader, paper):
    import keras

    inputs = keras.Input(reader.input_shape[1:])
    return keras.Model(inputs, keras.ops.softmax(reader(1 - inputs / paper)))


def _layers_of_the_reader(reader, paper):
    import keras

    scale = keras.layers.Rescaling(scale=-1.0 / paper, offset=1.0)
    model = keras.Sequential([scale, *reader.layers, keras.layers.Activation("softmax")])
    model.build((None, *reader.input_shape[1:]))
    return model


def _as_subclass(reader, paper):
    import keras

    class Negatives(keras.Model):
        def call(self, x):
            return keras.ops.softmax(reader((paper - x) / paper))

    return Negatives()


def _reader_from_scratch(reader, paper):
    import keras

    keras.utils.set_random_seed(0)
    fresh = keras.models.clone_model(reader)
    return _for_negatives(fresh, paper)


def _functional_with(answer):
    """Return the model of `answer(inputs, reader, paper)`."""

    def build(reader, paper):
        import keras

        inputs = keras.Input(reader.input_shape[1:])
        return keras.Model(inputs, answer(inputs, reader, paper, keras.ops))

    return build


def _nothing(reader, paper):
    _for_negatives(reader, paper)


for_negatives = Exercise(
    name="for_negatives",
    reference=_for_negatives,
    right=[_functional, _layers_of_the_reader, _as_subclass],
    inputs=lambda rng: [(6, 3, 16), (6, 3, 255), (4, 5, 1.0)],
    call=_call,
    outcome=_outcome,
    rtol=1e-4,
    atol=1e-5,
    time_limit=60.0,
    mistakes=[
        Mistake(
            "scaled but not inverted",
            "Your model divides by the number of blank paper, and paper still gets a larger number "
            "than ink. The reader was trained with paper at 0 and ink at 1.",
            _model(lambda paper: 1 / paper),
            also=[_model(lambda paper: 1 / paper, offset=1)],
        ),
        Mistake(
            "inverted but not scaled",
            "Your model turns the negative around, and leaves it as large as the scanner sends it. "
            "The reader knows numbers from 0 to 1.",
            lambda reader, paper: _model(lambda p: -1.0, offset=float(paper))(reader, paper),
            also=[_model(lambda paper: -1.0, offset=1)],
        ),
        Mistake(
            "the offset before the scaling",
            "Rescaling multiplies first and adds the offset afterwards: the offset is not divided "
            "again.",
            lambda reader, paper: _model(_negative, offset=float(paper))(reader, paper),
        ),
        Mistake(
            "minus, and no offset",
            "Your pixels are between -1 and 0: paper is -1 and ink is 0. What must be added?",
            _model(_negative),
        ),
        Mistake(
            "no softmax",
            "The answers are logits. The office asks for probabilities: what makes them of logits?",
            _model(_negative, offset=1, softmax=0),
        ),
        Mistake(
            "softmax twice",
            "A second softmax takes probabilities for logits and makes them nearly equal.",
            _model(_negative, offset=1, softmax=2),
        ),
        Mistake(
            "sigmoid at the end",
            "Sigmoids judge every class by itself, so that the sum is not 1. These classes exclude "
            "each other.",
            _model(_negative, offset=1, activation="sigmoid"),
        ),
        Mistake(
            "a copy without the training",
            "Your model has the reader's architecture and other weights. A cloned model starts "
            "anew; use the trained reader itself, or its layers.",
            _reader_from_scratch,
        ),
        Mistake(
            "one scanner only",
            "paper may be any number. Yours works for one scanner alone.",
            lambda reader, paper: _model(lambda p: -1 / 16, offset=1)(reader, paper),
            also=[lambda reader, paper: _model(lambda p: -1 / 255, offset=1)(reader, paper)],
        ),
        Mistake(
            "no model returned",
            "What came back is no Keras model. Return the new model itself.",
            _nothing,
        ),
        Mistake(
            "ink as minus one",
            "Paper is 0 as it should be, and ink is -1. It must be 1: exchange the signs.",
            _model(lambda paper: 1 / paper, offset=-1),
        ),
        Mistake(
            "pixels as they are",
            "The reader gets the scanner's numbers unchanged. It was trained with 0 for paper and "
            "1 for ink.",
            _model(lambda paper: 1.0),
            also=[_model(lambda paper: 1.0, softmax=0), lambda reader, paper: reader],
        ),
        Mistake(
            "rescaled behind the reader",
            "The pixels must be rescaled, and not the logits: this comes before the reader.",
            _functional_with(lambda x, reader, paper, ops: ops.softmax(1 - reader(x) / paper)),
        ),
        Mistake(
            "softmax on the pixels",
            "Softmax makes probabilities of logits. It comes behind the reader.",
            _functional_with(lambda x, reader, paper, ops: reader(ops.softmax(1 - x / paper))),
        ),
        Mistake(
            "multiplied by paper",
            "The scanner's numbers reach up to paper. Divided by it, they reach up to 1.",
            _model(lambda paper: -paper, offset=1),
        ),
        Mistake(
            "the class instead of probabilities",
            "The office asks for the probability of every class, not only for the likeliest.",
            _functional_with(lambda x, reader, paper, ops: ops.argmax(reader(1 - x / paper), -1)),
        ),
        Mistake(
            "softmax over the samples",
            "Each sample has probabilities of its own, and they sum to 1 along the last axis.",
            _functional_with(
                lambda x, reader, paper, ops: ops.softmax(reader(1 - x / paper), axis=0)
            ),
        ),
        Mistake(
            "log-softmax",
            "These are logarithms of probabilities.",
            _functional_with(lambda x, reader, paper, ops: ops.log_softmax(reader(1 - x / paper))),
        ),
        Mistake(
            "1 minus the probability",
            "The pixels are to be inverted, and not the probabilities.",
            _functional_with(lambda x, reader, paper, ops: 1 - ops.softmax(reader(1 - x / paper))),
            also=[
                _functional_with(lambda x, reader, paper, ops: 1 - ops.softmax(reader(x / paper)))
            ],
        ),
        Mistake(
            "one more or less than paper",
            "paper is the number for blank paper itself, and becomes exactly 0.",
            _model(lambda paper: -1 / (paper + 1), offset=1),
        ),
    ],
    further=(
        "Preprocessing inside a model travels with it into the file: `keras.layers.Rescaling` "
        "is made for that."
    ),
    hints=[
        "What must happen to one number x? Blank paper must become 0, and 0 must become 1.",
        "keras.layers.Rescaling(scale, offset) computes x * scale + offset; scale may be negative.",
        "A model may be a layer of another one: put the reader into the list of a Sequential.",
    ],
)
