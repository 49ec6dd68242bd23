"""What verdicts say in English. Another language replaces these texts: see ``words``."""

from __future__ import annotations

from collections.abc import Mapping

from dlcourse.judging.observation import Description


class Words:
    """Texts with places for values, ``{like_this}``, and the grammar that they need."""

    #: Texts of exercises (names of mistakes, explanations, hints), from English.
    texts: Mapping[str, str] = {}

    # The heading and the end of a verdict
    heading = "{sign} {exercise}: {status}"
    status: Mapping[str, str] = {
        "not attempted": "not attempted",
        "wrong": "wrong",
        "passed": "passed",
    }
    ask = "For a hint: dl.exercises.{exercise}.hint()"

    # Hints
    hint = "Hint {number} of {total}"
    last_hint = "This is the last one; next is {solution}"
    no_more_hints = "There are no more than these {total} hints. A solution: {solution}"

    # What a passed exercise leads to
    compare = "To compare, a solution: {solution}"
    further = "Read on: {text}"

    # Buttons
    check_button = "Check"
    hint_button = "Hint"
    solution_button = "Solution"
    run_first = "There is no {exercise} yet. Run the cell that defines it, then check."

    # Before an answer is called
    not_attempted = "Replace the ... by your code and run both cells again."
    expected_function = (
        "Expected: your function itself, without calling it: "
        "dl.exercises.{exercise}.check({exercise})"
    )
    expected_parameters = "Expected: a function that can be called as {exercise}({parameters})"
    received_parameters = "Received: a function with the parameters ({parameters})"
    broken_source = "Received: no function, because its source raises an exception, {error}"
    fault_of_the_course = (
        "The check itself failed. This is a fault of the course and none of yours."
    )

    # The input that is shown
    input = "Input {number} of {total}:"
    argument = "argument {number}"
    passed = "Right on {inputs} of {inputs} inputs."
    failing = "{failing} of {total} inputs fail; this is the first of them."
    out_of_time = "Received: nothing within {seconds:g} seconds. Is there a loop without end?"
    slow = "If the notebook is slow from now on, restart its kernel."
    ended = "Received: nothing. The process in which your function ran came to an end."

    # What was expected, and what came
    expected = "Expected{part}: {value}"
    received = "Received{part}: {value}"
    part = " value {position} of {total}"
    named_part = " {name}"
    of_a_kind = "{kind}: {value}"
    with_shape = "{value} with shape {shape}"
    after_shape = "shape {shape}: {value}"
    one_array = "one array of {value}"
    entries = "{wrong} of {total} entries differ; the first is [{place}]:"
    first_entry = "  expected {expected}, received {received}"
    nan = "NaN (not a number) comes from 0/0, inf - inf, or the log of a negative."
    error = "Received: an exception, {error}"
    line = "  in line {number}: {line}"
    unusable = "Received: {value}, with which the check cannot work:"
    endless_recursion = "the function calls itself without end"
    nothing: Mapping[str, str] = {
        "printed": "Does your function print its result instead of returning it?",
        "none": "Does your function end without return?",
    }
    changed = "Your function changed its input {names} in place; work on a copy of it."
    printed = "Printed by your function:"
    kinds: Mapping[str, str] = {  # by the kind of a NumPy dtype
        **{"b": "truth values", "i": "whole numbers", "u": "whole numbers", "c": "complex numbers"},
        **{"f": "decimal numbers", "U": "text", "S": "text"},
    }
    single: Mapping[str, str] = {"b": "a truth value", "U": "text", "S": "text"}
    number = "a number"

    # Known mistakes, and what else is noticed
    mistake = "Known mistake: {name}"
    something_else = "Something else is wrong, too; check again when this is mended."
    remarks: Mapping[str, str] = {
        "form": "The entries are right; only the shape or the kind of the numbers is not.",
        "transposed": "This is the transpose of what was expected: rows and columns are exchanged.",
        "places": "The values are right, but they have changed places.",
        "mean": "The mean of your numbers is right; return it instead of all of them.",
        "whole numbers": "Your result holds whole numbers (int); what is written into such an "
        "array loses its decimals.",
        "sign": "{every} has the wrong sign.",
        "factor": "{every} is {factor} times what it should be.",
        "advice: truth value": "`if`, `and` and `or` ask one question, but an array holds many "
        "answers. Decide entry by entry.",
        "advice: shapes": "The shapes do not fit together. Print them with x.shape, and say what "
        "each axis means.",
        "advice: index": "Indices count from 0, so the last one is the length minus 1.",
        "advice: axes": "There are more indices than axes. Print the shape of what you index.",
        "advice: key": "The dictionary has nothing under this name yet.",
        "advice: none": "Something here is None. Methods that change a list or an array in place, "
        "such as sort and shuffle, return None.",
        "advice: math": "The functions of math take a single number; np.exp and its like take "
        "whole arrays.",
        "advice: logarithm": "There is no logarithm of 0, and neither log nor root of a negative "
        "number.",
        "advice: unbound": "This variable gets its value only in a loop or a branch that was not "
        "run here.",
        "advice: overflow": "A number on the way became too large for a float.",
        "advice: check inside": "The line with check stands inside your function. Write it below, "
        "at the left margin.",
        "advice: exit": "exit and quit end a whole program. A function ends with return.",
        "advice: input": "Nobody types during a check. What a function needs comes in as its "
        "arguments.",
    }
    every: Mapping[bool, str] = {True: "Every number", False: "Every entry"}

    def text(self, english: str) -> str:
        """Translate a text of an exercise."""
        return self.texts.get(english, english)

    def values(self, count: int) -> str:
        """Name a number of values."""
        return f"{count} value{'s' * (count != 1)}"

    def keys(self, names: list[str]) -> str:
        """Name a dict by its keys."""
        return f"a dict with the keys {', '.join(map(repr, names))}"

    def description(self, what: Description) -> str:
        """Name what is no array of numbers."""
        match what.kind:
            case "None" | "Ellipsis" | "text":
                return what.kind
            case "collection":
                unit = "entry" if what.size == 1 else "entries"
                return f"a {what.type} with {what.size} {unit}"
            case "array":
                return f"an array of {what.type} with shape {what.shape}"
            case "class":
                return "a class, not an object of it"
            case "huge int":
                return "a huge int"
            case "builtin":
                return f"{'an' if what.type[0] in 'aeio' else 'a'} {what.type}"
        return f"an object of type {what.type}"
