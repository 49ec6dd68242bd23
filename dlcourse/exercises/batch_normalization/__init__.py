"""Exercises on batch normalization."""
