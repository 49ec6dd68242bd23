"""The exercises on transfer learning."""

from every_exercise import EveryExercise


class TestTransferLearning(EveryExercise):
    topic = "transfer_learning"
