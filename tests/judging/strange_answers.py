"""Answers that no author foresees, and a word that their verdict must have.

Each takes any arguments, so that it fits any exercise. `time` and `loops` need the time limit.
"""

import itertools
import sys
import time

import numpy as np


class Hostile:
    """An object that fights every look at it."""

    def _fail(self, *_):
        raise RuntimeError("do not touch me")

    __repr__ = __str__ = __eq__ = __bool__ = __len__ = __iter__ = __getitem__ = __float__ = _fail
    __array__ = __getattr__ = __class_getitem__ = _fail
    __hash__ = None


class Aloof(Hostile):
    """Not even its class may be asked."""

    def __getattribute__(self, _name):
        raise RuntimeError("no questions")


class Masked(type):
    """The class of a class that hides its name."""

    def __getattribute__(cls, name):
        if name == "__subclasses__":  # Dask, say, lists all exceptions when it is imported
            return type.__getattribute__(cls, name)
        raise RuntimeError("no name")


class HostileError(Exception, metaclass=Masked):
    def __str__(self):
        raise RuntimeError("not even my message")


class LeavesWhenLookedAt:
    """A callable that ends the program for each question about it."""

    @property
    def __signature__(self):
        raise SystemExit

    def __call__(self, *_inputs):
        return "a text"


class InterruptsWhenAsked(LeavesWhenLookedAt):
    def __getattribute__(self, _name):
        raise KeyboardInterrupt


class Liar(np.ndarray):
    """An array that claims to equal everything."""

    def __eq__(self, other):
        return True

    def __array_function__(self, *_):
        return np.True_

    def __array_ufunc__(self, *_, **__):
        return np.True_


def no_return(*inputs):
    len(inputs)


def a_generator(*inputs):
    yield from inputs


async def a_coroutine(*inputs):
    return inputs


def raises(*inputs):
    place = "/".join(["", "home", "someone", "lesson.py"])
    raise ValueError(f"object at {hex(id(inputs))} in {place}")


def raises_strangely(*_inputs):
    raise HostileError


def leaves(*_inputs):
    sys.exit(3)


def interrupts(*_inputs):
    raise KeyboardInterrupt


def recurses(*inputs):
    return recurses(*inputs)


def lies(*_inputs):
    return np.array([1e9, 7.0]).view(Liar)


def prints_endlessly_much(*_inputs):
    for _ in range(2_000):
        print("here I am")
    return "printed"


def of_the_wrong_arity():
    return 0


def reads_random_state(*_inputs):
    return 5 + np.random.rand()  # noqa: NPY002


def loops(*_inputs):
    while True:
        pass


def loops_and_swallows(*_inputs):
    """Cannot be stopped and is left behind; here it ends after the time of any of our tests."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        try:
            time.sleep(0.001)
        except:  # noqa: E722
            pass


def draws_forever(*_inputs):
    return list(endless())


def endless():
    while True:
        yield 1


#: name -> (answer, a word of its verdict's text)
QUICK = {
    "None": (no_return, "None"),
    "Ellipsis": (lambda *_: [...][0], "Ellipsis"),
    "text": (lambda *_: "a text", "text"),
    "generator": (a_generator, "generator"),
    "coroutine": (a_coroutine, "coroutine"),
    "infinite generator": (lambda *_: itertools.count(), "count"),
    "NaN": (lambda *_: np.full(7, np.nan), "nan"),
    "infinity": (lambda *_: float("inf"), "inf"),
    "complex": (lambda *_: 1j, "j"),
    "wrong shape": (lambda *_: np.zeros((1, 1, 1, 7)), "(1, 1, 1, 7)"),
    "empty": (lambda *_: [], "[]"),
    "ragged": (lambda *_: [1, [2, 3]], "list"),
    "dict": (lambda *_: {"a": 1}, "dict"),
    "set": (lambda *_: {1, 2}, "set"),
    "function": (lambda *_: len, "function"),
    "class": (lambda *_: dict, "class"),
    "hostile object": (lambda *_: Hostile(), "Hostile"),
    "aloof object": (lambda *_: Aloof(), "Aloof"),
    "lying array": (lies, "7"),
    "huge": (lambda *_: np.broadcast_to(0.0, (10**6, 10**6)), "1000000"),
    "huge number": (lambda *_: 10**400, "huge"),
    "exception": (raises, "an exception, ValueError"),
    "hostile exception": (raises_strangely, "an exception, HostileError"),
    "sys.exit": (leaves, "an exception, SystemExit"),
    "KeyboardInterrupt": (interrupts, "an exception, KeyboardInterrupt"),
    "endless recursion": (recurses, "an exception, RecursionError"),
    "leaving callable": (LeavesWhenLookedAt(), "text"),
    "interrupting callable": (InterruptsWhenAsked(), "text"),
    "prints much": (prints_endlessly_much, "here I am"),
    "wrong arity": (of_the_wrong_arity, "parameters ()"),
    "random state": (reads_random_state, "5."),
}
SLOW = {
    "loop": (loops, "within"),
    "loop that swallows exceptions": (loops_and_swallows, "within"),
    "endless list": (draws_forever, "within"),
}
#: What is no function at all: not attempted.
NO_FUNCTIONS = {
    "None": None,
    "Ellipsis": ...,
    "number": 3.5,
    "array": np.zeros(3),
    "text": "step",
    "hostile": Hostile(),
    "aloof": Aloof(),
}
