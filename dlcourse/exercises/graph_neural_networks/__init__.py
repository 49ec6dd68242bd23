"""Exercises on graph neural networks."""
