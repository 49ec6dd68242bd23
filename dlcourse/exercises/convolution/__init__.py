"""Exercises on convolution."""
