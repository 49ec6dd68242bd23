"""The exercises on variational autoencoders."""

from every_exercise import EveryExercise


class TestVariationalAutoencoders(EveryExercise):
    topic = "variational_autoencoders"
