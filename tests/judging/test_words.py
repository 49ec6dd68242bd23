"""A second language is a file, and the rest of judging has no words."""

import ast
import re
import shutil
from pathlib import Path

import pytest
import strange_answers
from example import rescale, simple

from dlcourse import judging
from dlcourse.judging import words as package
from dlcourse.judging.words import en, words


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """Put the file of the second language where the others are, and choose it."""
    shutil.copy(Path(__file__).with_name("words_of_nowhere.py"), tmp_path / "xx.py")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    monkeypatch.setenv("DLCOURSE_LANGUAGE", "xx")


def divided_by_maximum(x, low, high):
    return low + (high - low) * (x - x.min()) / x.max()


def test_a_second_language_is_a_file(nowhere):
    verdict = rescale.check(divided_by_maximum)
    assert verdict.text == (
        "✗ rescale: falsch\n"
        "  Input 2 of 5:\n    x = [2, 4, 3]\n    low = -1\n    high = 1\n"
        "  Erwartet: [-1, 1, 0]\n"
        "  Statt dessen: [-1, 0, -0.5]\n"
        "  Von 5 Eingaben gehen 4 schief.\n"
        "  Bekannter Fehler: geteilt durch das Maximum\n"
        "    Entries run from the minimum to the maximum: that distance is what becomes 1.\n"
        "  For a hint: dl.exercises.rescale.hint()"
    )
    assert verdict.mistakes == ("divided by the maximum",)  # for programs, in every language
    assert "<b>  Bekannter Fehler: geteilt durch das Maximum</b>" in verdict._repr_html_()


def test_hints_are_translated(nowhere):
    exercise = simple(hints=["First bring the entries to 0..1.", "More."])
    assert repr(exercise.hint()) == "Hinweis 1 von 2\n  Erst alles auf 0..1 bringen."


def test_an_unknown_language_is_english(monkeypatch):
    monkeypatch.setenv("DLCOURSE_LANGUAGE", "zz")
    assert type(words()) is en.Words and type(words("en")) is en.Words


class Mute(en.Words):
    """Every text of English is gone; the places for values are left."""

    def keys(self, names):
        return ""

    values = description = keys


def mute(text):
    return " ".join(re.findall(r"\{[^}]*\}", text))


for name, text in vars(en.Words).items():
    if isinstance(text, str) and not name.startswith("_"):
        setattr(Mute, name, mute(text))
    elif isinstance(text, dict):
        setattr(Mute, name, {key: mute(value) for key, value in text.items()})


def phrases(path):
    """Yield the texts of a module that are words; docstrings and errors do not count."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if docstring or isinstance(node, ast.Raise):
            node._fields = ()
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and re.search(r"[a-z]{2,},? [a-z]{2,}", text):
            yield text


@pytest.mark.parametrize("module", ["find", "explain", "render", "write", "exercise"])
def test_what_finds_and_what_says_has_no_words_of_its_own(module):
    path = Path(judging.__file__).with_name(f"{module}.py")
    assert set(phrases(path)) <= {"out of time"}  # a name for programs


def test_all_words_are_in_one_place(monkeypatch):
    """Without the words of the language, names and values are all that a verdict says."""
    monkeypatch.setattr(en, "Words", Mute)
    monkeypatch.setattr(package, "Words", Mute)
    answers = [answer for answer, _ in strange_answers.QUICK.values()]
    more = [divided_by_maximum, lambda x, low, high: -x, lambda x, low, high: (x > 0, x)]
    more += [rescale.reference, lambda x, low, high: divided_by_maximum(x, low, high) + (x == 3)]
    for answer in [*answers, *more, None, 3, lambda x, low, high: ...]:
        text = rescale.judge(answer).text
        names = r"rescale|x|low|high|nan|inf|True|False|e\+?|j|\w*Error\b.*|SystemExit.*"
        names += r"|KeyboardInterrupt|here I am|a text|printed|raise .*|sys.*|return .*|array|"
        names += "|".join(f"{m.name}|{re.escape(m.explanation)}" for m in rescale.mistakes)
        rest = re.sub(rf"\b({names})", "", text)
        assert re.findall(r"[A-Za-z]{2,}", rest) == [], text
