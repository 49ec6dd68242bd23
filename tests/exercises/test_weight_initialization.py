"""The exercises on weight initialization."""

from every_exercise import EveryExercise


class TestWeightInitialization(EveryExercise):
    topic = "weight_initialization"
