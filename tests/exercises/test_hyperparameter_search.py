"""The exercises on the search for hyperparameters."""

from every_exercise import EveryExercise


class TestHyperparameterSearch(EveryExercise):
    topic = "hyperparameter_search"
