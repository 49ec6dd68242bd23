"""Backpropagation on a graph: send gradients from each node to its parents."""

from collections import Counter, defaultdict

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _send_back(order, parents, slopes):
    gradients = {name: 0.0 for name in order}
    gradients[order[-1]] = 1.0
    for name in reversed(order):
        for parent, slope in zip(parents[name], slopes[name], strict=True):
            gradients[parent] += slope * gradients[name]
    return gradients


def _graph(*rows):
    """Return a graph from rows of (name, its parents, the slopes)."""
    return (
        [name for name, _, _ in rows],
        {name: list(parents) for name, parents, _ in rows},
        {name: [float(slope) for slope in slopes] for name, _, slopes in rows},
    )


def _graphs(rng):
    chain = _graph(("w", "", ()), ("p", "w", (2,)), ("e", "p", (1,)), ("L", "e", (4,)))
    product = _graph(("w", "", ()), ("x", "", ()), ("p", "wx", (2, 3)), ("L", "p", (4,)))
    fork = _graph(("a", "", ()), ("b", "", ()), ("s", "ab", (1, 1)), ("L", "sb", (2, 3)))
    two_ways = _graph(
        ("x", "", ()),
        ("u", "x", (rng.integers(2, 6),)),
        ("v", "xu", (3, -2)),
        ("y", "uvx", rng.normal(size=3).round(1)),
        ("L", "yv", (0.5, 7)),
    )
    square = _graph(("x", "", ()), ("s", "xx", (3, 3)), ("loss", "s", (5,)))
    twice = _graph(("x", "", ()), ("s", "xx", (3, 5)), ("loss", "s", (2,)))
    return [chain, product, fork, square, twice, two_ways]


def _walk(order, parents, slopes, update, *, start=1.0, backward=True):
    """Go through the nodes, with another rule for the gradient of a parent."""
    gradients = dict.fromkeys(order, 0.0)
    gradients[order[-1]] = start
    for name in reversed(order) if backward else order:
        for parent, slope in zip(parents[name], slopes[name], strict=True):
            gradients[parent] = update(gradients[parent], slope, gradients[name])
    return gradients


def _multiplied(order, parents, slopes):
    gradients = dict.fromkeys(order, 1.0)
    for name in reversed(order):
        for parent, slope in zip(parents[name], slopes[name], strict=True):
            gradients[parent] *= slope * gradients[name]
    return gradients


def _averaged(order, parents, slopes):
    uses = Counter(parent for name in order for parent in parents[name])
    return {name: g / max(uses[name], 1) for name, g in _send_back(order, parents, slopes).items()}


def _all_start_at_one(order, parents, slopes):
    gradients = dict.fromkeys(order, 1.0)
    for name in reversed(order):
        for parent, slope in zip(parents[name], slopes[name], strict=True):
            gradients[parent] += slope * gradients[name]
    return gradients


def _send_back_by_all_paths(order, parents, slopes):
    # From the definition: the sum over all paths of the product of their slopes.
    def along(start, end):
        if start == end:
            return 1.0
        edges = zip(parents[end], slopes[end], strict=True)
        return sum(slope * along(start, parent) for parent, slope in edges)

    return {name: along(name, order[-1]) for name in order}


def _send_back_by_pulling(order, parents, slopes):
    # Each node asks its children, which come later in the order.
    gradients = defaultdict(float, {order[-1]: 1})
    for name in order[-2::-1]:
        for child in order:
            for i in range(len(parents[child])):
                if parents[child][i] == name:
                    gradients[name] += gradients[child] * slopes[child][i]
    return dict(gradients)


def _send_back_by_counter(order, parents, slopes):
    gradients = Counter({order[-1]: 1})
    for name in order[::-1]:
        for i, parent in enumerate(parents[name]):
            gradients[parent] += slopes[name][i] * gradients[name]
    return gradients


def _send_back_as_tensors(order, parents, slopes):
    import keras

    place = {name: i for i, name in enumerate(order)}
    gradients = np.zeros(len(order), dtype="float32")
    gradients[-1] = 1
    for name in reversed(order):
        parts = gradients[place[name]] * np.array(slopes[name])
        np.add.at(gradients, [place[parent] for parent in parents[name]], parts)
    return {name: keras.ops.convert_to_tensor(gradients[i]) for name, i in place.items()}


