"""The exercises on backpropagation."""

from every_exercise import EveryExercise


class TestBackpropagation(EveryExercise):
    topic = "backpropagation"
