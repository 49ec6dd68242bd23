"""A second language, so small that it only shows that a file is enough."""

from dlcourse.judging.words.en import Words as English


class Words(English):
    """The words of Nowhere: what is not here is English."""

    texts = {
        "divided by the maximum": "geteilt durch das Maximum",
        "First bring the entries to 0..1.": "Erst alles auf 0..1 bringen.",
    }
    status = {**English.status, "wrong": "falsch"}
    expected = "Erwartet{part}: {value}"
    received = "Statt dessen{part}: {value}"
    failing = "Von {total} Eingaben gehen {failing} schief."
    mistake = "Bekannter Fehler: {name}"
    hint = "Hinweis {number} von {total}"
