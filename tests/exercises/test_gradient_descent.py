"""The exercises on gradient descent."""

from every_exercise import EveryExercise


class TestGradientDescent(EveryExercise):
    topic = "gradient_descent"
