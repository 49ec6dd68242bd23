"""Exercises on regularization."""
