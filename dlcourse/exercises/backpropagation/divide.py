"""A new operation for the engine of the lesson: a quotient with its two slopes."""

from dlcourse.judging import Exercise, Mistake
from dlcourse.scratch.autograd import Value as Node


def _divide(a, b):
    quotient = a.data / b.data
    return Node(quotient, (a, b), (1 / b.data, -quotient / b.data), "/")


def _call(answer, a, b):
    """Let the answer divide two Nodes: those of its notebook, or else the library's Values."""
    kind = getattr(answer, "__globals__", {}).setdefault("Node", Node)
    above, below = kind(a), kind(b)
    quotient = answer(above, below)
    if not all(hasattr(quotient, name) for name in ("data", "parents", "slopes")):
        raise ValueError("Expected a Node, with its data, its parents and its slopes.")
    return {
        "data": quotient.data,
        "slope with respect to a": _slope(quotient, above),
        "slope with respect to b": _slope(quotient, below),
        "gradients before backward": [above.gradient, below.gradient],
    }


def _slope(end, start):
    """Return the slope of a node with respect to another: the sum over all paths between them."""
    if end is start:
        return 1.0
    if not hasattr(end, "parents"):
        raise ValueError("Expected Nodes as parents, not their numbers.")
    if len(end.parents) != len(end.slopes):
        raise ValueError("Expected as many slopes as parents.")
    edges = zip(end.parents, end.slopes, strict=True)
    return sum((slope * _slope(parent, start) for parent, slope in edges), 0.0)


def _inputs(rng):
    drawn = rng.uniform(0.5, 3, (3, 2)) * rng.choice([-1, 1], (3, 2))
    return [(6.0, 2.0), (1.0, -4.0), (-3.0, 0.5), *(tuple(row) for row in drawn.round(1).tolist())]


def _by_powers(a, b):
    return a * b**-1


def _by_a_reciprocal(a, b):
    one_over = Node(1 / b.data, (b,), (-1 / b.data**2,), "1/")
    return one_over * a


def _with_lists(a, b):
    node = Node(a.data * b.data**-1)
    node.parents = [b, a]
    node.slopes = [-a.data / b.data**2, 1 / b.data]
    return node


def _with(slopes, *, value=lambda a, b: a / b, parents=lambda a, b: (a, b)):
    """Return an answer with these functions of the two numbers, and of the two Nodes."""

    def answer(a, b):
        return Node(value(a.data, b.data), parents(a, b), slopes(a.data, b.data), "/")

    return answer


def _right_slopes(a, b):
    return 1 / b, -a / b**2


def _sent_back_at_once(a, b):
    slopes = _right_slopes(a.data, b.data)
    for node, slope in zip((a, b), slopes, strict=True):
        node.gradient += slope
    return Node(a.data / b.data, (a, b), slopes)


def _number(a, b):
    return a.data / b.data


def _numbers(a, b):
    return (a.data / b.data, *_right_slopes(a.data, b.data))


divide = Exercise(
    name="divide",
    reference=_divide,
    right=[_by_powers, _by_a_reciprocal, _with_lists],
    inputs=_inputs,
    call=_call,
    mistakes=[
        Mistake(
            "minus sign forgotten",
            "If the number below the line grows, the quotient becomes smaller (for positive "
            "numbers). Which sign has that slope?",
            _with(lambda a, b: (1 / b, a / b**2)),
        ),
        Mistake(
            "the number above the line forgotten",
            "Your second slope is that of 1/b. A quotient of twice as much changes twice as fast.",
            _with(lambda a, b: (1 / b, -1 / b**2)),
        ),
        Mistake(
            "square forgotten",
            "The slope of 1/b, which is the power -1 of b, has b squared below the line.",
            _with(lambda a, b: (1 / b, -a / b)),
        ),
        Mistake(
            "slopes of a product",
            "These are the slopes of a product, where each is the other number. Nudge b in a "
            "quotient, and see how far it moves.",
            _with(lambda a, b: (b, a)),
        ),
        Mistake(
            "slopes in the other order",
            "The first slope belongs to the first parent, and the second one to the second.",
            _with(lambda a, b: _right_slopes(a, b)[::-1]),
            also=[_with(_right_slopes, parents=lambda a, b: (b, a))],
        ),
        Mistake(
            "the number below the line gets no gradient",
            "The quotient was computed from two nodes. Both are parents, and each has a slope.",
            _with(lambda a, b: (1 / b,), parents=lambda a, b: (a,)),
            also=[_with(lambda a, b: (1 / b, 0.0))],
        ),
        Mistake(
            "parents forgotten",
            "Without parents a node is an input: backward ends there, and nothing comes back.",
            _with(lambda a, b: (), parents=lambda a, b: ()),
            also=[_with(lambda a, b: (0.0, 0.0))],
        ),
        Mistake(
            "slopes forgotten",
            "A Node is made with four things: the value, the parents, the slopes, and a name.",
            _with(lambda a, b: ()),
            also=[_with(_right_slopes, parents=lambda a, b: ())],
        ),
        Mistake(
            "numbers as parents",
            "A parent is the node itself, not its number: backward has to leave a gradient there.",
            _with(_right_slopes, parents=lambda a, b: (a.data, b.data)),
        ),
        Mistake(
            "a number in place of a Node",
            "A plain number does not remember where it came from. Make a Node of it.",
            _number,
            also=[_numbers],
        ),
        Mistake(
            "sent back at once",
            "The value and the slopes are right. But nothing may be sent back while the graph is "
            "still being built: what lies above is not known yet, and backward will do it.",
            _sent_back_at_once,
        ),
        Mistake(
            "upside down",
            "The first one is divided by the second one.",
            _with(lambda a, b: (-b / a**2, 1 / a), value=lambda a, b: b / a),
        ),
    ],
    further="`a * b**-1` is right, too: your machine then finds the slopes from two steps. "
    "In Keras it is `keras.ops.divide`.",
    hints=[
        "The method __mul__ of the lesson is the pattern: a new Node with a value, two parents and "
        "two slopes.",
        "The quotient is a times 1/b, so its slope with respect to a is 1/b.",
        "For the other slope, use that 1/b is b to the power -1, and look at __pow__. Then do not "
        "forget that it is multiplied by a.",
    ],
)
