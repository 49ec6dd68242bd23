"""Exercises on tensors."""
