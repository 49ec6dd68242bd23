"""Six hidden layers, set by hand: after which of them does one straight cut solve XOR?"""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _hidden_layers_that_do():
    return [1, 0, 0, 1, 0, 1]


hidden_layers_that_do = diagnosis(
    name="hidden_layers_that_do",
    reference=_hidden_layers_that_do,
    of="layer",
    example=[1, 1, 1, 0, 0, 0],
    mistakes=[
        Mistake(
            "ReLU alone is not a bend",
            "In B no sum is negative at any of the four points, so ReLU changes none of them. "
            "Where do they lie, then?",
            lambda: [1, 1, 0, 1, 0, 1],
        ),
        Mistake(
            "a lost pair",
            "In C compare the places of 00 and 01. What must the output unit answer to both?",
            lambda: [1, 0, 1, 1, 0, 1],
        ),
        Mistake(
            "met in the middle",
            "In E the triangles meet, and that is not enough. On which sides of them do the "
            "circles lie?",
            lambda: [1, 0, 0, 1, 1, 1],
        ),
        Mistake(
            "a lost pair, and met in the middle",
            "Look again at C and E. In one of them a circle meets a triangle, in the other the "
            "triangles lie between the circles.",
            lambda: [1, 0, 1, 1, 1, 1],
        ),
        Mistake(
            "points must meet",
            "In F no two points meet, and they need not. Draw its four places: is there a line "
            "with the triangles on one side?",
            lambda: [1, 0, 0, 1, 0, 0],
        ),
        Mistake(
            "circles must meet",
            "In A the triangles meet, and the circles lie far apart. Draw the three places: does "
            "a line part one of them from the other two?",
            lambda: [0, 0, 0, 1, 0, 1],
        ),
        Mistake(
            "the origin is for circles",
            "In D the triangles meet at the origin. A cut has a bias: which side answers 1 is "
            "free to choose.",
            lambda: [1, 0, 0, 0, 0, 1],
        ),
        Mistake(
            "wherever the triangles meet",
            "Meeting is neither necessary nor enough. Look again at E, where the triangles meet, "
            "and at F, where nothing does: is there a straight cut?",
            lambda: [1, 0, 0, 1, 1, 0],
        ),
        Mistake(
            "every hidden layer",
            "A hidden layer alone is not enough. Work out where it lays the four points, and look "
            "for a straight cut.",
            lambda: [1, 1, 1, 1, 1, 1],
        ),
        Mistake(
            "no hidden layer",
            "One of them is the hidden layer of section 3 with another crease. Begin with D.",
            lambda: [0, 0, 0, 0, 0, 0],
        ),
    ],
    further=(
        "A is the network of Goodfellow, Bengio and Courville, Deep Learning, 2016, section 6.1."
    ),
    hints=[
        "Make a table for each layer: a row for each of the four points, with its two new "
        "coordinates. Then draw the four places.",
        "Ask two questions of each drawing. Has a circle met a triangle? If not, does one straight "
        "line have the triangles on one side and the circles on the other?",
        "Three of the six will do.",
    ],
)
