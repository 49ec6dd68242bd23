"""What learners usually do wrong, declared by the author of an exercise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """A usual wrong answer.

    Attributes:
        name: a few words, as a teacher would call it: ``"strict inequality"``.
        explanation: one to three sentences to the learner: why it is wrong, what to think of.
        faulty: the mistake as code, with the parameters of the reference.
        also: other ways to make the same mistake, where they give other results.
    """

    name: str
    explanation: str
    faulty: Callable[..., Any]
    also: Sequence[Callable[..., Any]] = ()

    @property
    def ways(self) -> tuple[Callable[..., Any], ...]:
        """All ways to make it."""
        return (self.faulty, *self.also)
