"""A search for hyperparameters that can be killed, resumed, and spread over processes."""

from __future__ import annotations

import json
import math
import os
import pickle
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from itertools import chain
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.training.journal import Journal

if TYPE_CHECKING:
    from distributed import Client

Trial = dict[str, Any]
#: In a process, for the seeds of Keras and NumPy belong to the process.
_ONE_AT_A_TIME = RLock()


def search(
    objective: Callable[..., float],
    trials: Mapping[str, ArrayLike],
    journal: str | os.PathLike,
    *,
    client: Client | None = None,
) -> np.ndarray:
    """Return the score of each trial, and keep it in a journal as soon as it is known.

    A search that was killed is resumed by the same call: finished trials are read from the journal
    and not run again. More trials may be added at the end. The journal lies where this is called:
    workers send their scores here, and share no disk. What comes of a trial must follow from its
    hyperparameters alone, so let a seed be one of them; then the scores are the same for any number
    of workers. A changed objective needs a new journal. Sending a trial to a worker takes some
    milliseconds: where a trial takes no longer, leave the workers out.

    On one machine, after `pip install 'dlcourse[search]'`, and in a script below
    `if __name__ == "__main__":`, because its workers import it:

    ```python
    from distributed import Client

    with Client(n_workers=4, threads_per_worker=1) as client:
        scores = search(objective, trials, "journal.db", client=client)
    ```

    On several, with the same packages, start `dask scheduler` on one of them, on each
    `dask worker tcp://SCHEDULER:8786 --nworkers 4 --nthreads 1`, and search with
    `Client("tcp://SCHEDULER:8786")`. Workers may come, go and be killed meanwhile; while there is
    none, the search waits. Dask gives each one thread of BLAS; for TensorFlow, set
    `TF_NUM_INTRAOP_THREADS=1` before they start.

    Args:
        objective: Called as `objective(**trial)`, returns a finite number. Workers import its
            module, or get it sent if it is defined in a notebook or in the script itself; it loads
            its data itself.
        trials: Numbers, words or None by name of the hyperparameter, each of shape (n_trials,).
        journal: Path of a file, one for each search.
        client: Of `distributed`; None runs one trial after the other in this process.

    Returns:
        Shape (n_trials,), dtype float64.

    Raises:
        ValueError: There is no trial, lengths differ, a score is no finite number, or the journal
            is that of another search.
        RuntimeError: Another search is writing the journal, or the scheduler is gone.
        TypeError: The objective cannot be sent to workers.
        Exception: What a trial raised, with a note that says which one. No other is begun, and
            those that are finished stay in the journal.

    Example:
        >>> import tempfile
        >>> def score(rate): return 1 - (rate - 0.1) ** 2
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     search(score, {"rate": [0.1, 0.6]}, folder + "/journal.db")
        array([1.  , 0.75])
    """
    rows = _rows(trials)
    with Journal(journal, [f"{_name(objective)} {json.dumps(row)}" for row in rows]) as kept:
        missing = {number: row for number, row in enumerate(rows) if number not in kept.scores}
        run = _here(objective, missing) if client is None else _there(objective, missing, client)
        with closing(run):
            for number, score in run:
                kept.record(number, score)
        return np.array([kept.scores[number] for number in range(len(rows))])


def _name(objective: Callable[..., float]) -> str:
    """Return the name of a function, of that inside of a `functools.partial`, or of a class."""
    function = getattr(objective, "func", objective)
    return getattr(function, "__qualname__", type(function).__qualname__)


def _rows(trials: Mapping[str, ArrayLike]) -> list[Trial]:
    """Return the hyperparameters of each trial, as Python's own numbers and words."""
    columns = {name: np.asarray(values) for name, values in trials.items()}
    shapes = {name: values.shape for name, values in columns.items()}
    if len(set(shapes.values())) != 1 or len(next(iter(shapes.values()))) != 1:
        raise ValueError(f"Expected hyperparameters of shape (n_trials,). Received: {shapes}")
    lists = [values.tolist() for values in columns.values()]
    if not lists[0]:
        raise ValueError(f"Expected at least one trial. Received: {shapes}")
    for value in chain(*lists):
        if not isinstance(value, bool | int | float | str | None):
            raise ValueError(f"Expected numbers, words or None. Received: {value!r}")
    return [dict(zip(columns, values, strict=True)) for values in zip(*lists, strict=True)]


def _run(objective: Callable[..., float], trial: Trial) -> float:
    """Return the score of one trial."""
    with _ONE_AT_A_TIME:
        score = objective(**trial)
    try:
        finite = math.isfinite(score)
    except TypeError:
        finite = False
    if not finite:
        raise ValueError(
            f"Expected a finite score; say in the objective what a training that diverged counts. "
            f"Received: {score!r}"
        )
    return float(score)


def _noted(error: Exception, number: int, trial: Trial) -> Exception:
    error.add_note(f"This was trial {number}: {trial}. All that were finished are in the journal.")
    return error


def _here(objective: Callable[..., float], rows: dict[int, Trial]) -> Generator[tuple[int, float]]:
    """Yield number and score of one trial after the other."""
    for number, trial in rows.items():
        try:
            score = _run(objective, trial)
        except Exception as error:
            raise _noted(error, number, trial)  # noqa: B904
        yield number, score


def _sendable(objective: Callable[..., float]) -> bytes:
    """Return the objective as bytes: only workers, and not the scheduler, need its module."""
    import cloudpickle

    try:
        return cloudpickle.dumps(objective)
    except (TypeError, pickle.PicklingError) as error:
        raise TypeError(
            "Expected an objective that can be sent to workers; open files, locks and the like "
            f"inside of it. Received: {objective}: {error}"
        ) from error


def _run_sent(sent: bytes, trial: Trial) -> float:
    """Return the score of one trial; a worker calls this."""
    try:
        objective = pickle.loads(sent)
    except (ImportError, AttributeError) as error:
        raise ImportError(
            "Expected an objective that workers can import; client.upload_file sends them its "
            f"module. Received: {error}"
        ) from error
    return _run(objective, trial)


def _there(
    objective: Callable[..., float], rows: dict[int, Trial], client: Client
) -> Generator[tuple[int, float]]:
    """Yield number and score of the trials as workers finish them, in whatever order."""
    from distributed import CancelledError, as_completed

    sent = _sendable(objective)
    futures = {client.submit(_run_sent, sent, row, pure=False): n for n, row in rows.items()}
    failed: dict[int, Exception] = {}
    try:
        for future in as_completed(futures):
            try:
                score = future.result()  # waits again if its worker was killed just now
            except CancelledError as error:
                if not failed:
                    raise RuntimeError("Expected a scheduler. Received: it is gone.") from error
            except Exception as error:
                failed[futures[future]] = error
                client.cancel([other for other in futures if not other.done()])
            else:
                yield futures[future], score
    finally:
        if client.status == "running":  # else nobody is left to be told
            client.cancel(list(futures))
    for number in sorted(failed):
        raise _noted(failed[number], number, rows[number])
