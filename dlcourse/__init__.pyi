from dlcourse import callbacks as callbacks
from dlcourse import claims as claims
from dlcourse import datasets as datasets
from dlcourse import demos as demos
from dlcourse import exercises as exercises
from dlcourse import layers as layers
from dlcourse import models as models
from dlcourse import plots as plots
from dlcourse import regularizers as regularizers
from dlcourse import scratch as scratch
from dlcourse import training as training
from dlcourse._setup import setup as setup
from dlcourse.claims import claim as claim

__version__: str
