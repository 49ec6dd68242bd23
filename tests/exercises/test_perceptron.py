"""The exercises on the perceptron."""

from every_exercise import EveryExercise


class TestPerceptron(EveryExercise):
    topic = "perceptron"
