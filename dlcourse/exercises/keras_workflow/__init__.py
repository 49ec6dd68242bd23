"""Exercises on the Keras workflow."""
