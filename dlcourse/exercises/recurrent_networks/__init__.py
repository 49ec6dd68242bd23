"""Exercises on recurrent networks."""
