"""Exercises on autoencoders."""
