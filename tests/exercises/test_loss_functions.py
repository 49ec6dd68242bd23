"""The exercises on loss functions."""

from every_exercise import EveryExercise


class TestLossFunctions(EveryExercise):
    topic = "loss_functions"
