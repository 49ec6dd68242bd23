"""What a learner gets to see: the verdict, a hint, the solution."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

NOT_ATTEMPTED, WRONG, PASSED = "not attempted", "wrong", "passed"

#: The sign and the word of a status carry its meaning; the colours (Okabe and Ito, 2008) stay
#: apart for colour-blind eyes and on light and dark pages.
SIGNS = {NOT_ATTEMPTED: "○", WRONG: "✗", PASSED: "✓"}
_COLOURS = {NOT_ATTEMPTED: "#56B4E9", WRONG: "#D55E00", PASSED: "#009E73"}


def _box(text: str, colour: str, loud: tuple[str, ...]) -> str:
    """Return text as HTML with a coloured edge; the lines that are ``loud`` stand out."""
    lines = [
        f"<b>{html.escape(line)}</b>" if line in loud else html.escape(line)
        for line in text.split("\n")
    ]
    box = f"border-left: 6px solid {colour}; padding: 0.4em 1em; margin: 0.3em 0;"
    pre = (
        "margin: 0; white-space: pre-wrap; background: none; color: inherit; "
        "font-family: var(--jp-code-font-family, monospace);"
    )
    inside = "\n".join(lines)
    return f"<div role='status' style='{box}'><pre style='{pre}'>{inside}</pre></div>"


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check. Its text is what matters; the notebook draws a box around it.

    Attributes:
        exercise: the name of the exercise.
        status: ``"not attempted"``, ``"wrong"`` or ``"passed"``.
        text: the whole verdict, the same on every machine.
        mistakes: names of the known mistakes that explain the answer, usually none or one.
        loud: the lines of the text that stand out in a notebook.
        live: returns what a notebook whose kernel runs shows instead, by MIME type.
    """

    exercise: str
    status: str
    text: str
    mistakes: tuple[str, ...] = ()
    loud: tuple[str, ...] = ()
    live: Callable[[], dict[str, Any]] = field(default=dict, repr=False, compare=False)

    @property
    def passed(self) -> bool:
        """Whether the answer is right."""
        return self.status == PASSED

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _box(self.text, _COLOURS[self.status], self.loud)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return self.live()


@dataclass(frozen=True)
class Hint:
    """One hint, or the word that there are no more."""

    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _box(self.text, "#E69F00", (self.text.split("\n")[0],))


@dataclass(frozen=True)
class Solution:
    """The source of a solution; a notebook shows it highlighted."""

    source: str

    def __repr__(self) -> str:
        return self.source

    def _repr_markdown_(self) -> str:
        return f"```python\n{self.source}\n```"
