"""The logarithm of a mean of weights that are too small to be written down."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _log_evidence(log_weights):
    largest = log_weights.max(axis=0)
    return largest + np.log(np.mean(np.exp(log_weights - largest), axis=0))


def _inputs(rng):
    return [
        (np.array([[0.0], [1.0986]]),),
        (np.array([[0.0, -2.0], [0.0, -2.0], [0.0, -2.0]]),),
        (np.array([[-2000.0], [-2001.0]]),),
        (np.array([[1500.0, -900.0], [1400.0, -905.0]]),),
        ((rng.normal(size=(4, 3)) * 3).round(2),),
        ((rng.normal(size=(6, 2)) * 10 - 150).round(2),),
    ]


def _by_logaddexp(log_weights):
    return np.logaddexp.reduce(log_weights, axis=0) - np.log(len(log_weights))


def _by_columns(log_weights):
    found = []
    for column in np.transpose(log_weights):
        top = max(column)
        found.append(top + np.log(sum(np.exp(value - top) for value in column) / len(column)))
    return np.array(found)


def _top(log_weights, axis=0):
    return log_weights.max(axis=axis, keepdims=True)


log_evidence = Exercise(
    name="log_evidence",
    reference=_log_evidence,
    right=[_by_logaddexp, _by_columns],
    inputs=_inputs,
    mistakes=[
        Mistake(
            "the mean of the logarithms",
            "That is minus the loss of the VAE. Asked for is the logarithm of the mean, which is "
            "larger.",
            lambda log_weights: log_weights.mean(axis=0),
        ),
        Mistake(
            "underflow",
            "exp(-2000) is 0 for a computer. Take the largest logarithm out first, and add it "
            "again at the end.",
            lambda log_weights: np.log(np.mean(np.exp(log_weights), axis=0)),
        ),
        Mistake(
            "the sum in place of the mean",
            "The weights are averaged: divide by the number of draws inside of the logarithm.",
            lambda log_weights: np.logaddexp.reduce(log_weights, axis=0),
        ),
        Mistake(
            "the largest is not added again",
            "What was taken out before the exponential has to come back after the logarithm.",
            lambda log_weights: np.log(np.mean(np.exp(log_weights - _top(log_weights)), axis=0)),
        ),
        Mistake(
            "the largest weight alone",
            "The other draws count, too.",
            lambda log_weights: log_weights.max(axis=0),
        ),
        Mistake(
            "over the wrong axis",
            "Draws are in the rows, images in the columns: average down a column.",
            lambda log_weights: _by_logaddexp(log_weights.T),
        ),
        Mistake(
            "over all images together",
            "Each image gets a number of its own.",
            lambda log_weights: (
                np.logaddexp.reduce(log_weights, axis=None) - np.log(log_weights.size)
            ),
        ),
        Mistake(
            "no logarithm at the end",
            "The mean of the weights is found; its logarithm is wanted.",
            lambda log_weights: np.exp(np.minimum(_by_logaddexp(log_weights), 700)),
        ),
    ],
    further="`scipy.special.logsumexp` and `np.logaddexp.reduce` do the same, without the mean.",
    hints=[
        "exp(a) + exp(b) is exp(m) times (exp(a - m) + exp(b - m)), for any m.",
        "Let m be the largest logarithm of each column. Then the exponentials lie between 0 and 1.",
    ],
)
