"""Exercises on loss functions."""
