"""A search: the same however it is spread, and killed without loss."""

import logging
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from functools import partial

import numpy as np
import pytest
import searched

from dlcourse.training import search

UNDISTURBED = [searched.fit(*trial) for trial in zip(*searched.TRIALS.values(), strict=True)]
NUMBERS = {"number": np.arange(6)}


def kept(journal):
    """Return the numbers of the trials in a journal, in their order; others may be writing it."""
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as file:
        return [number for (number,) in file.execute("SELECT number FROM trials ORDER BY number")]


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "journal.db"


@pytest.fixture(scope="module")
def client():
    distributed = pytest.importorskip("distributed")
    with distributed.Client(n_workers=2, threads_per_worker=1, dashboard_address=":0") as client:
        yield client


def counted(objective, calls):
    def call(**trial):
        calls.append(trial)
        return objective(**trial)

    call.__qualname__ = objective.__qualname__
    return call


def test_scores_are_those_of_the_objective_and_kept(journal):
    calls = []
    scores = search(counted(searched.fit, calls), searched.TRIALS, journal)
    np.testing.assert_array_equal(scores, UNDISTURBED)
    assert (scores.dtype, len(calls)) == (np.float64, 16)
    assert [type(value) for value in calls[0].values()] == [float, int, str]
    np.testing.assert_array_equal(
        search(counted(searched.fit, calls), searched.TRIALS, journal), scores
    )
    assert len(calls) == 16, "nothing is run again"


def test_more_trials_are_added_at_the_end_and_fewer_refused(journal):
    calls = []
    objective = counted(searched.fail_at_two, calls)
    search(objective, {"number": [0, 1]}, journal)
    np.testing.assert_array_equal(search(objective, {"number": [0, 1, 5]}, journal), [0, 1, 5])
    assert len(calls) == 3
    with pytest.raises(ValueError, match="whose trial 2 is none"):
        search(objective, {"number": [0, 1]}, journal)


def test_workers_find_the_same_scores_with_one_thread_each(client, journal, tmp_path):
    scores = search(searched.fit, searched.TRIALS, journal, client=client)
    np.testing.assert_array_equal(scores, UNDISTURBED)
    ones = search(searched.threads, NUMBERS, tmp_path / "threads.db", client=client)
    np.testing.assert_array_equal(ones, np.ones(6))


@pytest.fixture
def cluster():
    """A scheduler and a worker of four threads, all in this process."""
    distributed = pytest.importorskip("distributed")
    look = {"dashboard_address": ":0", "silence_logs": logging.CRITICAL}
    here = {"n_workers": 1, "threads_per_worker": 4, "processes": False}
    with distributed.LocalCluster(**here, **look) as cluster:
        yield cluster


def test_trials_that_share_a_process_take_turns(cluster, journal):
    with cluster.get_client() as client:
        together = search(searched.how_many_at_once, NUMBERS, journal, client=client)
    np.testing.assert_array_equal(together, np.ones(6))


def test_a_scheduler_that_goes_is_named(cluster, journal):
    slow = partial(searched.fit, seconds=0.1)
    with cluster.get_client() as client:
        threading.Timer(0.5, cluster.close).start()
        with pytest.raises(RuntimeError, match="Expected a scheduler. Received: it is gone"):
            search(slow, searched.TRIALS, journal, client=client)
    np.testing.assert_array_equal(search(slow, searched.TRIALS, journal), UNDISTURBED)


def test_a_killed_search_is_resumed_without_loss(client, journal, tmp_path):
    log = tmp_path / "log"
    arguments = [searched.__file__, str(journal), str(log), "2"]
    running = subprocess.Popen([sys.executable, *arguments], stderr=subprocess.DEVNULL)
    _wait_until(lambda: log.exists() and len(kept(journal)) >= 4)
    running.kill()
    running.wait()
    before = kept(journal)
    assert 4 <= len(before) < 16

    scores = search(partial(searched.fit, log=log), searched.TRIALS, journal, client=client)
    np.testing.assert_array_equal(scores, UNDISTURBED)
    assert kept(journal) == list(range(16)), "none is lost, none stands twice"
    calls = Counter(map(int, log.read_text().split()))
    assert set(calls) == set(range(16))
    assert all(calls[number] == 1 for number in before), "what was finished is not run again"
    assert max(calls.values()) <= 2, "the others were under way, or their scores were"


