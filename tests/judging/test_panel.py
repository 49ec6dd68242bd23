"""The buttons below a verdict do what the calls do, where a kernel runs and nowhere else."""

from types import SimpleNamespace

import pytest
from example import rescale

from dlcourse.course import progress
from dlcourse.judging.panel import Panel, panel

WIDGET = "application/vnd.jupyter.widget-view+json"


def right(x, low, high):
    return low + (high - low) * (x - x.min()) / (x.max() - x.min())


@pytest.fixture
def kernel(monkeypatch):
    """Let this process look like a kernel whose learner has written `rescale`."""
    shell = SimpleNamespace(kernel=object(), user_ns={"rescale": right}, ask_exit=lambda: None)
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    return shell


def press(panel, name):
    panel.buttons[name].click()


def test_check_takes_the_answer_that_is_there_and_records_it(kernel):
    shown = Panel(rescale, kernel.user_ns, None)
    press(shown, "check")
    assert "rescale: passed" in shown.verdict.value
    assert progress.load().has_passed("own/rescale")
    kernel.user_ns["rescale"] = lambda x, low, high: x
    press(shown, "check")
    assert "rescale: wrong" in shown.verdict.value
    del kernel.user_ns["rescale"]
    press(shown, "check")
    assert "There is no rescale yet" in shown.verdict.value


def test_hints_stay_to_be_read_again(kernel):
    shown = Panel(rescale, kernel.user_ns, None)
    for number in range(1, len(rescale.hints) + 1):
        assert not shown.buttons["hint"].disabled
        press(shown, "hint")
        assert [f"Hint {k} of" in shown.hints.value for k in (1, number, number + 1)] == [1, 1, 0]
    assert shown.buttons["hint"].disabled


def test_solution(kernel):
    shown = Panel(rescale, kernel.user_ns, None)
    press(shown, "solution")
    assert "def rescale(" in shown.solution.value


def test_verdict_and_exercise_carry_the_buttons_in_a_kernel(kernel):
    for thing in (rescale, rescale.check(right)):
        assert set(thing._repr_mimebundle_()) == {WIDGET}
    kernel.__dict__.pop("kernel")  # IPython in a terminal
    assert rescale.check(right)._repr_mimebundle_() == {}


def test_no_kernel_no_buttons():
    assert panel(rescale) == {}
    assert rescale.judge(right)._repr_mimebundle_() == {}
