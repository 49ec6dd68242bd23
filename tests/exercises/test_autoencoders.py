"""The exercises on autoencoders."""

from every_exercise import EveryExercise


class TestAutoencoders(EveryExercise):
    topic = "autoencoders"