def _wait_until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_killed_worker_costs_no_trial(client, journal, tmp_path):
    trials = {**NUMBERS, "mark": [str(tmp_path / "mark")] * 6}
    scores = search(searched.kill_once, trials, journal, client=client)
    assert (tmp_path / "mark").exists()
    np.testing.assert_array_equal(scores, np.arange(6) ** 2)
    assert kept(journal) == list(range(6))


@pytest.mark.parametrize("spread", [False, True])
def test_a_trial_that_raises_is_named_and_the_finished_are_kept(client, journal, spread):
    with pytest.raises(KeyError, match="no such layer") as raised:
        search(searched.fail_at_two, NUMBERS, journal, client=client if spread else None)
    assert raised.value.__notes__[0].startswith("This was trial 2: {'number': 2}")
    assert {0, 1} <= set(kept(journal)) <= {0, 1, 3, 4, 5}


@pytest.mark.parametrize("score", [np.nan, np.inf, None, "good", np.ones(2)])
def test_what_is_no_score_is_named(journal, score):
    with pytest.raises(ValueError, match="Expected a finite score.* Received: ") as raised:
        search(lambda number: score, NUMBERS, journal)
    assert "trial 0" in raised.value.__notes__[0]
    assert kept(journal) == []


def test_what_cannot_be_sent_is_named(client, journal):
    lock = threading.Lock()
    with pytest.raises(TypeError, match="can be sent to workers.*Received.*lock"):
        search(lambda number: lock and number, NUMBERS, journal, client=client)


def test_a_module_that_workers_lack_is_named(client, journal, tmp_path, monkeypatch):
    (tmp_path / "only_here.py").write_text("def objective(number): return number")
    monkeypatch.syspath_prepend(tmp_path)
    import only_here

    with pytest.raises(ImportError, match="workers can import.*No module named 'only_here'"):
        search(only_here.objective, NUMBERS, journal, client=client)


@pytest.mark.parametrize(
    ("objective", "trials"),
    [(searched.threads, {"number": [0, 1]}), (searched.fail_at_two, {"number": [0, 9]})],
)
def test_another_search_is_not_continued(journal, objective, trials):
    search(searched.fail_at_two, {"number": [0, 1]}, journal)
    with pytest.raises(ValueError, match="journal of this search, whose trial . is .*Received: "):
        search(objective, trials, journal)
    assert kept(journal) == [0, 1]


def test_a_journal_has_one_writer(journal):
    def other(number):
        return search(lambda number: number, NUMBERS, journal)

    with pytest.raises(RuntimeError, match="no other search writes. Received: .*journal.db"):
        search(other, NUMBERS, journal)
    np.testing.assert_array_equal(search(searched.fail_at_two, {"number": [0]}, journal), [0])


def test_what_is_no_journal_is_left_alone(tmp_path, journal):
    journal.write_text("learning rate: 0.1" * 100)
    with pytest.raises(ValueError, match="Expected a journal that a search writes. Received"):
        search(searched.fail_at_two, {"number": [0]}, journal)
    assert journal.read_text().startswith("learning rate: 0.1")
    with pytest.raises(ValueError, match="unable to open"):
        search(searched.fail_at_two, {"number": [0]}, tmp_path)
    with pytest.raises(FileNotFoundError, match="Expected a folder. Received: .*nowhere"):
        search(searched.fail_at_two, {"number": [0]}, tmp_path / "nowhere" / "journal.db")


@pytest.mark.parametrize(
    ("trials", "message"),
    [
        ({}, r"Received: \{\}"),
        ({"number": []}, r"at least one trial. Received: \{'number': \(0,\)\}"),
        ({"number": [1, 2], "seed": [1]}, r"Received: \{'number': \(2,\), 'seed': \(1,\)\}"),
        ({"number": [[1, 2]]}, r"Received: \{'number': \(1, 2\)\}"),
        ({"number": [len, max]}, "numbers, words or None. Received: <built-in function len>"),
    ],
)
def test_what_are_no_trials_is_named(journal, trials, message):
    with pytest.raises(ValueError, match=message):
        search(searched.fail_at_two, trials, journal)
    assert not journal.exists()
