"""Exercises of the lesson on stacked autoencoders."""
