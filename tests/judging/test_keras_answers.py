"""Answers that return tensors or models, classes as answers, and gradients."""

import numpy as np
import pytest

import dlcourse as dl
from dlcourse.judging.exercise import Exercise, Mistake


@pytest.fixture(scope="module", autouse=True)
def keras():
    dl.setup(seed=1)
    import keras

    return keras


def exercise(**fields):
    fields = {"name": "task", "mistakes": [], "hints": [], **fields}
    return Exercise(**fields)


def softplus(z):
    return np.log1p(np.exp(z))


def test_tensors_of_the_framework_are_values(keras):
    task = exercise(reference=softplus, inputs=lambda rng: [(rng.normal(size=(2, 3)),)])
    assert task.check(lambda z: keras.ops.softplus(z)).passed
    assert task.check(lambda z: keras.Variable(softplus(z))).passed
    assert task.check(lambda z: keras.ops.cast(keras.ops.softplus(z), "float32")).passed
    strange = keras.ops.cast(keras.ops.ones((2, 3)), "bfloat16")
    assert "Received: [[1, 1, 1], [1, 1, 1]]" in task.check(lambda z: strange).text
    symbolic = task.check(lambda z: keras.Input((3,))).text
    assert "an object of type KerasTensor" in symbolic


def model_exercise(keras):
    def one_layer(*arguments, **options):
        def build(units):
            layer = keras.layers.Dense(units, *arguments, **options)
            return keras.Sequential([keras.Input((2,)), layer])

        return build

    def outcome(model, units):
        model.set_weights([np.ones(w.shape) for w in model.get_weights()])
        x = np.array([[1.0, -4.0], [3.0, 4.0]])
        return {"parameters": model.count_params(), "output": model(x)}

    return exercise(
        reference=one_layer("relu"),
        inputs=lambda rng: [(3,), (1,)],
        outcome=outcome,
        mistakes=[
            Mistake("no activation", "Without one, the layer is linear.", one_layer()),
            Mistake("no bias", "The layer has a bias.", one_layer("relu", use_bias=False)),
        ],
        time_limit=30.0,
    )


def test_models_are_judged_by_what_they_do(keras):
    task = model_exercise(keras)

    def functional(units):
        x = keras.Input((2,))
        return keras.Model(x, keras.layers.ReLU()(keras.layers.Dense(units)(x)))

    assert task.check(functional).passed
    for mistake in task.mistakes:
        assert task.check(mistake.faulty).mistakes == (mistake.name,)
    text = task.check(task.mistakes[1].faulty).text
    assert "Expected parameters: 9\n  Received parameters: 6" in text


def test_what_is_no_model_gets_a_clear_verdict(keras):
    text = model_exercise(keras).check(lambda units: 3.0).text
    assert "Received: a float, with which the check cannot work:" in text
    assert "AttributeError: 'float' object has no attribute" in text


def test_check_does_not_move_the_random_state_of_the_lesson(keras):
    def draws(z):
        layer = keras.layers.Dense(3)
        layer.build((None, 2))
        return layer.kernel * keras.random.normal((2, 3))

    def next_numbers():
        keras.utils.set_random_seed(5)
        if check:
            texts.add(task.check(draws).text)
        return keras.ops.convert_to_numpy(keras.random.normal((4,)))

    task = exercise(reference=softplus, inputs=lambda rng: [(rng.normal(size=(2, 3)),)])
    texts = set()
    check = False
    without = next_numbers()
    check = True
    np.testing.assert_array_equal(next_numbers(), without)
    np.testing.assert_array_equal(next_numbers(), without)
    assert len(texts) == 1, "random weights must be the same at every check"


class Scale:
    """Multiplies by a factor; forward beside backward."""

    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        self.x = x
        return self.factor * x

    def backward(self, dy):
        self.gradient = (self.x * dy).sum()
        return self.factor * dy


def class_exercise():
    def call(Layer, factor, x, dy):
        layer = Layer(factor)
        y, dx = layer.forward(x), layer.backward(dy)
        return {"output": y, "input gradient": dx, "factor gradient": layer.gradient}

    class Forgets(Scale):
        def backward(self, dy):
            self.gradient = dy.sum()
            return self.factor * dy

    forgets = Mistake("local gradient forgotten", "By the chain rule, x is a factor.", Forgets)
    return exercise(
        reference=Scale,
        inputs=lambda rng: [(2.0, rng.normal(size=3), rng.normal(size=3)) for _ in range(2)],
        call=call,
        mistakes=[forgets],
    )


def test_classes_are_judged_by_their_methods():
    task = class_exercise()
    assert task.check(Scale).passed
    verdict = task.check(task.mistakes[0].faulty)
    assert verdict.mistakes == ("local gradient forgotten",)
    assert "Expected factor gradient: " in verdict.text


def test_class_with_blank_methods_is_not_attempted():
    class Blank:
        gradient = None

        def __init__(self, factor): ...
        def forward(self, x): ...
        def backward(self, dy): ...

    assert class_exercise().check(Blank).status == "not attempted"


def test_exception_in_a_method_shows_the_learners_line():
    class Broken(Scale):
        def backward(self, dy):
            return self.cache * dy

    text = class_exercise().check(Broken).text
    assert "AttributeError: 'Broken' object has no attribute 'cache'" in text
    assert "return self.cache * dy" in text


def test_gradients_are_values_like_any_other(keras):
    """As lesson 06 will do it: an analytic gradient against central differences."""

    def numerical(w):
        def loss(w):
            return np.sum(np.tanh(w) ** 2)

        step = 1e-6 * np.eye(w.size)
        return np.array([(loss(w + s) - loss(w - s)) / 2e-6 for s in step])

    task = exercise(
        reference=numerical, inputs=lambda rng: [(rng.normal(size=4),)], rtol=1e-5, atol=1e-8
    )
    assert task.check(lambda w: 2 * np.tanh(w) * (1 - np.tanh(w) ** 2)).passed
    assert "0.5 times" in task.check(lambda w: np.tanh(w) * (1 - np.tanh(w) ** 2)).text
