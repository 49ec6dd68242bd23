"""Dropout, forward and back."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _dropout_layer(h, draws, rate, training):
    if not training:
        return h.copy(), np.ones(h.shape)
    slope = (draws >= rate) / (1 - rate)
    return h * slope, slope


def _dropout_layer_inputs(rng):
    two, draws = np.array([5.0, 6.0]), np.array([0.1, 0.9])
    h = rng.normal(size=(4, 3))
    return [
        (two, draws, 0.5, True),
        (two, draws, 0.5, False),
        (two, np.array([0.1, 0.3]), 0.2, True),
        (two, np.array([0.5, 0.25]), 0.5, True),
        (two, draws, 0.0, True),
        (h, rng.random(size=(4, 3)), 0.4, True),
        (h, rng.random(size=(4, 3)), 0.8, True),
        (h, rng.random(size=(4, 3)), 0.4, False),
    ]


def _parts(returned, h, draws, rate, training):
    """Return output and slope by name."""
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise ValueError("Expected two arrays: the output and the slope.")
    return {"output": returned[0], "slope": returned[1]}


def _by_where(h, draws, rate, training):
    slope = np.where(draws < rate, 0.0, 1 / (1 - rate)) if training else np.ones_like(h)
    return slope * h, slope


def _by_loop(h, draws, rate, training):
    output, slope = h.copy(), np.ones(h.shape)
    if training:
        for place in np.ndindex(h.shape):
            slope[place] = 0.0 if draws[place] < rate else 1.0 / (1.0 - rate)
            output[place] = h[place] * slope[place]
    return output, slope


def _with(scale=lambda rate: 1 / (1 - rate), use=lambda rate: 1.0, kept=None):
    """Return an answer with another factor in training or in use, or that keeps others."""

    def answer(h, draws, rate, training):
        if not training:
            return h * use(rate), np.full(h.shape, use(rate))
        mask = draws >= rate if kept is None else kept(draws, rate)
        with np.errstate(all="ignore"):
            slope = mask * scale(rate)
        return h * slope, slope

    return answer


def _slope_of_ones(h, draws, rate, training):
    return _dropout_layer(h, draws, rate, training)[0], np.ones(h.shape)


def _slope_of_mask(h, draws, rate, training):
    output, slope = _dropout_layer(h, draws, rate, training)
    return output, (slope > 0).astype(float)


def _in_place(h, draws, rate, training):
    output, slope = _dropout_layer(h, draws, rate, training)
    h[...] = output
    return h, slope


dropout_layer = Exercise(
    name="dropout_layer",
    reference=_dropout_layer,
    right=[_by_where, _by_loop],
    inputs=_dropout_layer_inputs,
    outcome=_parts,
    mistakes=[
        Mistake(
            "not enlarged",
            "Without the others the next layer gets too little. Enlarge what stays, so that the "
            "mean is kept.",
            _with(scale=lambda rate: 1.0),
        ),
        Mistake(
            "made smaller in use instead",
            "This is the dropout of 2012: it keeps all sizes in training and makes the outputs "
            "smaller in use. Here nothing changes in use, so enlarge in training.",
            _with(scale=lambda rate: 1.0, use=lambda rate: 1 - rate),
        ),
        Mistake(
            "made smaller in use, too",
            "In training the mean is kept already. In use nothing is dropped and nothing scaled.",
            _with(use=lambda rate: 1 - rate),
        ),
        Mistake(
            "enlarged in use, too",
            "In use all units are there: nothing to make up for.",
            _with(use=lambda rate: 1 / (1 - rate)),
        ),
        Mistake(
            "dropped in use, too",
            "`training` makes no difference in your layer. In use every unit works.",
            lambda h, draws, rate, training: _dropout_layer(h, draws, rate, True),
        ),
        Mistake(
            "training and use exchanged",
            "You drop in use and not in training.",
            lambda h, draws, rate, training: _dropout_layer(h, draws, rate, not training),
        ),
        Mistake(
            "the wrong ones dropped",
            "The rate is the probability of being dropped: those with a number below it go.",
            _with(kept=lambda draws, rate: draws < rate),
        ),
        Mistake(
            "the rate taken for what is kept",
            "You divide by the rate. What stays is one minus the rate.",
            _with(scale=lambda rate: 1 / max(rate, 1e-300)),
            also=[
                _with(
                    scale=lambda rate: 1 / max(rate, 1e-300), kept=lambda draws, rate: draws < rate
                )
            ],
        ),
        Mistake(
            "a number at the rate is dropped",
            "Dropped is what is below the rate. Equal is not below.",
            _with(kept=lambda draws, rate: draws > rate),
        ),
        Mistake(
            "made smaller in training",
            "You multiply by one minus the rate. The others are fewer, so each must count more.",
            _with(scale=lambda rate: 1 - rate),
        ),
        Mistake(
            "the slope knows nothing of the drop",
            "If an output is 0 whatever comes in, its slope is 0. And those that were enlarged?",
            _slope_of_ones,
        ),
        Mistake(
            "the slope is not enlarged",
            "The output is the input times a factor. What is the slope of that?",
            _slope_of_mask,
        ),
        Mistake(
            "changes its input",
            "You write into the outputs of the layer before. Return new arrays.",
            _in_place,
        ),
    ],
    further="`keras.layers.Dropout` does this; `SpatialDropout2D` drops whole maps of features.",
    hints=[
        "In training, make one array of factors: 0 for those to drop, one number for all others. "
        "Output and slope both follow from it.",
        "The mean is kept if the factor of those that stay makes up for the share that is left.",
    ],
)
