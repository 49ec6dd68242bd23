"""From the sizes of outputs and deltas to the gradients of the kernels: four deep networks."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _kernel_gradients():
    return [2, 3, 1, 4]


kernel_gradients = diagnosis(
    name="kernel_gradients",
    reference=_kernel_gradients,
    of="network",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "tiny taken for vanishing",
            "Where both curves fall, one from left to right and the other from right to left, what "
            "becomes of their product from layer to layer? Compare A and D.",
            exchanged(_kernel_gradients, 2, 4),
        ),
        Mistake(
            "growing and vanishing exchanged",
            "The layers are numbered from the input on. In which network is delta largest at layer "
            "1, and in which at layer 10? Compare B and D.",
            exchanged(_kernel_gradients, 3, 4),
        ),
        Mistake(
            "health and weakness exchanged",
            "In two networks the product is level. Read the numbers on the axis: in which is it "
            "tiny? Compare A and C.",
            exchanged(_kernel_gradients, 1, 2),
        ),
        Mistake(
            "level outputs taken for health",
            "Level outputs are half of it. Multiply by delta, layer by layer. Compare B and C.",
            exchanged(_kernel_gradients, 1, 3),
        ),
        Mistake(
            "level outputs and falling delta taken for health",
            "Level outputs are half of it. Multiply by delta, layer by layer. Compare C and D.",
            exchanged(_kernel_gradients, 1, 4),
        ),
        Mistake(
            "a falling signal taken for a growing gradient",
            "In one network the outputs fall and delta rises with the layers, in another the "
            "outputs are level and delta falls. Which product is level? Compare A and B.",
            exchanged(_kernel_gradients, 2, 3),
        ),
    ],
    further="Such curves for real networks: Glorot and Bengio, 2010, figures 7 to 9.",
    hints=[
        "A kernel's gradient is what goes into its layer times the layer's delta. On a logarithmic "
        "axis a product is a sum of heights.",
        "Where the outputs are level, the product has the shape of delta. Where they fall as fast "
        "as delta rises, it is level.",
    ],
)
