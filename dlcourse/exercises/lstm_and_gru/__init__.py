"""Exercises on LSTM and GRU."""
