"""The first names: as their card says, split without overlap, spelled back without loss."""

import csv
import hashlib
import re
import runpy
import string
import sys

import numpy as np
import pytest

from dlcourse import datasets, scratch
from dlcourse.resources import datasets_dir

FILE = datasets_dir() / "first_names.csv"


@pytest.fixture(scope="module")
def data():
    return datasets.load_first_names()


def table():
    with FILE.open(encoding="ascii", newline="") as file:
        return list(csv.DictReader(file))


def one_edit_away(name):
    cuts = [(name[:i], name[i:]) for i in range(len(name) + 1)]
    letters = string.ascii_lowercase
    return {
        *(a + b[1:] for a, b in cuts if b),
        *(a + c + b[1:] for a, b in cuts if b for c in letters),
        *(a + c + b for a, b in cuts for c in letters),
    }


def test_the_card_states_the_facts_of_the_data(data):
    stated = dict(re.findall(r"^\| ([^|]+?) \| `?([^|`]+?)`? \|$", data.DESCR, flags=re.M)[1:])
    assert stated == {
        "file": FILE.name,
        "bytes": str(FILE.stat().st_size),
        "SHA-256": hashlib.sha256(FILE.read_bytes()).hexdigest(),
        "training samples": str(len(data.x_train)),
        "test samples": str(len(data.x_test)),
        "shape of a sample": "12",
        "values after loading": f"{data.x_train.min()} to {data.x_train.max()}",
        "classes": ", ".join(data.class_names),
        "training samples per class": ", ".join(map(str, np.bincount(data.y_train))),
        "test samples per class": ", ".join(map(str, np.bincount(data.y_test))),
        "names that occur twice": "0",
    }
    for word in ("**Source.**", "census.gov", "**Licence.** Public domain", "**Known faults.**"):
        assert word in data.DESCR


def test_the_faults_are_as_the_card_says(data):
    rows = table()
    both = [r for r in rows if r["percent_of_women"] != "0" and r["percent_of_men"] != "0"]
    equal = {r["name"] for r in rows if float(r["percent_of_women"]) == float(r["percent_of_men"])}
    assert len(both) == 331 and equal == {"ariel", "hong", "kris"}
    assert "331 names" in data.DESCR and "(ariel, hong and kris)" in data.DESCR
    train, test = ({datasets.spell(row) for row in x} for x in (data.x_train, data.x_test))
    near = sum(bool(one_edit_away(name) & train) for name in test)
    assert f"Of the {len(test)} test names, {near} become" in data.DESCR.replace("\n", " ")


def test_names_are_rows_of_numbers_that_spell_them(data):
    assert data.x_train.dtype == data.x_test.dtype == np.int32
    assert data.y_train.dtype == np.int64
    spelled = [datasets.spell(row) for x in (data.x_train, data.x_test) for row in x]
    assert spelled == [row["name"] for row in table()]
    assert len(set(spelled)) == 5163
    assert datasets.LETTERS == "." + string.ascii_lowercase


def test_behind_a_name_there_are_only_zeros(data):
    for row in np.concatenate([data.x_train, data.x_test]):
        length = len(datasets.spell(row))
        assert 2 <= length <= 11
        assert row[:length].all() and not row[length:].any()


def test_a_class_says_of_whom_a_larger_part_had_the_name(data):
    pairs = zip(data.x_train, data.y_train, strict=True)
    known = {datasets.spell(row): label for row, label in pairs}
    assert known["luna"] == 0 and known["marcelo"] == 1


def test_changing_what_was_loaded_changes_nobody_elses(data):
    first = datasets.load_first_names()
    first.x_train[:] = 0
    assert datasets.load_first_names().x_train.any()


def test_the_script_makes_the_same_file(tmp_path, monkeypatch):
    pytest.importorskip("names", reason="needed only to make the file anew")
    target, script = tmp_path / FILE.name, datasets_dir() / "make_first_names.py"
    monkeypatch.setattr(sys, "argv", [str(script), str(target)])
    runpy.run_path(str(script), run_name="__main__")
    assert target.read_bytes() == FILE.read_bytes()


# the network that has learned to spell


def test_the_shipped_network_spells_as_its_card_says(data):
    embeddings, *lstm, output_kernel, output_bias = datasets.name_speller_weights()
    before = np.pad(data.x_test, ((0, 0), (1, 0)))[:, :-1]
    inside = np.cumsum(data.x_test == 0, axis=1) <= 1
    hidden = scratch.LSTM(*lstm, return_sequences=True).forward(embeddings[before])
    p = scratch.softmax(hidden @ output_kernel + output_bias)
    of_target = np.take_along_axis(p, data.x_test[..., None], axis=-1)[..., 0]
    bits = -np.log2(of_target[inside]).mean()
    card = (datasets_dir() / "name_speller.md").read_text(encoding="utf-8")
    assert f"| bits for a letter of the test split | {bits:.2f} |" in card
    n_numbers = sum(weight.size for weight in datasets.name_speller_weights())
    assert f"| numbers | {n_numbers}," in card


def test_the_shipped_weights_have_the_shapes_that_are_promised():
    weights = datasets.name_speller_weights()
    shapes = [(27, 12), (12, 192), (48, 192), (192,), (48, 27), (27,)]
    assert [weight.shape for weight in weights] == shapes
    assert {weight.dtype for weight in weights} == {np.dtype("float32")}
