"""Exercises on weight initialization."""
