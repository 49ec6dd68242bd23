"""The exercises on convolution."""

from every_exercise import EveryExercise


class TestConvolution(EveryExercise):
    topic = "convolution"
