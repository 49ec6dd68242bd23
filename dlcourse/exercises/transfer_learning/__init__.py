"""Exercises of the lesson on transfer learning."""
