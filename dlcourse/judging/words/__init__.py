"""What verdicts say, one file per language: ``en.py`` is complete, the others translate it.

A language ``xx`` is a file ``xx.py`` beside this one. Its class ``Words`` inherits from that of
``en.py`` and replaces what it translates. The variable ``DLCOURSE_LANGUAGE`` of the environment
chooses the language.
"""

from __future__ import annotations

import importlib
import os

from dlcourse.judging.words.en import Words as Words


def words(language: str | None = None) -> Words:
    """Return the words of a language.

    Args:
        language: such as ``"en"``; None for what ``DLCOURSE_LANGUAGE`` says. One that nobody has
            translated is English.
    """
    language = language or os.environ.get("DLCOURSE_LANGUAGE", "en")
    try:
        found = importlib.import_module(f"{__name__}.{language}").Words()
    except ImportError:
        return Words()
    assert isinstance(found, Words), f"{language}.Words must inherit from en.Words"
    return found
