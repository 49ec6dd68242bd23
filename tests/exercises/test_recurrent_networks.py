"""The exercises on recurrent networks."""

from every_exercise import EveryExercise


class TestRecurrentNetworks(EveryExercise):
    topic = "recurrent_networks"
