"""Exercises that ask for a diagnosis: the lesson shows A, B, C, ..., and the answer is a list.

An author writes what is right, and what is usually confused with what:

    def _read_the_curves():
        return [3, 1, 4, 2]

    read_the_curves = diagnosis(
        name="read_the_curves",
        reference=_read_the_curves,
        of="picture",
        example=[1, 2, 3, 4],
        mistakes=[
            Mistake(
                "too small and stopped early exchanged",
                "Look at the second half: one pair of curves is at rest. Compare A and B.",
                exchanged(_read_the_curves, 1, 3),
            ),
            ...
        ],
        hints=["Begin with the dotted line. Which training has learned nothing?", "..."],
    )

That the example of the text was copied is a mistake which every diagnosis knows. Where all
numbers of the right answer differ, as here, an answer has to be some order of them; else each
entry is one of them (``[1, 0, 0, 1]``: yes or no). A verdict says which entries are right, and
never which number would be.
"""

from collections.abc import Callable, Sequence
from string import ascii_uppercase

import numpy as np

from dlcourse.judging import Exercise, Mistake

Numbers = Sequence[int]


def diagnosis(
    *,
    name: str,
    reference: Callable[[], Numbers],
    of: str,
    example: Numbers,
    mistakes: Sequence[Mistake],
    hints: Sequence[str],
    further: str = "",
) -> Exercise:
    """Declare an exercise whose answer takes nothing and returns a list of whole numbers.

    Args:
        name: the name of the learner's function and of this exercise.
        reference: returns the right list; its source is the solution shown.
        of: what A, B, C, ... are, in the singular: ``"picture"``.
        example: the list that the text gives as an example of the form; a wrong one.
        mistakes: the known mistakes, without the copied example.
        hints: as for every :class:`Exercise`.
        further: as for every :class:`Exercise`.
    """

    def as_tuple():
        return tuple(reference())

    def as_array():
        return np.array(reference(), dtype="float64")

    return Exercise(
        name=name,
        reference=reference,
        right=[as_tuple, as_array],
        inputs=lambda rng: [()],
        outcome=lambda returned: _which_are_right(returned, reference(), of),
        mistakes=[*mistakes, _copied(example, of)],
        hints=hints,
        further=further,
    )


def exchanged(reference: Callable[[], Numbers], one: int, other: int) -> Callable[[], Numbers]:
    """Return a faulty implementation: the right answer with two numbers in each other's place."""
    swap = {one: other, other: one}
    return lambda: [swap.get(number, number) for number in reference()]


def _copied(example: Numbers, of: str) -> Mistake:
    explanation = (
        "This is the answer of the example, which only shows the form. "
        f"Look at one {of} after the other."
    )
    return Mistake("the example", explanation, lambda: list(example))


def _which_are_right(returned, right: Numbers, of: str) -> dict[str, str]:
    """Say of each entry whether it is right; never which number would be."""
    try:
        array = np.asarray(returned)
    except (TypeError, ValueError):
        array = np.empty(0)
    is_list = array.shape == (len(right),) and array.dtype.kind in "iufb"
    if not is_list or not _has_form(array.tolist(), right):
        raise ValueError(_form(right, of))
    entries = zip(_letters(right), array.tolist(), right, strict=True)
    return {
        f"{of} {letter}": "right" if number == expected else f"{number:g} is wrong"
        for letter, number, expected in entries
    }


def _letters(right: Numbers) -> str:
    return ascii_uppercase[: len(right)]


def _is_order(right: Numbers) -> bool:
    return len(set(right)) == len(right)


def _has_form(numbers: list[float], right: Numbers) -> bool:
    return sorted(numbers) == sorted(right) if _is_order(right) else {*numbers} <= {*right}


def _form(right: Numbers, of: str) -> str:
    *some, last = map(str, sorted(set(right)))
    numbers = (
        f"the numbers {', '.join(some)} and {last}, each of them once"
        if _is_order(right)
        else f"{len(right)} numbers, {', '.join(some)} or {last}"
    )
    return f"Expected a list of {numbers}: one for each {of}, {', '.join(_letters(right))}."
