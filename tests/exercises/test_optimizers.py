"""The exercises on optimizers."""

from every_exercise import EveryExercise


class TestOptimizers(EveryExercise):
    topic = "optimizers"
