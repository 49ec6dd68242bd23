"""The exercises on tensors."""

from every_exercise import EveryExercise


class TestTensors(EveryExercise):
    topic = "tensors"
