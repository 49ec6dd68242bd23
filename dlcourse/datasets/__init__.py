"""Data to learn from: shipped with the course, made from a seed, or downloaded by Keras.

Every function returns the same `Dataset` tuple: `x_train`, `y_train`, `x_test`, `y_test`,
`class_names`, `DESCR` (the data card), `feature_names`, `name`; graphs have a tuple of their own,
`Graph` or `GraphBatch`, and so have series, `Series`, and trained weights,
`TrainedWeights` and `CodePlane`. Images
and tables are float32, classes are int64, the split is fixed, and every call returns arrays of your
own.

Example:
    >>> import dlcourse as dl
    >>> data = dl.datasets.load_digits()
    >>> data.x_train.shape, data.x_train.dtype.name
    ((1347, 8, 8), 'float32')
"""

from dlcourse._namespace import names_in as _names_in
from dlcourse.datasets._dataset import Dataset as Dataset
from dlcourse.datasets.downloads import DownloadError as DownloadError
from dlcourse.datasets.downloads import load_cifar10 as load_cifar10
from dlcourse.datasets.downloads import load_fashion_mnist as load_fashion_mnist
from dlcourse.datasets.downloads import load_imdb as load_imdb
from dlcourse.datasets.downloads import load_mnist as load_mnist
from dlcourse.datasets.files import DataFileError as DataFileError
from dlcourse.datasets.files import verify_files as verify_files
from dlcourse.datasets.generators import logic_gate as logic_gate
from dlcourse.datasets.generators import make_blobs as make_blobs
from dlcourse.datasets.generators import make_moons as make_moons
from dlcourse.datasets.generators import make_spirals as make_spirals
from dlcourse.datasets.graphs import Graph as Graph
from dlcourse.datasets.graphs import GraphBatch as GraphBatch
from dlcourse.datasets.graphs import load_karate_club as load_karate_club
from dlcourse.datasets.graphs import make_communities as make_communities
from dlcourse.datasets.graphs import make_motifs as make_motifs
from dlcourse.datasets.names import LETTERS as LETTERS
from dlcourse.datasets.names import load_first_names as load_first_names
from dlcourse.datasets.names import name_speller_weights as name_speller_weights
from dlcourse.datasets.names import spell as spell
from dlcourse.datasets.photographs import load_photograph as load_photograph
from dlcourse.datasets.sequences import make_adding_problem as make_adding_problem
from dlcourse.datasets.sequences import make_additions as make_additions
from dlcourse.datasets.sequences import make_copy_task as make_copy_task
from dlcourse.datasets.series import Series as Series
from dlcourse.datasets.series import load_sunspots as load_sunspots
from dlcourse.datasets.shipped import load_digits as load_digits
from dlcourse.datasets.shipped import load_iris as load_iris
from dlcourse.datasets.shipped import load_mnist_5k as load_mnist_5k
from dlcourse.datasets.weights import CodePlane as CodePlane
from dlcourse.datasets.weights import LatentPlanes as LatentPlanes
from dlcourse.datasets.weights import TrainedWeights as TrainedWeights
from dlcourse.datasets.weights import load_code_plane as load_code_plane
from dlcourse.datasets.weights import load_digit_reader as load_digit_reader
from dlcourse.datasets.weights import load_latent_planes as load_latent_planes

__all__ = _names_in(globals())


def __dir__() -> list[str]:
    return __all__
