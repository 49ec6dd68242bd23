"""The exercises on batch normalization."""

from every_exercise import EveryExercise


class TestBatchNormalization(EveryExercise):
    topic = "batch_normalization"
