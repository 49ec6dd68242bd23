"""The exercises on stacked autoencoders."""

from every_exercise import EveryExercise


class TestStackedAutoencoders(EveryExercise):
    topic = "stacked_autoencoders"
