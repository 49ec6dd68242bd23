"""Trained weights: whole, as their card says, and they read what they are said to read."""

import re
import runpy

import numpy as np
import pytest

from dlcourse import datasets
from dlcourse.datasets import files
from dlcourse.demos.gallery import draw_digit
from dlcourse.resources import datasets_dir

FILE = "digit_reader.npz"


def read_all(images):
    """The network's answers for many images at once, by the layers of the demo."""
    outputs = images[..., None]
    for layer in draw_digit._layers():
        outputs = layer.forward(outputs)
    return outputs.argmax(axis=1)


def test_the_card_states_the_facts_of_the_weights():
    loaded = datasets.load_digit_reader()
    stated = dict(re.findall(r"^\| ([^|]+?) \| `?([^|`]+?)`? \|$", loaded.DESCR, flags=re.M)[1:])
    with np.load(datasets_dir() / FILE) as file:
        stored = dict(file)
    layers = [f"{name.removesuffix('_kernel')} {' x '.join(map(str, array.shape))}"
              for name, array in stored.items() if name.endswith("kernel")]  # fmt: skip
    data = datasets.load_mnist_5k()
    share = (read_all(data.x_test) == data.y_test).mean()
    assert stated == {
        "file": FILE,
        "bytes": str((datasets_dir() / FILE).stat().st_size),
        "SHA-256": files.checksums()[FILE],
        "layers": ", ".join(layers),
        "numbers": str(sum(array.size for array in stored.values())),
        "kind in the file": {str(array.dtype) for array in stored.values()}.pop(),
        "kind after loading": {str(array.dtype) for array in loaded.weights}.pop(),
        "input": "28 x 28 pixels from 0 (paper) to 1 (ink), centred as in mnist_5k",
        "read of the test images of mnist_5k": f"{100 * share:.1f} %",
    }


def test_the_card_says_where_it_comes_from_and_what_is_wrong_with_it():
    card = datasets.load_digit_reader().DESCR
    for word in ("**Source.**", "https://doi.org/", "CC BY-SA 3.0", "**Known faults.**"):
        assert word in card


def test_what_was_loaded_is_ones_own_and_told_in_one_line():
    first = datasets.load_digit_reader()
    first.weights[0][:] = 0
    assert datasets.load_digit_reader().weights[0].any()
    assert repr(first) == "TrainedWeights digit_reader: 30,322 numbers in 8 arrays"


def test_damage_is_noticed(tmp_path, monkeypatch):
    content = bytearray((datasets_dir() / FILE).read_bytes())
    content[1000] ^= 1
    (tmp_path / FILE).write_bytes(content)
    (tmp_path / "SHA256SUMS").write_bytes((datasets_dir() / "SHA256SUMS").read_bytes())
    monkeypatch.setattr(files, "datasets_dir", lambda: tmp_path)
    with pytest.raises(datasets.DataFileError, match="is damaged"):
        datasets.load_digit_reader()


def test_the_script_makes_such_a_network_of_varied_images():
    pytest.importorskip("keras")
    script = runpy.run_path(str(datasets_dir() / "make_digit_reader.py"))
    shapes = [array.shape for array in script["network"]().get_weights()]
    assert shapes == [array.shape for array in datasets.load_digit_reader().weights]
    images = datasets.load_mnist_5k().x_train[:200, ..., None]
    varied = script["varied"](images, np.random.default_rng(0))
    assert varied.shape == images.shape and varied.min() >= 0 and varied.max() <= 1
    assert 0.02 < abs(varied - images).mean() < 0.12
    assert varied.mean() == pytest.approx(images.mean(), rel=0.1)


def test_the_card_of_the_plane_states_its_facts():
    loaded = datasets.load_code_plane()
    stated = dict(re.findall(r"^\| ([^|]+?) \| `?([^|`]+?)`? \|$", loaded.DESCR, flags=re.M)[1:])
    path = datasets_dir() / "code_plane.npz"
    assert stated["bytes"] == str(path.stat().st_size)
    assert stated["SHA-256"] == files.checksums()["code_plane.npz"]
    assert stated["numbers of the decoder"] == str(sum(array.size for array in loaded.weights))
    shapes = [" x ".join(map(str, array.shape)) for array in loaded.weights[::2]]
    assert [
        layer.split(" ", 1)[1] for layer in stated["layers of the decoder"].split(", ")
    ] == shapes
    assert loaded.codes.shape == (1000, 2) and loaded.codes.dtype == np.float32
    assert (np.abs(loaded.codes) <= 9.001).mean(axis=0) == pytest.approx([0.98, 0.98], abs=0.002)
    for word in ("**Source.**", "https://doi.org/", "CC BY-SA 3.0", "**Known faults.**"):
        assert word in loaded.DESCR
    assert repr(loaded) == "CodePlane: a decoder of 54,240 numbers, 1,000 codes"
    loaded.codes[:] = 0
    assert datasets.load_code_plane().codes.any()


def test_the_script_of_the_plane_makes_such_a_decoder():
    pytest.importorskip("keras")
    script = runpy.run_path(str(datasets_dir() / "make_code_plane.py"))
    encoder, decoder = script["networks"]()
    shapes = [array.shape for array in decoder.get_weights()]
    assert shapes == [array.shape for array in datasets.load_code_plane().weights]
    assert encoder.output_shape == (None, 2)
