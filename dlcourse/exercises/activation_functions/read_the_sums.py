"""Four histograms of a layer's sums, and how the layer is doing."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _read_the_sums():
    return [2, 4, 3, 1]


read_the_sums = diagnosis(
    name="read_the_sums",
    reference=_read_the_sums,
    of="layer",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "healthy and nearly linear exchanged",
            "B and D have much the same shape, but look at the numbers on their axes. Does the "
            "function bend between the smallest and the largest sum?",
            exchanged(_read_the_sums, 1, 4),
        ),
        Mistake(
            "saturated and dead exchanged",
            "Dead are units without any positive sum, and that takes a function whose slope on the "
            "left is exactly 0. Compare A and C, and the names of their functions.",
            exchanged(_read_the_sums, 2, 3),
        ),
        Mistake(
            "healthy and dead exchanged",
            "Both C and D are layers of ReLU. One of them has no sum to the right of 0.",
            exchanged(_read_the_sums, 1, 3),
        ),
        Mistake(
            "saturated and nearly linear exchanged",
            "Both A and B are layers of tanh. Its slope is large near 0, and small far away from "
            "it. Look at the numbers on the axes.",
            exchanged(_read_the_sums, 2, 4),
        ),
        Mistake(
            "healthy and saturated exchanged",
            "A is a layer of tanh: where is tanh steep, and where do most of the sums lie?",
            exchanged(_read_the_sums, 1, 2),
        ),
        Mistake(
            "nearly linear and dead exchanged",
            "The sums of B are small, but half of them are positive. Has C a positive sum?",
            exchanged(_read_the_sums, 3, 4),
        ),
    ],
    further=(
        "Reading sums layer by layer found the start that deep networks need: Glorot and "
        "Bengio, 2010."
    ),
    hints=[
        "Begin with the names: a unit of ReLU can be dead, and one of tanh can be saturated.",
        "Then read the numbers on the horizontal axes. Which part of its function is in use?",
        "Between -0.05 and 0.05, tanh cannot be told from the line y = z. What does section 2 say "
        "of layers that answer z?",
    ],
)
