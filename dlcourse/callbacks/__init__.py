"""Recorders: Keras callbacks that watch a training and never change it.

Each keeps one kind of record in a public attribute, starts it anew with every training, and can
`plot` it. By default a record is taken at the end of each epoch. For a training of some hundred
steps an epoch that costs about one per cent (`benchmarks/recorders.py`); where an epoch is a few
dozen steps of a tiny network, a look at its gradients takes as long as five of them. Ask for more
with `every` (batches), and pay with time.

    weights = dl.callbacks.WeightRecorder()
    model.fit(x, y, epochs=20, callbacks=[weights], verbose=0)
    weights.record["dense/kernel"].shape      # (21, n_in, n_out): the start, and each epoch
    weights.plot()                            # how far each array has moved from its start
"""

from dlcourse._namespace import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__file__, __name__)
