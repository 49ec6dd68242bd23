"""The softmax at a temperature."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _with_temperature(logits, temperature):
    z = logits / temperature
    z = z - z.max(axis=1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def _inputs(rng):
    return [
        (np.array([[0.0, 2.0]]), 2.0),
        (np.array([[0.0, 2.0]]), 0.5),
        (np.array([[0.0, 1.0, 3.0], [2.0, -1.0, 0.0]]), 1.0),
        (np.array([[0.0, 1.0, 3.0], [2.0, -1.0, 0.0]]), 3.0),
        (np.array([[10000.0, 9999.0], [-10000.0, -9999.0]]), 0.5),
        (rng.normal(scale=3, size=(4, 5)).round(2), 0.7),
        (rng.normal(scale=3, size=(3, 3)).round(2), 1.6),
    ]


def _by_log_sum(logits, temperature):
    z = np.asarray(logits, dtype=float) / temperature
    return np.exp(z - np.logaddexp.reduce(z, axis=-1)[:, None])


def _by_powers(logits, temperature):
    rows = []
    for row in logits:
        powers = [np.exp((number - max(row)) / temperature) for number in row]
        rows.append([power / sum(powers) for power in powers])
    return np.array(rows)


def _softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


with_temperature = Exercise(
    name="with_temperature",
    reference=_with_temperature,
    right=[_by_log_sum, _by_powers],
    inputs=_inputs,
    mistakes=[
        Mistake(
            "multiplied by the temperature",
            "The logits are divided by the temperature: the hotter, the more alike they become.",
            lambda logits, temperature: _softmax(logits * temperature),
        ),
        Mistake(
            "the temperature after the softmax",
            "You divide the probabilities. Then they no longer add up to 1; and if you let them, "
            "you are back where you were.",
            lambda logits, temperature: _softmax(logits) / temperature,
        ),
        Mistake(
            "no temperature",
            "These are the probabilities at temperature 1.",
            lambda logits, temperature: _softmax(logits),
        ),
        Mistake(
            "overflow",
            "The exponential of 20,000 is too large for a float. Take the largest logit of each "
            "row away first: the probabilities stay the same (lesson 03).",
            lambda logits, temperature: (
                np.exp(logits / temperature)
                / np.exp(logits / temperature).sum(axis=1, keepdims=True)
            ),
        ),
        Mistake(
            "over the wrong axis",
            "Each row is one sample, and each row has to add up to 1.",
            lambda logits, temperature: _softmax((logits / temperature).T).T,
        ),
        Mistake(
            "over all samples together",
            "Each row is one sample, and each row has to add up to 1: take the sum along a row.",
            lambda logits, temperature: (
                np.exp((logits - logits.max()) / temperature)
                / np.exp((logits - logits.max()) / temperature).sum()
            ),
        ),
        Mistake(
            "not divided by the sum",
            "These are not yet probabilities: each row must add up to 1.",
            lambda logits, temperature: np.exp(
                (logits - logits.max(axis=1, keepdims=True)) / temperature
            ),
        ),
    ],
    further=(
        "It also lets a small network learn from a large one: Hinton, Vinyals and Dean, Distilling "
        "the knowledge in a neural network, 2015."
    ),
    hints=[
        "First divide the logits, then take the softmax of lesson 03 of what comes.",
        "So that nothing overflows, let the largest number of a row be 0 before the exponential.",
    ],
)
