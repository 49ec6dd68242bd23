"""The exercises on denoising and sparse autoencoders."""

from every_exercise import EveryExercise


class TestDenoisingAndSparse(EveryExercise):
    topic = "denoising_and_sparse"
