"""Which changes in front of a batch normalization does it undo? Yes or no, six times."""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _same_output():
    return [1, 1, 1, 0, 0, 1]


def _flipped(*places):
    return lambda: [1 - n if i in places else n for i, n in enumerate(_same_output())]


same_output = diagnosis(
    name="same_output",
    reference=_same_output,
    of="change",
    example=[1, 0, 1, 0, 1, 0],
    mistakes=[
        Mistake(
            "all units at once",
            "If all weights and the bias are doubled, what becomes of a unit's mean, and what of "
            "its standard deviation?",
            _flipped(0),
        ),
        Mistake(
            "a bias is seen",
            "A bias adds the same number to a unit's sum for every image. Where does it go when "
            "the mean over the images is taken away?",
            _flipped(1),
        ),
        Mistake(
            "one unit disturbs the others",
            "Each unit has a mean and a variance of its own. Does it matter to unit 3 how large "
            "the sums of unit 7 are?",
            _flipped(2),
        ),
        Mistake(
            "the sign does not matter",
            "A standard deviation is never negative. Divide -z by that of z: which sign is left?",
            _flipped(3),
        ),
        Mistake(
            "the other images do not matter",
            "Mean and variance are taken over the whole batch, so every image has its share in "
            "the output of every other.",
            _flipped(4),
        ),
        Mistake(
            "paper is seen",
            "If every pixel of every image grows by 3, by how much does the sum of a unit grow? "
            "By the same for all images, or not?",
            _flipped(5),
        ),
    ],
    further="The bias is lost before it is used: `keras.layers.Dense` has `use_bias=False`.",
    hints=[
        "Write down what each change makes of one unit's sums over the batch: z times something, "
        "z plus something, or neither.",
        "What is the same for all images of the batch goes with the mean; a positive factor goes "
        "with the standard deviation.",
    ],
)
