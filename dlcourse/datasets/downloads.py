"""Larger data sets that Keras downloads once: MNIST, Fashion-MNIST, CIFAR-10, IMDB.

The lessons do not need them. Keras shows a progress bar, keeps the files in its cache, verifies
their checksums, and after that no internet is needed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from dlcourse.datasets._dataset import Dataset

_ARCHIVE = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
# Keras does not verify these four; the MD5 sums are those that the authors publish at
# https://github.com/zalandoresearch/fashion-mnist.
_FASHION_MD5 = {
    "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
    "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
    "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310",
    "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
}
_GARMENTS = (
    "T-shirt/top",
    "trouser",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
)
_THINGS = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)


class DownloadError(RuntimeError):
    """A data set is not in Keras' cache and cannot be downloaded; the message says what to do."""


def load_mnist() -> Dataset:
    """Load MNIST: 70000 handwritten digits of 28x28 pixels; downloads 11 MB once.

    Returns:
        `Dataset` with `x_train` (60000, 28, 28) and `x_test` (10000, 28, 28), float32 from 0
        (paper) to 1 (ink), 188 MB of memory; labels int64. The authors' split.

    Raises:
        DownloadError: The file is not in Keras' cache and there is no internet.

    Reference:
        LeCun, Bottou, Bengio, Haffner (1998), Gradient-based learning applied to document
        recognition, Proceedings of the IEEE 86(11), 2278-2324.
    """
    import keras

    files = {"mnist.npz": f"{_ARCHIVE}mnist.npz"}
    arrays = _fetch("MNIST", files, keras.datasets.mnist.load_data)
    descr = "MNIST: 28x28 grey images of handwritten digits, 0 paper to 1 ink; CC BY-SA 3.0."
    return _images("mnist", arrays, tuple("0123456789"), descr)


def load_fashion_mnist() -> Dataset:
    """Load Fashion-MNIST: 70000 pictures of garments, 28x28 pixels; downloads 31 MB once.

    Returns:
        `Dataset` with `x_train` (60000, 28, 28) and `x_test` (10000, 28, 28), float32 from 0
        (background) to 1, 188 MB of memory; labels int64. The authors' split.

    Raises:
        DownloadError: A file is not in Keras' cache and there is no internet.

    Reference:
        Xiao, Rasul, Vollgraf (2017), Fashion-MNIST: a Novel Image Dataset for Benchmarking
        Machine Learning Algorithms, arXiv:1708.07747.
    """
    import keras

    def load() -> Any:
        for name, md5 in _FASHION_MD5.items():
            keras.utils.get_file(
                name,
                origin=_ARCHIVE + name,
                file_hash=md5,
                hash_algorithm="md5",
                cache_subdir=os.path.join("datasets", "fashion-mnist"),
            )
        return keras.datasets.fashion_mnist.load_data()

    files = {f"fashion-mnist/{name}": _ARCHIVE + name for name in _FASHION_MD5}
    arrays = _fetch("Fashion-MNIST", files, load)
    descr = "Fashion-MNIST: 28x28 grey images of garments, 0 background to 1; MIT licence."
    return _images("fashion_mnist", arrays, _GARMENTS, descr)


def load_cifar10() -> Dataset:
    """Load CIFAR-10: 60000 colour photographs of 32x32 pixels; downloads 170 MB once.

    Returns:
        `Dataset` with `x_train` (50000, 32, 32, 3) and `x_test` (10000, 32, 32, 3), float32 from
        0 to 1, channels red, green, blue, 737 MB of memory; labels int64. The authors' split.

    Raises:
        DownloadError: The file is not in Keras' cache and there is no internet.

    Reference:
        Krizhevsky (2009), Learning Multiple Layers of Features from Tiny Images, tech report,
        University of Toronto.
    """
    import keras

    # Keras keeps the downloaded archive under a name of its own.
    url = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
    files = {"cifar-10-batches-py-target_archive": url}
    arrays = _fetch("CIFAR-10", files, keras.datasets.cifar10.load_data)
    descr = "CIFAR-10: 32x32 colour photographs, 0 to 1; a few labels are known to be wrong."
    return _images("cifar10", arrays, _THINGS, descr)


def load_imdb(*, words: int = 10_000, length: int = 200) -> Dataset:
    """Load IMDB: 50000 film reviews as word numbers, good or bad; downloads 17 MB once.

    Args:
        words: Keep the most frequent words, numbered below this; others become 2.
        length: Number of words per review: the end of longer ones, zeros before shorter ones.

    Returns:
        `Dataset` with `x_train` and `x_test` (25000, length), int32: 0 filling, 1 start,
        2 unknown word, then words by falling frequency; labels int64. The authors' split.

    Raises:
        ValueError: `words` is below 4 or `length` below 1.
        DownloadError: The file is not in Keras' cache and there is no internet.

    Reference:
        Maas, Daly, Pham, Huang, Ng, Potts (2011), Learning Word Vectors for Sentiment Analysis,
        ACL, 142-150.
    """
    if words < 4 or length < 1:
        raise ValueError(
            f"Expected words >= 4 and length >= 1. Received: words={words}, length={length}"
        )
    import keras

    files = {"imdb.npz": f"{_ARCHIVE}imdb.npz"}
    load = keras.datasets.imdb.load_data
    (x_train, y_train), (x_test, y_test) = _fetch("IMDB", files, lambda: load(num_words=words))
    x_train, x_test = (
        keras.utils.pad_sequences(x, maxlen=length, dtype="int32") for x in (x_train, x_test)
    )
    descr = "IMDB: film reviews as word numbers; half of them good, half bad."
    y_train, y_test = np.asarray(y_train, np.int64), np.asarray(y_test, np.int64)
    return Dataset(x_train, y_train, x_test, y_test, ("bad", "good"), descr, (), "imdb")


def _images(name: str, arrays: Any, class_names: tuple[str, ...], descr: str) -> Dataset:
    """Return uint8 images and labels as a `Dataset` of float32 from 0 to 1."""
    (x_train, y_train), (x_test, y_test) = arrays
    x_train, x_test = (np.divide(x, 255, dtype=np.float32) for x in (x_train, x_test))
    y_train, y_test = (y.reshape(-1).astype(np.int64) for y in (y_train, y_test))
    return Dataset(x_train, y_train, x_test, y_test, class_names, descr, (), name)


def _fetch(title: str, files: dict[str, str], load: Callable[[], Any]) -> Any:
    """Call Keras' loader; if it fails, say which file belongs where.

    Args:
        title: Name of the data set.
        files: Address to download from, by the file's place in Keras' data folder.
        load: Keras' loader.
    """
    folder = _cache_folder()
    before = [place for place in files if (folder / place).exists()]
    try:
        return load()
    except Exception as error:  # Keras raises plain Exception when a download fails
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    gone = [place for place in before if not (folder / place).exists()]
    damaged = f"Keras found {', '.join(gone)} damaged and removed it.\n" if gone else ""
    steps = "\n".join(f"  {url}\n    -> {folder / place}" for place, url in files.items())
    raise DownloadError(
        f"Cannot load {title}: {reason}\n{damaged}"
        "With internet, run the same line again. Without, download on another computer and copy:\n"
        f"{steps}\n"
        "No lesson needs this data: dlcourse.datasets.load_digits() works offline."
    )


def _cache_folder() -> Path:
    """Return the folder where Keras looks for data, by the rule in its `get_file`."""
    home = Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser()
    if not os.access(home, os.W_OK):
        home = Path("/tmp" if os.path.isdir("/tmp") else tempfile.gettempdir(), ".keras")
    return home / "datasets"
