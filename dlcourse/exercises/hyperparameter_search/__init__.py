"""Exercises on the search for hyperparameters."""
