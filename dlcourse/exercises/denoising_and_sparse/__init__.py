"""Exercises on denoising and sparse autoencoders."""