send_back = Exercise(
    name="send_back",
    reference=_send_back,
    right=[
        _send_back_by_all_paths,
        _send_back_by_pulling,
        _send_back_by_counter,
        _send_back_as_tensors,
    ],
    inputs=_graphs,
    mistakes=[
        Mistake(
            "overwritten at a fork",
            "A node that is used twice gets a part of its gradient from each use, and the parts "
            "add up. You keep the last one only.",
            lambda *graph: _walk(*graph, lambda old, slope, above: slope * above),
        ),
        Mistake(
            "forward order",
            "Only the parents of the last node got a gradient. Start at the last node, and go on "
            "to the first: at an input, where you may have begun, nothing has arrived yet.",
            lambda *graph: _walk(*graph, lambda o, s, above: o + s * above, backward=False),
        ),
        Mistake(
            "the last node has gradient 0",
            "Nothing can be sent back if the last node starts with 0. What is the derivative of "
            "a number by itself?",
            lambda *graph: _walk(*graph, lambda old, slope, above: old + slope * above, start=0.0),
        ),
        Mistake(
            "slopes added along a path",
            "Along a path the slopes are multiplied; only different paths are added.",
            lambda *graph: _walk(*graph, lambda old, slope, above: old + slope + above),
        ),
        Mistake(
            "own slope only",
            "That is the slope of one edge. It has to be multiplied by the gradient of the node "
            "that the edge leads to.",
            lambda *graph: _walk(*graph, lambda old, slope, above: old + slope),
        ),
        Mistake(
            "a parent that occurs twice counts once",
            "In x * x the parent x is named twice, and each time a part of its gradient comes.",
            lambda order, parents, slopes: _send_back(
                order,
                {name: list(dict.fromkeys(parents[name])) for name in order},
                {
                    name: list(dict(zip(parents[name], slopes[name], strict=True)).values())
                    for name in order
                },
            ),
        ),
        Mistake(
            "slope looked up by name",
            "A parent that is named twice has two slopes, one for each place. Go through parents "
            "and slopes side by side.",
            lambda order, parents, slopes: _send_back(
                order,
                parents,
                {n: [slopes[n][parents[n].index(p)] for p in parents[n]] for n in order},
            ),
            also=[
                lambda order, parents, slopes: _send_back(
                    order,
                    parents,
                    {
                        n: [dict(zip(parents[n], slopes[n], strict=True))[p] for p in parents[n]]
                        for n in order
                    },
                ),
            ],
        ),
        Mistake(
            "all gradients start at 1",
            "Only the last node starts with 1. The others collect what is sent to them, and at "
            "first that is nothing.",
            _all_start_at_one,
        ),
        Mistake(
            "inputs only",
            "Every node has a gradient, also those on the way; return all of them.",
            lambda order, parents, slopes: {
                name: gradient
                for name, gradient in _send_back(order, parents, slopes).items()
                if not parents[name]
            },
        ),
        Mistake(
            "always the first slope",
            "Each parent has a slope of its own: go through parents and slopes side by side.",
            lambda order, parents, slopes: _send_back(
                order, parents, {n: [s[0]] * len(s) if s else [] for n, s in slopes.items()}
            ),
        ),
        Mistake(
            "the largest part counts",
            "A node that is used twice gets a part of its gradient from each use. The parts are "
            "added; you keep one of them.",
            lambda *graph: _walk(*graph, lambda old, slope, above: max(old, slope * above)),
            also=[
                lambda *graph: _walk(
                    *graph, lambda old, slope, above: max(old, slope * above, key=abs)
                ),
                lambda *graph: _walk(*graph, lambda old, slope, above: old or slope * above),
            ],
        ),
        Mistake(
            "the last node left out",
            "The way back begins at the last node: it sends its gradient, 1, to its parents.",
            lambda order, parents, slopes: _send_back(
                order, {**parents, order[-1]: []}, {**slopes, order[-1]: []}
            ),
        ),
        Mistake(
            "parts multiplied",
            "Along a path slopes are multiplied; where paths meet, the parts are added.",
            _multiplied,
        ),
        Mistake(
            "parts averaged",
            "Where a node is used several times, the parts are added and not averaged.",
            _averaged,
        ),
        Mistake(
            "parts subtracted",
            "What arrives at a node is added to what it has already.",
            lambda *graph: _walk(*graph, lambda old, slope, above: old - slope * above),
        ),
        Mistake(
            "no slopes",
            "On its way to a parent, a gradient is multiplied by the slope of the edge.",
            lambda *graph: _walk(*graph, lambda old, slope, above: old + above),
        ),
        Mistake(
            "the first parent only",
            "Every parent of a node gets its part, not only the first one.",
            lambda order, parents, slopes: _send_back(
                order,
                {name: parents[name][:1] for name in order},
                {name: slopes[name][:1] for name in order},
            ),
        ),
        Mistake(
            "slopes in another order",
            "Slope i belongs to parent i: go through both lists in the same direction.",
            lambda order, parents, slopes: _send_back(
                order, parents, {name: slopes[name][::-1] for name in order}
            ),
        ),
        Mistake(
            "signs lost",
            "A slope may be negative; its sign counts.",
            lambda *graph: _walk(*graph, lambda old, slope, above: old + abs(slope * above)),
        ),
        Mistake(
            "slopes squared",
            "Each edge multiplies by its slope once.",
            lambda *graph: _walk(*graph, lambda old, slope, above: old + slope**2 * above),
        ),
        Mistake(
            "the last node is missing",
            "Every node has a gradient; that of the last one is 1.",
            lambda *graph: dict(list(_send_back(*graph).items())[:-1]),
        ),
        Mistake(
            "begun at the first node",
            "The 1 belongs to the last node, the loss: its derivative by itself.",
            lambda order, parents, slopes: {name: float(name == order[0]) for name in order},
        ),
    ],
    further=(
        "Frameworks call it a vector-Jacobian product: Baydin et al., Automatic differentiation"
        " in machine learning: a survey, 2018."
    ),
    hints=[
        "Make a dictionary that gives every node the gradient 0.0, and the last node 1.0.",
        "Go through the nodes from the last to the first: `reversed(order)`.",
        "At each node, every parent receives the edge's slope times the node's own gradient, in "
        "addition to what it has already.",
    ],
)
