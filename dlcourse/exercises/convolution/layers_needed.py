"""How many layers it takes to see far, with and without dilation."""

from dlcourse.judging import Exercise, Mistake


def _layers_needed(pixels, doubling):
    field, rate, layers = 1, 1, 0
    while field < pixels:
        field += 2 * rate
        rate *= 2 if doubling else 1
        layers += 1
    return layers


def _layers_needed_inputs(rng):
    edges = [(7, False), (7, True), (1, False), (1, True), (2, False), (2, True), (3, True)]
    more = [
        (15, True),
        (16, True),
        (15, False),
        (16, False),
        (127, True),
        (128, True),
        (1000, True),
    ]
    return edges + more + [(int(rng.integers(20, 500)), doubling) for doubling in (False, True)]


def _by_formula(pixels, doubling):
    return pixels.bit_length() - 1 if doubling else pixels // 2


def _by_trying(pixels, doubling):
    for layers in range(pixels + 1):
        if (2 ** (layers + 1) - 1 if doubling else 2 * layers + 1) >= pixels:
            return layers


def _walk(grow, doubling_counts=True, start=1, strict=False):
    """Return an answer whose layers add `grow(rate)` pixels."""

    def answer(pixels, doubling):
        field, rate, layers = start, 1, 0
        while field <= pixels if strict else field < pixels:
            field += grow(rate)
            rate *= 2 if doubling and doubling_counts else 1
            layers += 1
        return layers

    return answer


layers_needed = Exercise(
    name="layers_needed",
    reference=_layers_needed,
    right=[_by_formula, _by_trying],
    inputs=_layers_needed_inputs,
    mistakes=[
        Mistake(
            "each layer adds its whole window",
            "The windows of two layers overlap: the middle of the second is seen already. A window "
            "of 3 adds one pixel on each side.",
            _walk(lambda rate: 2 * rate + 1),
            also=[_walk(lambda rate: 2 * rate + 1, start=0), _walk(lambda rate: 3 * rate)],
        ),
        Mistake(
            "one side only",
            "A window reaches out on both sides: with rate r it adds r pixels to the left and r to "
            "the right.",
            _walk(lambda rate: rate),
        ),
        Mistake(
            "the rates do not double",
            "With `doubling` the rates are 1, 2, 4, ...: each layer reaches twice as far as the "
            "one before.",
            _walk(lambda rate: 2 * rate, doubling_counts=False),
        ),
        Mistake(
            "the rates always double",
            "Without `doubling` every layer has the rate 1.",
            lambda pixels, doubling: _layers_needed(pixels, True),
        ),
        Mistake(
            "more than asked for",
            "A field of just as many pixels is enough.",
            _walk(lambda rate: 2 * rate, strict=True),
        ),
        Mistake(
            "the first layer is not counted",
            "Without any layer one pixel is seen. The window of 3 needs the first layer.",
            _walk(lambda rate: 2 * rate, start=3),
        ),
    ],
    further="WaveNet (A. van den Oord and others, 2016) hears far back in this way, with rates up "
    "to 512.",
    hints=[
        "Without a layer one pixel is seen. How many does the first layer add? And the next ones?",
        "Keep the field, the rate and the number of layers; go on while the field is too small.",
    ],
)
