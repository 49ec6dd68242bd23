"""The exercises on regularization."""

from every_exercise import EveryExercise


class TestRegularization(EveryExercise):
    topic = "regularization"
