"""How many pixels one number of the last map depends on."""

from dlcourse.judging import Exercise, Mistake


def _receptive_field(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * step
        step *= stride
    return field


def _receptive_field_inputs(rng):
    first = [
        ([(3, 1, 1), (3, 1, 1)],),
        ([],),
        ([(5, 1, 1)],),
        ([(3, 2, 1)],),
        ([(3, 2, 1), (3, 1, 1)],),
        ([(3, 1, 1), (3, 2, 1)],),
        ([(3, 1, 1), (3, 1, 2), (3, 1, 4)],),
        ([(5, 1, 1), (2, 2, 1), (5, 1, 1), (2, 2, 1)],),
        ([(1, 3, 1), (1, 2, 1), (3, 1, 1)],),
    ]
    return first + [
        ([tuple(map(int, rng.integers(1, 5, 3))) for _ in range(int(rng.integers(2, 6)))],)
        for _ in range(6)
    ]


def _from_the_end(layers):
    field = 1
    for kernel, stride, dilation in reversed(layers):
        field = (field - 1) * stride + (kernel - 1) * dilation + 1
    return field


def _by_pixels(layers):
    pixels = {0}
    for kernel, stride, dilation in layers[::-1]:
        pixels = {
            pixel * stride + place * dilation
            for pixel in (min(pixels), max(pixels))
            for place in (0, kernel - 1)
        }
    return max(pixels) - min(pixels) + 1


def _without(stride_counts=True, dilation_counts=True, own_stride=False):
    """Return an answer that leaves something out."""

    def answer(layers):
        field, step = 1, 1
        for kernel, stride, dilation in layers:
            step *= stride if own_stride else 1
            field += (kernel - 1) * (dilation if dilation_counts else 1) * step
            step *= stride if stride_counts and not own_stride else 1
        return field

    return answer


def _added(layers):
    return sum((kernel - 1) * dilation + 1 for kernel, _, dilation in layers) or 1


def _multiplied(layers):
    field = 1
    for kernel, _, dilation in layers:
        field *= (kernel - 1) * dilation + 1
    return field


receptive_field = Exercise(
    name="receptive_field",
    reference=_receptive_field,
    right=[_from_the_end, _by_pixels],
    inputs=_receptive_field_inputs,
    mistakes=[
        Mistake(
            "windows added up",
            "Two windows of 3 share a pixel: together they see 5, not 6. What does a layer add to "
            "what is seen already?",
            _added,
        ),
        Mistake(
            "windows multiplied",
            "Windows overlap, so their sizes do not multiply: 3 and 3 see 5, not 9.",
            _multiplied,
        ),
        Mistake(
            "strides ignored",
            "After a stride of 2, neighbours on the map are two pixels apart: a later window "
            "reaches twice as far.",
            _without(stride_counts=False),
        ),
        Mistake(
            "dilation ignored",
            "A dilated window has gaps between its pixels and reaches farther.",
            _without(dilation_counts=False),
        ),
        Mistake(
            "a stride counted too early",
            "A layer's own stride moves its window, and does not widen it. It counts for the "
            "layers behind it.",
            _without(own_stride=True),
        ),
        Mistake(
            "one pixel too few",
            "The pixel in the middle counts, too: without any layer the field is 1.",
            lambda layers: _receptive_field(layers) - 1,
        ),
    ],
    further="A. Araujo, W. Norris and J. Sim, Computing receptive fields of CNNs, Distill, 2019.",
    hints=[
        "Keep two numbers: how many pixels are seen so far, and how many pixels of the image "
        "neighbours on the present map are apart.",
        "A window of 3 adds two steps to what is seen. How long is a step on this map? Dilation "
        "makes it longer for this layer, a stride for all that follow.",
    ],
)
