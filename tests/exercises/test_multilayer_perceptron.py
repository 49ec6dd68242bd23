"""The exercises on the multilayer perceptron."""

from every_exercise import EveryExercise


class TestMultilayerPerceptron(EveryExercise):
    topic = "multilayer_perceptron"
