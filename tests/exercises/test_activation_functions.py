"""The exercises on activation functions."""

from every_exercise import EveryExercise


class TestActivationFunctions(EveryExercise):
    topic = "activation_functions"
