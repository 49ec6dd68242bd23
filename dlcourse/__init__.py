"""A deep-learning course in Keras notebooks; `import dlcourse as dl` is all a lesson needs.

    dl.setup        the first line of a lesson: seeds, quiet libraries, the style of figures
    dl.claim        a sentence, and the computed condition that proves it
    dl.scratch      layers, losses, optimizers, networks in NumPy alone, under Keras' names
    dl.models       Keras models that several lessons use
    dl.layers       layers that Keras lacks
    dl.regularizers penalties that Keras lacks
    dl.callbacks    recorders of weights, gradients and outputs while a Keras model trains
    dl.training     gradients of any Keras model
    dl.plots        figures: data first, `ax=None`, and the Axes come back
    dl.datasets     data that is shipped, made from a seed, or downloaded
    dl.exercises    the exercises of the lessons: `check`, `hint`, `solution`
    dl.demos        interactive pictures
    dl.claims       the error that a claim raises which does not hold

Each loads on first use (PEP 562), so that importing the package costs milliseconds and loads
neither NumPy, nor Matplotlib, nor Keras. `help(dl.plots)` shows what one of them holds.

Example:
    >>> import dlcourse as dl
    >>> dl.claim("Two and two are four", 2 + 2 == 4)
    ✓ Two and two are four
"""

import os

from dlcourse._namespace import lazy as _lazy

# Before NumPy loads: in products of small matrices, a second thread costs more than it brings.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
__getattr__, __dir__, __all__ = _lazy(__file__, __name__)
