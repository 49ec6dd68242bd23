"""Exercises on the multilayer perceptron."""
