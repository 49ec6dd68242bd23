"""The first layers of one network in the place of another's."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _take_over(old, new, k):
    result, taken = [], 0
    for old_layer, new_layer in zip(old, new, strict=True):
        source = old_layer if taken < k else new_layer
        result.append([array.copy() for array in source])
        taken += len(new_layer) > 0
    return result


def _network(rng, plan):
    """Return layers of small arrays: a number above 0 is a layer of so many units."""
    return [
        [rng.normal(size=(2, n)).round(2), rng.normal(size=n).round(2)] if n else [] for n in plan
    ]


def _take_over_inputs(rng):
    plans = [((2, 0, 3), range(3)), ((1,), range(2)), ((2, 0, 3, 0, 1, 2), range(5))]
    return [(_network(rng, plan), _network(rng, plan), k) for plan, counts in plans for k in counts]


def _arrays(returned, old, new, k):
    """Return the arrays by their places."""
    n_arrays = [len(layer) for layer in new]
    lists = isinstance(returned, list | tuple)
    lists = lists and all(isinstance(layer, list | tuple) for layer in returned)
    if not lists or [len(layer) for layer in returned] != n_arrays:
        raise ValueError(f"Expected a list of {len(new)} lists, of {n_arrays} arrays: as in new.")
    return {
        f"layer {i}, array {j}": array
        for i, layer in enumerate(returned)
        for j, array in enumerate(layer)
    }


def _by_places(old, new, k):
    places = [i for i, layer in enumerate(new) if layer]
    chosen = set(places[:k])
    return [list(map(np.array, (old if i in chosen else new)[i])) for i in range(len(new))]


def _by_countdown(old, new, k):
    result, left = [], k
    for a, b in zip(old, new, strict=True):
        if not b:
            result.append([])
        elif left:
            left -= 1
            result.append([array + 0 for array in a])
        else:
            result.append([array + 0 for array in b])
    return result


def _positions(old, new, k):
    return [[array.copy() for array in layer] for layer in [*old[:k], *new[k:]]]


def _last_layers(old, new, k):
    n = sum(len(layer) > 0 for layer in new)
    return _take_over(new, old, n - k)


_MISTAKES = [
    Mistake(
        "empty layers counted",
        "Pooling and flatten have no weights, and do not count in k.",
        _positions,
    ),
    Mistake(
        "the last layers",
        "You take the last k layers of the old network. The first ones lie next to the image.",
        _last_layers,
    ),
    Mistake(
        "old and new exchanged",
        "Your first k layers are the new network's, and the others the old one's.",
        lambda old, new, k: _take_over(new, old, k),
    ),
    Mistake(
        "one layer too many",
        "You take k + 1 layers. Look at k = 0: nothing is taken.",
        lambda old, new, k: _take_over(old, new, k + 1),
    ),
    Mistake(
        "one layer too few",
        "You take k - 1 layers.",
        lambda old, new, k: _take_over(old, new, k - 1),
    ),
    Mistake(
        "without the biases",
        "You take the kernels, and leave the biases. They belong to what a layer has learned.",
        lambda old, new, k: [
            [a, *rest] if len(layer) else []
            for layer, rest, a in (
                (taken, layer[1:], taken[0] if taken else None)
                for taken, layer in zip(_take_over(old, new, k), new, strict=True)
            )
        ],
    ),
]

take_over = Exercise(
    name="take_over",
    reference=_take_over,
    right=[_by_places, _by_countdown],
    inputs=_take_over_inputs,
    outcome=_arrays,
    mistakes=_MISTAKES,
    further="In Keras: `layer.set_weights(old.get_layer(name).get_weights())`, layer by layer.",
    hints=[
        "Walk along both lists together, and count the layers that have weights.",
        "Take the old layer as long as fewer than k have been taken.",
    ],
)
