"""Exercises on convolutional networks."""
