"""Data that Keras downloads, tested without any network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dlcourse import datasets
from dlcourse.datasets import downloads

# Keras takes `urlretrieve` from urllib when it is imported, so this one, if it stands there first.
NO_NETWORK = """
import json, urllib.request
targets = []

def urlretrieve(url, target, *rest):
    targets.append(str(target))
    raise OSError("no network in this test")

urllib.request.urlretrieve = urlretrieve
from dlcourse import datasets
"""

# What Keras' loaders return, in miniature.
RNG = np.random.default_rng(0)
GREY = [
    (RNG.integers(0, 256, (n, 28, 28), np.uint8), np.arange(n, dtype=np.uint8)) for n in (10, 5)
]
COLOUR = [
    (RNG.integers(0, 256, (n, 32, 32, 3), np.uint8), np.arange(n, dtype=np.uint8)[:, None])
    for n in (10, 5)
]
REVIEWS = [
    (np.array([[1, 5, 9], [1, 7], [1, *range(4, 40)]], dtype=object), np.array([0, 1, 1]))
    for _ in range(2)
]


def run(code, keras_home):
    """Run `code` after NO_NETWORK in a process of its own: Keras reads KERAS_HOME on import."""
    environment = {**os.environ, "KERAS_HOME": str(keras_home), "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK + code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


PLACES = {
    "mnist": ["mnist.npz"],
    "fashion_mnist": [f"fashion-mnist/{name}" for name in downloads._FASHION_MD5],
    "cifar10": ["cifar-10-batches-py-target_archive"],
    "imdb": ["imdb.npz"],
}
DAMAGED = {"mnist": "mnist.npz", "fashion_mnist": "fashion-mnist/train-labels-idx1-ubyte.gz"}


@pytest.fixture(scope="module")
def offline(tmp_path_factory):
    """What the four loaders say offline, and what Keras asked for; two files are damaged."""
    home = tmp_path_factory.mktemp("keras")
    for place in DAMAGED.values():
        path = home / "datasets" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half of a download")
    code = f"""
said = {{}}
for name in {list(PLACES)}:
    targets.clear()
    try:
        getattr(datasets, "load_" + name)()
    except datasets.DownloadError as error:
        said[name] = [str(error), list(targets)]
print(json.dumps(said))
"""
    return home / "datasets", json.loads(run(code, home).splitlines()[-1])


@pytest.mark.parametrize("name", PLACES)
def test_offline_the_error_says_which_file_belongs_where(offline, name):
    folder, said = offline
    message, _ = said[name]
    assert "no network in this test" in message
    assert message.count("https://") == message.count("    -> ") == len(PLACES[name])
    for place in PLACES[name]:
        assert f"-> {folder / place}\n" in message
    assert "load_digits() works offline" in message


@pytest.mark.parametrize("name", PLACES)
def test_keras_looks_in_the_places_that_the_error_names(offline, name):
    folder, said = offline
    _, targets = said[name]
    assert targets == [str(folder / PLACES[name][0])]


@pytest.mark.parametrize("name", PLACES)
def test_a_damaged_file_is_named(offline, name):
    """Fashion-MNIST too, which Keras alone would not verify."""
    _, said = offline
    message, _ = said[name]
    if name in DAMAGED:
        assert f"Keras found {DAMAGED[name]} damaged and removed it." in message
    else:
        assert "damaged" not in message


@pytest.mark.parametrize(
    ("name", "arrays", "shape"),
    [
        ("mnist", GREY, (28, 28)),
        ("fashion_mnist", GREY, (28, 28)),
        ("cifar10", COLOUR, (32, 32, 3)),
    ],
)
def test_images_become_the_common_tuple(monkeypatch, name, arrays, shape):
    keras = pytest.importorskip("keras")
    monkeypatch.setattr(getattr(keras.datasets, name), "load_data", lambda: arrays)
    monkeypatch.setattr(keras.utils, "get_file", lambda *_, **__: None)
    monkeypatch.setattr(downloads, "_cache_folder", lambda: Path("nowhere"))
    data = getattr(datasets, f"load_{name}")()
    assert data.name == name and len(data.class_names) == 10
    assert data.x_train.shape == (10, *shape) and data.x_test.shape == (5, *shape)
    assert data.x_train.dtype == np.float32
    assert np.array_equal(data.x_train, arrays[0][0].astype(np.float32) / np.float32(255))
    assert data.y_train.dtype == np.int64 and data.y_train.tolist() == list(range(10))


def test_reviews_become_equally_long_rows(monkeypatch):
    keras = pytest.importorskip("keras")
    asked = []
    monkeypatch.setattr(
        keras.datasets.imdb, "load_data", lambda num_words: asked.append(num_words) or REVIEWS
    )
    data = datasets.load_imdb(words=50, length=6)
    assert asked == [50]
    assert data.x_train.tolist() == [
        [0, 0, 0, 1, 5, 9],
        [0, 0, 0, 0, 1, 7],
        [34, 35, 36, 37, 38, 39],
    ]
    assert data.x_train.dtype == np.int32 and data.y_train.dtype == np.int64
    with pytest.raises(ValueError, match="Received: words=3"):
        datasets.load_imdb(words=3)


@pytest.mark.skipif("DLCOURSE_MNIST" not in os.environ, reason="DLCOURSE_MNIST: a real mnist.npz")
def test_the_real_mnist(tmp_path):
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mnist.npz").symlink_to(os.environ["DLCOURSE_MNIST"])
    code = "d = datasets.load_mnist(); print(d, d.y_train[:5].tolist(), float(d.x_train.mean()))"
    printed = run(code, tmp_path)
    assert "60000 training and 10000 test samples of 28 x 28" in printed
    assert "[5, 0, 4, 1, 9] 0.1306" in printed
