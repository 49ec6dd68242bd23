"""How many numbers of a partly frozen network the optimizer moves."""

from dlcourse.judging import Exercise, Mistake


def _count_trained(layers):
    total = 0
    for kind, sizes, frozen in layers:
        if frozen or kind == "pool":
            continue
        if kind == "norm":
            total += 2 * sizes[0]
        elif kind == "dense":
            inputs, units = sizes
            total += inputs * units + units
        else:
            size, channels, filters = sizes
            total += size * size * channels * filters + filters
    return total


def _count_trained_inputs(rng):
    dense, conv, norm = ("dense", (64, 10)), ("conv", (3, 4, 8)), ("norm", (10,))
    fixed = [
        [(*dense, True), (*norm, False), ("dense", (10, 5), False)],
        [],
        [(*dense, False)],
        [(*dense, True)],
        [(*conv, False)],
        [(*conv, True), ("pool", (), False), (*dense, False)],
        [(*norm, False)],
        [(*norm, True)],
        [("pool", (), True), ("pool", (), False)],
        [("conv", (5, 1, 12), False), (*norm, True), ("pool", (), True), (*dense, False)],
    ]
    drawn = [
        (
            ("conv", tuple(map(int, rng.integers(1, 9, 3))), bool(rng.integers(2))),
            ("norm", (int(rng.integers(1, 9)),), bool(rng.integers(2))),
            ("pool", (), False),
            ("dense", tuple(map(int, rng.integers(1, 9, 2))), False),
        )
        for _ in range(4)
    ]
    return [(list(layers),) for layers in [*fixed, *drawn]]


def _variant(*, norm=2, bias=True, square=True, frozen=False, ignore=False, channels=True):
    """Return a counter that goes wrong in one way."""

    def counter(layers):
        total = 0
        for kind, sizes, is_frozen in layers:
            if is_frozen != frozen and not ignore:
                continue
            if kind == "norm":
                total += norm * sizes[0]
            elif kind == "dense":
                total += sizes[0] * sizes[1] + bias * sizes[1]
            elif kind == "conv":
                size, n_channels, filters = sizes
                window = size * size if square else size
                total += window * (n_channels if channels else 1) * filters + bias * filters
        return total

    return counter


def _by_table(layers):
    numbers = {
        "pool": lambda: 0,
        "norm": lambda units: units + units,
        "dense": lambda inputs, units: (inputs + 1) * units,
        "conv": lambda size, channels, filters: (size**2 * channels + 1) * filters,
    }
    return sum(numbers[kind](*sizes) for kind, sizes, frozen in layers if not frozen)


count_trained = Exercise(
    name="count_trained",
    reference=_count_trained,
    right=[_by_table, _variant()],
    inputs=_count_trained_inputs,
    mistakes=[
        Mistake(
            "running statistics counted",
            "Two of the four numbers of batch normalization are statistics: no gradient moves "
            "them. Count gamma and beta alone.",
            _variant(norm=4),
        ),
        Mistake(
            "batch normalization left out",
            "gamma and beta are learned like other weights, if the layer is not frozen.",
            _variant(norm=0),
        ),
        Mistake(
            "frozen layers counted",
            "You count all layers. The optimizer leaves frozen ones alone.",
            _variant(ignore=True),
        ),
        Mistake(
            "frozen layers alone",
            "You count what is frozen. The question is what learns.",
            _variant(frozen=True),
        ),
        Mistake(
            "no biases",
            "Each unit and each filter has a bias, too.",
            _variant(bias=False),
        ),
        Mistake(
            "a window is square",
            "A window of size 3 has 3 x 3 places.",
            _variant(square=False),
        ),
        Mistake(
            "one channel alone",
            "A filter has weights for each channel of what comes in.",
            _variant(channels=False),
        ),
    ],
    further="`model.summary()` shows both numbers; `keras.utils.plot_model` can mark what learns.",
    hints=[
        "Go from layer to layer, and skip what is frozen.",
        "A convolution: places of a window times channels times filters, and a bias per filter.",
    ],
)
