"""What the tests of `training.search` search; as a program, a search that waits to be killed."""

import os
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

from dlcourse.training import search

TRIALS = {"rate": np.geomspace(0.01, 1, 16), "seed": np.arange(16), "kind": ["a", "b"] * 8}


def fit(rate, seed, kind, log=None, seconds=0.0):
    """Return the accuracy of a tiny classifier, and write a line when it is done."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(40, 30))
    y = x[:, 0] + rng.normal(size=40) > 0
    weights = rng.normal(size=30)
    for _ in range(20):
        weights -= rate * x.T @ (1 / (1 + np.exp(-x @ weights)) - y) / 40
    time.sleep(seconds)
    if log:
        with open(log, "a") as lines:
            lines.write(f"{seed}\n")
    return np.mean((x @ weights > 0) == y) + 1e-3 * np.linalg.norm(weights) * (kind == "a")


def threads(number):
    return float(os.environ["OMP_NUM_THREADS"])


_under_way = []


def how_many_at_once(number):
    _under_way.append(number)
    time.sleep(0.02)
    found = len(_under_way)
    _under_way.remove(number)
    return found


def kill_once(number, mark):
    """Kill the worker that runs number 2, but not the next one that does."""
    if number == 2 and not os.path.exists(mark):
        Path(mark).touch()
        os._exit(1)
    return number**2


def fail_at_two(number):
    if number == 2:
        raise KeyError("no such layer")
    return number


if __name__ == "__main__":
    from distributed import Client

    journal, log, workers = sys.argv[1:]
    with Client(n_workers=int(workers), threads_per_worker=1, dashboard_address=":0") as client:
        search(partial(fit, log=log, seconds=0.15), TRIALS, journal, client=client)
