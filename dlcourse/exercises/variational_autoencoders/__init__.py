"""Exercises on variational autoencoders."""
