"""Exercises of lesson 06: backward passes of a graph and of a dense layer."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# Sending a gradient back through a graph of numbers


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
    return [chain, product, fork, square, two_ways]


def _walk(order, parents, slopes, update, *, start=1.0, backward=True):
    """Go through the nodes, with another rule for the gradient of a parent."""
    gradients = dict.fromkeys(order, 0.0)
    gradients[order[-1]] = start
    for name in reversed(order) if backward else order:
        for parent, slope in zip(parents[name], slopes[name], strict=True):
            gradients[parent] = update(gradients[parent], slope, gradients[name])
    return gradients


def _all_start_at_one(order, parents, slopes):
    gradients = dict.fromkeys(order, 1.0)
    for name in reversed(order):
        for parent, slope in zip(parents[name], slopes[name], strict=True):
            gradients[parent] += slope * gradients[name]
    return gradients


send_back = Exercise(
    name="send_back",
    reference=_send_back,
    inputs=_graphs,
    mistakes=[
        Mistake(
            "overwritten at a fork",
            "A node that is used twice gets a share of its gradient from each use. You keep the "
            "last share only; the shares add up.",
            lambda *graph: _walk(*graph, lambda old, slope, above: slope * above),
        ),
        Mistake(
            "forward order",
            "You start at the inputs, where no gradient has arrived yet. Start at the last node.",
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
            "In x * x the parent x is named twice, and each time it gets a share.",
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
    ],
    hints=[
        "Make a dictionary that gives every node the gradient 0.0, and the last node 1.0.",
        "Go through the nodes from the last to the first: `reversed(order)`.",
        "At each node, every parent receives the edge's slope times the node's own gradient, in "
        "addition to what it has already.",
    ],
)

# A dense layer


def _dense_backward(x, kernel, dz):
    d_kernel = x.T @ dz
    d_bias = dz.sum(axis=0)
    d_x = dz @ kernel.T
    return {"kernel": d_kernel, "bias": d_bias, "x": d_x}


def _dense_inputs(rng):
    def draw(n, d, p):
        shapes = (n, d), (d, p), (n, p)
        return tuple(rng.integers(-5, 6, shape).astype(float) for shape in shapes)

    one = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, -1.0], [3.0, 1.0, 2.0]])
    return [(*one, np.array([[1.0, 10.0, 0.0]])), draw(3, 3, 3), draw(4, 2, 3), draw(5, 3, 1)]


def _changed(**changes):
    """Return the right gradients with some parts computed in another way."""

    def faulty(x, kernel, dz):
        right = _dense_backward(x, kernel, dz)
        return right | {part: change(x, kernel, dz) for part, change in changes.items()}

    return faulty


dense_backward = Exercise(
    name="dense_backward",
    reference=_dense_backward,
    inputs=_dense_inputs,
    mistakes=[
        Mistake(
            "kernel not transposed",
            "On the way back the gradient goes from units to inputs, so the kernel has to be "
            "turned: (n, p) times (p, d).",
            _changed(x=lambda x, kernel, dz: dz @ kernel),
        ),
        Mistake(
            "inputs not transposed",
            "The gradient of the kernel has the kernel's shape (d, p), and it sums over the n "
            "samples. Which of the two factors has to be turned for that?",
            _changed(kernel=lambda x, kernel, dz: x @ dz),
        ),
        Mistake(
            "kernel's gradient transposed",
            "Your gradient of the kernel has one row per unit. It must have the shape of the "
            "kernel, one row per input.",
            _changed(kernel=lambda x, kernel, dz: dz.T @ x),
        ),
        Mistake(
            "bias not summed",
            "All samples share one bias, so its gradient is the sum of theirs, shape (p,).",
            _changed(bias=lambda x, kernel, dz: dz),
        ),
        Mistake(
            "bias averaged",
            "dz is already the gradient of the mean loss: the 1/N is in it. Here the samples "
            "are summed.",
            _changed(bias=lambda x, kernel, dz: dz.mean(axis=0)),
        ),
        Mistake(
            "kernel averaged",
            "dz is already the gradient of the mean loss: the 1/N is in it. Do not divide by the "
            "number of samples again.",
            _changed(kernel=lambda x, kernel, dz: x.T @ dz / len(x)),
            also=[
                _changed(
                    kernel=lambda x, kernel, dz: x.T @ dz / len(x),
                    bias=lambda x, kernel, dz: dz.mean(axis=0),
                )
            ],
        ),
        Mistake(
            "gradient of x averaged",
            "Each row of x has its own gradient. Nothing is averaged in it.",
            _changed(x=lambda x, kernel, dz: dz @ kernel.T / len(x)),
        ),
        Mistake(
            "bias summed over units",
            "Each unit has a bias of its own. Sum over the samples, which are the rows.",
            _changed(bias=lambda x, kernel, dz: dz.sum(axis=1)),
        ),
        Mistake(
            "one sum for all biases",
            "That is a single number. Each unit has a bias of its own: sum over the samples only.",
            _changed(bias=lambda x, kernel, dz: dz.sum()),
        ),
    ],
    hints=[
        "Each gradient has the shape of what it belongs to: kernel (d, p), bias (p,), x (n, d).",
        "Write the shapes of x, kernel and dz down. For each gradient there is one product, with "
        "one factor transposed, that has the right shape and sums over the right axis.",
        "The bias is added to every row, a fork with n branches: its gradients add up.",
    ],
)
