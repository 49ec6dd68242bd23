"""The shipped latent planes are what their card says."""

import re
import runpy

import numpy as np

from dlcourse import datasets
from dlcourse.datasets import files
from dlcourse.resources import datasets_dir

FILE = "latent_planes.npz"


def test_the_card_states_the_facts():
    loaded = datasets.load_latent_planes()
    stated = dict(re.findall(r"^\| ([^|]+?) \| `?([^|`]+?)`? \|$", loaded.DESCR, flags=re.M)[1:])
    with np.load(datasets_dir() / FILE) as file:
        kinds = {str(file[name].dtype) for name in file.files if name != "betas"}
    layers = [" x ".join(map(str, array.shape[1:])) for array in loaded.weights[::2]]
    assert stated == {
        "file": FILE,
        "bytes": str((datasets_dir() / FILE).stat().st_size),
        "SHA-256": files.checksums()[FILE],
        "betas": ", ".join(f"{beta:g}" for beta in loaded.betas),
        "layers of each decoder": ", ".join(layers),
        "codes": " x ".join(map(str, loaded.codes.shape))
        + ", the means for the test images of mnist_5k",
        "kind in the file": kinds.pop(),
        "kind after loading": str(loaded.codes.dtype),
    }


def test_the_card_says_where_it_comes_from_and_what_is_wrong_with_it():
    card = datasets.load_latent_planes().DESCR
    for word in ("**Source.**", "https://doi.org/", "CC BY-SA 3.0", "**Known faults.**"):
        assert word in card


def test_what_was_loaded_is_ones_own_and_told_in_one_line():
    first = datasets.load_latent_planes()
    first.codes[:] = 0
    assert datasets.load_latent_planes().codes.any()
    assert repr(first) == "LatentPlanes of 6 betas"


def test_the_script_makes_such_networks():
    script = runpy.run_path(str(datasets_dir() / "make_latent_planes.py"))
    layers = script["dense_layers"](script["SIZES"][1], np.random.default_rng(0))
    shapes = [weight.shape for layer in layers for weight in layer.weights]
    assert shapes == [weight.shape for weight in datasets.load_latent_planes().weights]
