"""Exercises on optimizers."""
