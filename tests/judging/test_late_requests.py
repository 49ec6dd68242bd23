"""Requests to stop that come late, or where nothing can be raised: nobody hears of them."""

import dataclasses
import sys
import threading
import time

import strange_answers
from example import rescale

quick = dataclasses.replace(rescale, time_limit=0.2)
OUT_OF_TIME = "Received: nothing within 0.2 seconds. Is there a loop without end?"


def test_a_request_that_meets_a_destructor_is_not_told(monkeypatch):
    class Slow:
        def __del__(self):
            strange_answers.loops()

    def drops(*_inputs):
        Slow()

    told = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    assert OUT_OF_TIME in quick.check(drops).text
    assert not told


def test_nor_is_one_that_meets_it_after_the_answer_was_left_behind(monkeypatch):
    threads = []

    class Slow:
        def __del__(self):
            time.sleep(1.6)  # longer than all requests take, so that the last one is still to come

    def drops(*_inputs):
        threads.append(threading.current_thread())
        Slow()

    told = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    assert OUT_OF_TIME in quick.check(drops).text
    assert threads[0].is_alive()
    threads[0].join(10)
    assert not threads[0].is_alive()
    assert not told


def test_a_late_request_to_stop_hurts_nobody(recwarn):
    """Answers that end just as their time does: no exception may escape to anyone."""
    hook = sys.unraisablehook
    limit = dataclasses.replace(rescale, time_limit=0.01)
    texts = []
    for k in range(60):  # five inputs take 43 to 55 ms; the clock is looked at after 50
        verdict = limit.check(lambda x, low, high, k=k: time.sleep(0.0086 + k * 4e-5))
        assert verdict.status == "wrong"
        texts.append(verdict.text)
    late = [text for text in texts if "Received: nothing within 0.01 seconds" in text]
    assert late
    assert not recwarn.list
    assert sys.unraisablehook == hook
