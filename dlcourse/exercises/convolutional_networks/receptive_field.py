"""How much of the image a unit deep inside of a convolutional network can see."""

from dlcourse.judging import Exercise, Mistake


def _receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return field


def _receptive_field_inputs(rng):
    drawn = [
        [(int(rng.integers(1, 6)), int(rng.integers(1, 4))) for _ in range(int(rng.integers(3, 6)))]
        for _ in range(4)
    ]
    return [
        ([(3, 1)],),
        ([(3, 1), (3, 1)],),
        ([(5, 1), (2, 2)],),
        ([(5, 1), (2, 2), (5, 1), (2, 2)],),
        ([],),
        ([(1, 2), (1, 3), (2, 1)],),
        *[(layers,) for layers in drawn],
    ]


def _backwards(layers):
    field = 1
    for kernel, stride in layers[::-1]:
        field = (field - 1) * stride + kernel
    return field


def _by_recursion(layers):
    if len(layers) == 0:
        return 1
    (kernel, stride), *rest = layers
    return kernel + (_by_recursion(rest) - 1) * stride


def _walk(grow, first=1, stretch=lambda step, stride: step * stride, early=False):
    """Return an answer that grows the field otherwise."""

    def answer(layers):
        field, step = first, 1
        for kernel, stride in layers:
            if early:
                step = stretch(step, stride)
            field += grow(kernel, step)
            if not early:
                step = stretch(step, stride)
        return field

    return answer


receptive_field = Exercise(
    name="receptive_field",
    reference=_receptive_field,
    right=[_backwards, _by_recursion],
    inputs=_receptive_field_inputs,
    mistakes=[
        Mistake(
            "strides left out",
            "Behind a stride of 2, neighbours in the map are two pixels apart in the image. So "
            "from there on a kernel reaches twice as far.",
            _walk(lambda kernel, step: kernel - 1, stretch=lambda step, stride: 1),
        ),
        Mistake(
            "kernels added up",
            "Two windows of 3 see 5 pixels, not 6: at the second, only what is new counts.",
            _walk(lambda kernel, step: kernel * step, first=0),
            also=[_walk(lambda kernel, step: kernel * step)],
        ),
        Mistake(
            "a stride counts for its own kernel",
            "A layer's stride sets its *outputs* apart. Its own window still sees neighbours as "
            "far apart as the layer before has set them.",
            _walk(lambda kernel, step: (kernel - 1) * step, early=True),
        ),
        Mistake(
            "strides added up",
            "Steps multiply: two strides of 2 set neighbours 4 pixels apart. A third makes that 8.",
            _walk(
                lambda kernel, step: (kernel - 1) * step,
                stretch=lambda step, stride: step + stride - 1,
            ),
        ),
        Mistake(
            "the pixel itself is not counted",
            "With no layer at all a unit sees one pixel, itself. Begin with 1.",
            _walk(lambda kernel, step: (kernel - 1) * step, first=0),
        ),
        Mistake(
            "kernels multiplied",
            "A second window of 3 adds one pixel at each side of the first. It does not multiply.",
            lambda layers: _product(kernel for kernel, _ in layers),
        ),
    ],
    further="The gradient of a unit with respect to the image shows the same: section above.",
    hints=[
        "Keep two numbers: how many pixels are seen so far, and how many pixels apart "
        "neighbours of the map are in the image.",
        "A kernel of k adds k - 1 neighbours. How far are these apart? Then let the stride act.",
    ],
)


def _product(numbers):
    product = 1
    for number in numbers:
        product *= number
    return product
