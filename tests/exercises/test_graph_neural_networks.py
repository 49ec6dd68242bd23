"""The exercises on graph neural networks."""

from every_exercise import EveryExercise


class TestGraphNeuralNetworks(EveryExercise):
    topic = "graph_neural_networks"
