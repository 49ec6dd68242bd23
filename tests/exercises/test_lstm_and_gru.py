"""The exercises on LSTM and GRU."""

from every_exercise import EveryExercise


class TestLstmAndGru(EveryExercise):
    topic = "lstm_and_gru"
