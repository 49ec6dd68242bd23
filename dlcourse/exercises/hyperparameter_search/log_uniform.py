"""Draw numbers of which every power of ten gets equally many."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _log_uniform(low, high, n, seed):
    exponents = np.random.default_rng(seed).uniform(np.log10(low), np.log10(high), size=n)
    return 10**exponents


def _log_uniform_inputs(rng):
    ends = [(1e-5, 1.0), (1e-8, 1e-4), (0.03, 30.0), (1.0, 2.0), (2.0, 512.0)]
    return [(*pair, 20_000, int(rng.integers(1000))) for pair in ends]


def _shares(returned, low, high, n, seed):
    """Return what does not hang on the draws, to about a per cent."""
    try:
        values = np.asarray(returned, dtype=np.float64)
    except (TypeError, ValueError):
        values = np.empty(0)
    if values.size < 2 or not np.isfinite(values).all():
        raise ValueError("Expected an array of finite numbers, the draws.")
    ends = low * (high / low) ** np.linspace(0, 1, 5)
    quarters = [
        np.mean((a <= values) & (values <= b)) for a, b in zip(ends, ends[1:], strict=False)
    ]
    return {
        "shape": np.array(values.shape),
        "none beyond the ends": bool(np.all((values >= low * 0.999) & (values <= high * 1.001))),
        "different numbers": bool(len(np.unique(values)) > 0.9 * values.size),
        "share of each quarter of the powers": np.array(quarters),
    }


def _by_natural_logs(low, high, n, seed):
    rng = np.random.default_rng(seed)
    return np.exp(np.log(low) + (np.log(high) - np.log(low)) * rng.random(n))


def _by_geometric_steps(low, high, n, seed):
    return low * (high / low) ** np.random.default_rng(seed).random(n)


def _by_a_loop(low, high, n, seed):
    import math
    import random

    source = random.Random(seed)
    return [math.exp(source.uniform(math.log(low), math.log(high))) for _ in range(n)]


def _rng(seed):
    return np.random.default_rng(seed)


log_uniform = Exercise(
    name="log_uniform",
    reference=_log_uniform,
    right=[_by_natural_logs, _by_geometric_steps, _by_a_loop],
    inputs=_log_uniform_inputs,
    outcome=_shares,
    atol=2e-2,
    rtol=1e-9,
    mistakes=[
        Mistake(
            "uniform in the number itself",
            "Nine tenths of your draws lie in the highest power of ten. What shall be uniform is "
            "the exponent.",
            lambda low, high, n, seed: _rng(seed).uniform(low, high, n),
        ),
        Mistake(
            "exponents instead of numbers",
            "You return the exponents. The numbers themselves are asked for: go back.",
            lambda low, high, n, seed: _rng(seed).uniform(np.log10(low), np.log10(high), n),
            also=[lambda low, high, n, seed: _rng(seed).uniform(np.log(low), np.log(high), n)],
        ),
        Mistake(
            "the ends taken for exponents",
            "The ends are numbers such as 0.001, not their exponents such as -3.",
            lambda low, high, n, seed: 10.0 ** np.minimum(_rng(seed).uniform(low, high, n), 300),
            also=[lambda low, high, n, seed: np.exp(_rng(seed).uniform(low, high, n))],
        ),
        Mistake(
            "two different logarithms",
            "Go back by the same kind of logarithm by which you came: 10 belongs to log10, e to "
            "log.",
            lambda low, high, n, seed: np.exp(_rng(seed).uniform(np.log10(low), np.log10(high), n)),
            also=[
                lambda low, high, n, seed: 10 ** _rng(seed).uniform(np.log(low), np.log(high), n),
                lambda low, high, n, seed: (
                    2 ** _rng(seed).uniform(np.log10(low), np.log10(high), n)
                ),
            ],
        ),
        Mistake(
            "a grid",
            "Your numbers stand at equal distances, in order. Draw them at random.",
            lambda low, high, n, seed: np.r_[
                np.geomspace(low, high, n // 2), np.geomspace(low, high, n - n // 2)
            ],
            also=[lambda low, high, n, seed: np.repeat(np.geomspace(low, high, n // 4), 4)],
        ),
        Mistake(
            "whole powers only",
            "Between two powers of ten there are other numbers: the exponent need not be whole.",
            lambda low, high, n, seed: (
                10.0
                ** _rng(seed).integers(int(np.floor(np.log10(low))), int(np.log10(high)) + 1, n)
            ),
        ),
        Mistake(
            "a single number",
            "Draw n numbers, not one.",
            lambda low, high, n, seed: np.full(n, _log_uniform(low, high, 1, seed)[0]),
        ),
    ],
    further="In SciPy this is `scipy.stats.loguniform`, in Optuna `suggest_float(..., log=True)`.",
    hints=[
        "Take the logarithm of both ends. Between those two, what does a uniform draw mean?",
        "Draw the exponent, then go back to the number.",
    ],
)
