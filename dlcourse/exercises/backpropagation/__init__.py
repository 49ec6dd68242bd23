"""Exercises on backpropagation."""
