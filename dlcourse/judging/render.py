"""Says what was found: a finding becomes the text of a verdict, in the words of one language."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any

import numpy as np

from dlcourse.judging import write
from dlcourse.judging.findings import (
    BrokenSource,
    Difference,
    Failed,
    FaultOfTheCourse,
    Finding,
    Input,
    NoFunction,
    NotAttempted,
    OtherNumbers,
    OtherParameters,
    OtherParts,
    OtherValue,
    Part,
    Remark,
    Right,
    Unfinished,
    Wrong,
)
from dlcourse.judging.observation import Array, Description, Raised, Value
from dlcourse.judging.values import describe
from dlcourse.judging.verdict import NOT_ATTEMPTED, PASSED, SIGNS, WRONG, Verdict
from dlcourse.judging.words import Words

#: Most entries of a list or tuple among the inputs that are written out.
SHOWN_OF_A_LIST = 12


def render(exercise: str, finding: Finding, words: Words) -> Verdict:
    """Return the verdict on an answer.

    Args:
        exercise: the name of the exercise.
        finding: what was found out about the answer.
        words: the words of a language.
    """
    sentences = _Sentences(exercise, words)
    status, lines = sentences.of(finding)
    known = finding.mistakes if isinstance(finding, Wrong) else ()
    heading = words.heading.format(
        sign=SIGNS[status], exercise=exercise, status=words.status[status]
    )
    names = (words.mistake.format(name=words.text(mistake.name)) for mistake in known)
    return Verdict(
        exercise,
        status,
        text="\n".join([heading, *(f"  {line}" for line in lines)]),
        mistakes=tuple(mistake.name for mistake in known),
        loud=(heading, *(f"  {name}" for name in names)),
    )


class _Sentences:
    """Puts findings about one exercise into the words of one language."""

    def __init__(self, exercise: str, words: Words) -> None:
        self._exercise = exercise
        self._words = words

    def of(self, finding: Finding) -> tuple[str, list[str]]:
        """Return the status and the lines below the heading."""
        words, name = self._words, self._exercise
        ask = words.ask.format(exercise=name)
        match finding:
            case Right(inputs):
                return PASSED, [words.passed.format(inputs=inputs)]
            case NotAttempted():
                return NOT_ATTEMPTED, [words.not_attempted, ask]
            case NoFunction(received):
                value = self._value(received)
                lines = [words.expected_function.format(exercise=name)]
                return NOT_ATTEMPTED, [*lines, words.received.format(part="", value=value)]
            case FaultOfTheCourse(error):
                return NOT_ATTEMPTED, [words.fault_of_the_course, self._error(error)]
        return WRONG, [*self._what_is_wrong(finding), ask]

    def _what_is_wrong(self, finding: Finding) -> list[str]:
        words = self._words
        match finding:
            case OtherParameters(asked, takes):
                return [
                    words.expected_parameters.format(
                        exercise=self._exercise, parameters=", ".join(asked)
                    ),
                    words.received_parameters.format(parameters=", ".join(takes)),
                ]
            case BrokenSource(error):
                line = words.broken_source.format(error=self._error(error))
                return [line, *self._line(error)]
            case Unfinished(shown, "out of time", seconds):
                text = words.out_of_time.format(seconds=seconds)
                return [*self._input(shown), text, words.slow]
            case Unfinished(shown):
                return [*self._input(shown), words.ended]
            case Wrong():
                return [*self._shown(finding), *self._explained(finding)]
        raise TypeError(f"Expected a finding. Received: {finding!r}")

    def _shown(self, wrong: Wrong) -> list[str]:
        """Show the first failing input and what came of it."""
        words = self._words
        lines = self._input(wrong.input)
        if wrong.difference is not None:
            lines += self._difference(wrong.difference)
        if wrong.nothing is not None:
            lines.append(words.nothing[wrong.nothing])
        if wrong.changed:
            names = ", ".join(self._name(wrong.input, place) for place in wrong.changed)
            lines.append(words.changed.format(names=names))
        if shown := write.printed(wrong.printed):
            lines += [words.printed, *(f"  {line}" for line in shown)]
        return lines

    def _explained(self, wrong: Wrong) -> list[str]:
        """Name the known mistakes, or what else was noticed."""
        words, lines = self._words, []
        if wrong.failing > 1:
            lines.append(words.failing.format(failing=wrong.failing, total=wrong.input.total))
        for mistake in wrong.mistakes:
            lines.append(words.mistake.format(name=words.text(mistake.name)))
            lines.append(f"  {words.text(mistake.explanation)}")
        if wrong.mistakes and not wrong.complete:
            lines.append(words.something_else)
        if wrong.remark is not None:
            lines.append(self._remark(wrong.remark))
        return lines

    def _remark(self, remark: Remark) -> str:
        every, factor = self._words.every[remark.single], write.number(remark.factor)
        return self._words.remarks[remark.kind].format(every=every, factor=factor)

    # Inputs

    def _input(self, shown: Input) -> list[str]:
        if not shown.arguments:
            return []
        lines = [self._words.input.format(number=shown.number, total=shown.total)]
        for place, argument in enumerate(shown.arguments):
            lines.append(f"  {self._name(shown, place)} = {self._argument(argument)}")
        return lines

    def _name(self, shown: Input, place: int) -> str:
        if place < len(shown.names):
            return shown.names[place]
        return self._words.argument.format(number=place + 1)

    def _argument(self, what: Any) -> str:
        if isinstance(what, str):
            return repr(what)
        if isinstance(what, np.ndarray | np.generic | bool | int | float | complex):
            return self._value(np.asarray(what))
        if isinstance(what, list | tuple):
            inside = [self._argument(w) for w in what[:SHOWN_OF_A_LIST]]
            inside += ["…"] * (len(what) > SHOWN_OF_A_LIST)
            return f"[{', '.join(inside)}]" if isinstance(what, list) else write.series(inside)
        if isinstance(what, dict) and len(what) <= write.SHOWN:
            pairs = (f"{key!r}: {self._argument(value)}" for key, value in what.items())
            return "{" + ", ".join(pairs) + "}"
        return self._object(what)

    def _object(self, what: Any) -> str:
        """Name an object; a function by what it says that it returns."""
        if type(what) is types.FunctionType and (what.__doc__ or "").startswith("Return "):
            does = self._words.text((what.__doc__ or "").splitlines()[0].removeprefix("Return "))
            return f"{what.__name__}: {does if does.endswith('...') else does.removesuffix('.')}"
        name = getattr(what, "__name__", None)
        return name if isinstance(name, str) else self._value(describe(what))

    # Differences

    def _difference(self, difference: Difference) -> list[str]:
        match difference:
            case Failed(error, unusable):
                return self._failed(error, unusable)
            case OtherParts(received, None):
                return [self._words.received.format(part="", value=self._parts(received))]
            case OtherParts(received, expected) if expected is not None:
                return self._pair("", self._parts(expected), self._parts(received))
            case OtherNumbers(received, expected, position):
                digits = write.digits_to_differ(received[position], expected[position])
                texts = [
                    write.series([write.number(value, digits) for value in side])
                    for side in (expected, received)
                ]
                return self._pair("", *texts)
            case OtherValue():
                return self._other_value(difference)
        raise TypeError(f"Expected a difference. Received: {difference!r}")

    def _pair(self, part: str, expected: str, received: str) -> list[str]:
        return [
            self._words.expected.format(part=part, value=expected),
            self._words.received.format(part=part, value=received),
        ]

    def _failed(self, error: Raised, unusable: Description | None) -> list[str]:
        words, text = self._words, self._error(error)
        if error.number is None and unusable is not None:
            return [words.unusable.format(value=self._value(unusable)), f"  {text}"]
        return [words.error.format(error=text), *self._line(error)]

    def _error(self, error: Raised) -> str:
        recursion = error.kind == "RecursionError"
        message = self._words.endless_recursion if recursion else error.message
        return f"{error.kind}: {message}" if message else error.kind

    def _line(self, error: Raised) -> list[str]:
        if error.number is None:
            return []
        return [self._words.line.format(number=error.number, line=error.line)]

    def _other_value(self, other: OtherValue) -> list[str]:
        part, received, expected = self._part(other.part), other.received, other.expected
        if isinstance(received, Description) or isinstance(expected, Description):
            return self._pair(part, self._value(expected), self._value(received))
        if other.misfit == "kind":
            return self._pair(part, self._with_kind(expected), self._with_kind(received))
        if other.misfit == "shape" or other.wrong is None:
            return self._pair(part, self._with_form(expected), self._with_form(received))
        place = write.first(other.wrong)
        digits = write.digits_to_differ(received[place], expected[place])
        wanted, got = self._value(expected, digits), self._value(received, digits)
        lines = self._pair(part, wanted, got)
        return lines + self._entries(received, expected, other.wrong)

    def _entries(self, received: Array, expected: Array, wrong: Array) -> list[str]:
        """Point to the first wrong entry of an array that is long, and to NaN."""
        words, lines = self._words, []
        if expected.size > write.SHOWN:
            place = write.first(wrong)
            got, wanted = received[place], expected[place]
            digits = write.digits_to_differ(got, wanted)
            where = ", ".join(map(str, place))
            lines = [
                words.entries.format(wrong=wrong.sum(), total=wrong.size, place=where),
                words.first_entry.format(
                    expected=write.number(wanted, digits), received=write.number(got, digits)
                ),
            ]
        if received.dtype.kind in "fc" and np.isnan(received[wrong]).any():
            lines.append(words.nan)
        return lines

    # Values

    def _part(self, part: Part) -> str:
        if part.position is not None:
            return self._words.part.format(position=part.position, total=part.total)
        return self._words.named_part.format(name=part.name) if part.name else ""

    def _value(self, what: Value, digits: int = write.DIGITS) -> str:
        """Write a value; arrays with more than one axis tell their shape."""
        if isinstance(what, Description):
            return self._words.description(what)
        text = write.array(what, digits)
        if what.ndim < 2:
            return text
        return self._words.with_shape.format(value=text, shape=what.shape)

    def _with_kind(self, values: Array) -> str:
        kind = self._words.kinds[values.dtype.kind]
        return self._words.of_a_kind.format(kind=kind, value=write.array(values))

    def _with_form(self, values: Array) -> str:
        """Write an array after its shape; a number, a truth value or a text after its kind."""
        if values.ndim:
            text = write.array(values)
            return self._words.after_shape.format(shape=values.shape, value=text)
        kind = self._words.single.get(values.dtype.kind, self._words.number)
        return self._words.of_a_kind.format(kind=kind, value=write.array(values))

    def _parts(self, values: Mapping[str, Value]) -> str:
        """Write what was returned as a whole: ``2 values: (2, 3)``."""
        words, names = self._words, list(values)
        if names == [""]:
            only = values[""]
            if isinstance(only, Description):
                return words.description(only)
            text = self._with_form(only)
            return words.one_array.format(value=text) if only.ndim else text
        if not all(name.startswith("[") for name in names):
            return words.keys(names)
        count = len({name[: name.index("]")] for name in names})
        small = all(isinstance(v, np.ndarray) and v.size <= write.SHOWN for v in values.values())
        if not (small and count == len(names) <= write.SHOWN):
            return words.values(count)
        shown = write.series([self._value(value) for value in values.values()])
        return words.of_a_kind.format(kind=words.values(count), value=shown)
