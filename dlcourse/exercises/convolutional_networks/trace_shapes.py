"""What comes out of a convolutional network, and how many parameters it has, without running it."""

from dlcourse.judging import Exercise, Mistake


def _trace_shapes(size, channels, layers):
    parameters = 0
    for kind, *numbers in layers:
        if kind == "pool":
            size = size // numbers[0]
        else:
            filters, kernel = numbers
            size = size - kernel + 1
            parameters += filters * (kernel * kernel * channels + 1)
            channels = filters
    return size, channels, parameters


def _trace_shapes_inputs(rng):
    lesson = [("conv", 8, 5), ("pool", 2), ("conv", 24, 5), ("pool", 2)]
    some = [
        (
            int(rng.integers(30, 60)),
            int(rng.integers(1, 4)),
            [
                ("conv", int(rng.integers(2, 9)), 3),
                ("pool", 3),
                ("conv", int(rng.integers(2, 9)), 4),
            ],
        )
        for _ in range(3)
    ]
    return [
        (6, 1, [("conv", 2, 3)]),
        (6, 3, [("conv", 2, 3)]),
        (7, 4, [("pool", 2)]),
        (9, 2, []),
        (28, 1, lesson),
        (32, 3, [("conv", 6, 1), ("conv", 6, 3), ("pool", 2), ("conv", 16, 5)]),
        *some,
    ]


def _parts(returned, size, channels, layers):
    """Return the three numbers by their names."""
    if not isinstance(returned, tuple | list) or len(returned) != 3:
        raise ValueError("Expected three numbers: (size, channels, parameters).")
    return dict(zip(("size", "channels", "parameters"), returned, strict=True))


def _by_recursion(size, channels, layers):
    if not layers:
        return size, channels, 0
    (kind, *numbers), *rest = layers
    if kind == "pool":
        return _by_recursion(size // numbers[0], channels, rest)
    filters, kernel = numbers
    *end, more = _by_recursion(size - (kernel - 1), filters, rest)
    return *end, more + kernel**2 * channels * filters + filters


def _by_lists(size, channels, layers):
    sizes, depths, counts = [size], [channels], []
    for layer in layers:
        if len(layer) == 2:
            sizes.append((sizes[-1] - layer[1]) // layer[1] + 1)
        else:
            sizes.append(1 + sizes[-1] - layer[2])
            counts.append(layer[1] + layer[1] * depths[-1] * layer[2] * layer[2])
            depths.append(layer[1])
    return [sizes[-1], depths[-1], sum(counts)]


def _faulty(
    shrink=lambda size, kernel: size - kernel + 1,
    weights=lambda kernel, channels, filters: filters * (kernel * kernel * channels + 1),
    pool=lambda size, edge: size // edge,
    keep_channels=False,
    pooled_parameters=False,
):
    """Return an answer that is wrong in one respect."""

    def answer(size, channels, layers):
        parameters = 0
        for kind, *numbers in layers:
            if kind == "pool":
                size = pool(size, numbers[0])
                parameters += pooled_parameters * channels * (numbers[0] ** 2 + 1)
            else:
                filters, kernel = numbers
                size = shrink(size, kernel)
                parameters += weights(kernel, channels, filters)
                channels = channels if keep_channels else filters
        return size, channels, parameters

    return answer


trace_shapes = Exercise(
    name="trace_shapes",
    reference=_trace_shapes,
    right=[_by_recursion, _by_lists],
    inputs=_trace_shapes_inputs,
    outcome=_parts,
    mistakes=[
        Mistake(
            "channels forgotten",
            "A filter looks through all channels of its window: it has a weight for each pixel of "
            "each of them.",
            _faulty(weights=lambda kernel, channels, filters: filters * (kernel * kernel + 1)),
        ),
        Mistake(
            "no bias",
            "Each filter has a bias, too: one number, whatever the window.",
            _faulty(weights=lambda kernel, channels, filters: filters * kernel**2 * channels),
        ),
        Mistake(
            "a bias for each channel or each weight",
            "A filter adds up all its products and then *one* bias.",
            _faulty(weights=lambda kernel, channels, filters: filters * channels * (kernel**2 + 1)),
            also=[
                _faulty(
                    weights=lambda kernel, channels, filters: 2 * filters * channels * kernel**2
                )
            ],
        ),
        Mistake(
            "one bias for the whole layer",
            "Each filter has a bias of its own.",
            _faulty(weights=lambda kernel, channels, filters: filters * kernel**2 * channels + 1),
        ),
        Mistake(
            "the kernel's edge not squared",
            "A kernel of edge 5 has 5 x 5 pixels.",
            _faulty(weights=lambda kernel, channels, filters: filters * (kernel * channels + 1)),
        ),
        Mistake(
            "size of a convolution off by one",
            "In 6 pixels a window of 3 can stand at 4 places: begin at 0, 1, 2 and 3.",
            _faulty(shrink=lambda size, kernel: size - kernel),
        ),
        Mistake(
            "image keeps its size",
            "There is no padding here: the window has to stay inside of the image.",
            _faulty(shrink=lambda size, kernel: size),
        ),
        Mistake(
            "pooling rounds up",
            "Where less than a whole window is left at the border, Keras leaves it out.",
            _faulty(pool=lambda size, edge: -(-size // edge)),
            also=[_faulty(pool=lambda size, edge: size / edge)],
        ),
        Mistake(
            "pooling slides by one",
            "Windows of a pooling stand side by side: a window of 2 halves the image.",
            _faulty(pool=lambda size, edge: size - edge + 1),
        ),
        Mistake(
            "pooling with parameters",
            "Taking the largest number needs no weight: a pooling has no parameters.",
            _faulty(pooled_parameters=True),
        ),
        Mistake(
            "channels of the first image throughout",
            "A layer hands on one channel for each of its filters; the next one sees all these.",
            _faulty(keep_channels=True),
        ),
    ],
    further="In Keras, `model.summary()` prints this table.",
    hints=[
        "Go through the layers with three numbers in your hand: size, channels, parameters so far.",
        "A convolution: at how many places can the window begin? How many weights has one filter? "
        "Then one channel for each filter. A pooling changes the size alone.",
    ],
)
