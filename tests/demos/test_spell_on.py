"""The demo in which a network spells on."""

import numpy as np
import pytest

import dlcourse as dl
from dlcourse.demos.gallery.spell_on import ROWS, chances, read, spell_on, speller

LETTERS = dl.datasets.LETTERS


def test_it_reads_letter_by_letter_as_it_reads_all_at_once():
    numbers = np.array([0, 3, 8, 18, 9])
    logits, did, _ = read(numbers)
    state = None
    for k in range(len(numbers)):
        one, did_one, state = read(numbers[k : k + 1], state)
        np.testing.assert_allclose(did_one["forget"][0], did["forget"][k], atol=1e-12)
    np.testing.assert_allclose(one, logits, atol=1e-12)


def test_it_is_the_network_that_is_shipped():
    weights = dl.datasets.name_speller_weights()
    embedding, lstm, dense = speller()
    mine = [*embedding.weights, *lstm.weights, *dense.weights]
    for one, other in zip(mine, weights, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("beginning", ["", "a", "chry", "abcdefghij"])
def test_it_goes_on_from_what_was_typed(beginning):
    for draw in range(5):
        name, did, first = spell_on(beginning, 1.0, draw)
        assert name.startswith(beginning) and len(name) <= 11
        assert first.shape == (27,) and np.isclose(first.sum(), 1)
        assert {values.shape for values in did.values()} == {(len(name), 48)}
        assert set(ROWS.values()) <= set(did)


def test_the_same_draw_draws_the_same_and_another_another():
    names = [spell_on("ma", 1.5, draw)[0] for draw in (1, 1, 2, 3, 4)]
    assert names[0] == names[1]
    assert len(set(names)) > 2


def test_letters_come_as_often_as_they_are_likely():
    _, _, first = spell_on("q", 1.0, 0)
    drawn = [spell_on("q", 1.0, draw)[0][1:2] or "." for draw in range(400)]
    assert abs(np.mean([letter == "u" for letter in drawn]) - first[LETTERS.index("u")]) < 0.05


def test_cold_is_cautious_and_hot_is_daring():
    logits = read(np.array([0]))[0]
    cold, hot = chances(logits, 0.1), chances(logits, 2.0)
    assert cold.max() > 2 * hot.max()
    assert cold.argmax() == hot.argmax()


def test_unit_5_shuts_its_forget_gate_at_vowels_and_at_y():
    for word in ("maria", "cheryl", "aeiouy"):
        _, did, _ = read(np.array([LETTERS.index(letter) for letter in "." + word]))
        shut = did["forget"][1:, 5] < 0.1
        assert shut.tolist() == [letter in "aeiouy" for letter in word]


def test_typed_letters_are_black_and_added_ones_are_not():
    view = dl.demos.spell_on()
    view.set(beginning="ro", temperature=0.5)
    before = view.png
    view.press("again")
    assert view.values["draw"] == 4
    assert view.png != before
