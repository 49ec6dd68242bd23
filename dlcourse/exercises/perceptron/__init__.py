"""Exercises on the perceptron."""
