"""Buttons below a verdict: check, hint, solution. They live in a notebook whose kernel runs."""

from __future__ import annotations

import html
import importlib.util
import sys
from collections.abc import Mapping
from typing import Any

from dlcourse.judging.verdict import Hint, Verdict
from dlcourse.judging.words import words


def panel(exercise: Any, verdict: Verdict | None = None) -> dict[str, Any]:
    """Return a verdict with its buttons by MIME type; nothing where no kernel could answer them.

    Args:
        exercise: the `Exercise` that the buttons ask.
        verdict: shown above them until the next one comes; None shows the buttons alone.
    """
    if "IPython" not in sys.modules or importlib.util.find_spec("ipywidgets") is None:
        return {}
    shell = sys.modules["IPython"].get_ipython()
    if not hasattr(shell, "kernel"):
        return {}
    bundle = Panel(exercise, shell.user_ns, verdict).box._repr_mimebundle_()
    return {kind: data for kind, data in bundle.items() if "widget" in kind}


class Panel:
    """The widgets: what was said, the buttons, hints, and the solution.

    Args:
        exercise: the `Exercise` that the buttons ask.
        namespace: where the learner's answer is found under the exercise's name.
        verdict: the first one, or None.
    """

    def __init__(self, exercise: Any, namespace: Mapping[str, Any], verdict: Verdict | None):
        """Build the widgets; nothing is checked yet."""
        import ipywidgets

        self.exercise, self.namespace = exercise, namespace
        self.verdict = ipywidgets.HTML(verdict._repr_html_() if verdict else "")
        self.hints, self.solution = ipywidgets.HTML(), ipywidgets.HTML()
        language = words()
        self.buttons = {
            "check": ipywidgets.Button(description=language.check_button, button_style="primary"),
            "hint": ipywidgets.Button(description=language.hint_button),
            "solution": ipywidgets.Button(description=language.solution_button),
        }
        for name, button in self.buttons.items():
            button.on_click(getattr(self, f"_{name}"))
        row = ipywidgets.HBox(list(self.buttons.values()))
        self.box = ipywidgets.VBox([self.verdict, row, self.hints, self.solution])

    def _check(self, _: Any) -> None:
        name = self.exercise.name
        if name not in self.namespace:
            self.verdict.value = Hint(words().run_first.format(exercise=name))._repr_html_()
            return
        self.verdict.value = self.exercise.check(self.namespace[name])._repr_html_()

    def _hint(self, button: Any) -> None:
        """Show one hint more, below those that stand there."""
        number = self.hints.value.count("role='status'") + 1
        self.hints.value += self.exercise.hint(number)._repr_html_()
        button.disabled = number >= len(self.exercise.hints)

    def _solution(self, button: Any) -> None:
        source = html.escape(self.exercise.solution().source)
        self.solution.value = f"<pre style='padding: 0.4em 1em; margin: 0'>{source}</pre>"
        button.disabled = True
