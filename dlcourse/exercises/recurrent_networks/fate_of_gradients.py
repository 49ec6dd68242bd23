"""What becomes of a gradient on its way through a hundred steps."""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _fate_of_gradients():
    return [0, 1, 2, 0, 0, 1]


def _with(**changes):
    """Return the right answer with other numbers for some of the networks."""
    return lambda: [
        changes.get(letter, number)
        for letter, number in zip("ABCDEF", _fate_of_gradients(), strict=True)
    ]


fate_of_gradients = diagnosis(
    name="fate_of_gradients",
    reference=_fate_of_gradients,
    of="network",
    example=[1, 1, 1, 1, 1, 1],
    mistakes=[
        Mistake(
            "nearly 1 taken for 1",
            "A hundred times ten per cent is not ten per cent. Multiply it out.",
            _with(A=1),
            also=[_with(A=1, C=1), _with(C=1)],
        ),
        Mistake(
            "judged by the largest number in the kernel",
            "A large number that leads from one unit to another acts only once on each way round. "
            "Multiply the kernel by itself, twice, three times: what grows?",
            _with(E=2, F=2),
            also=[_with(E=2), _with(F=2), _with(E=1), _with(E=1, F=2)],
        ),
        Mistake(
            "the average of the numbers that grow and shrink",
            "One direction that grows is enough: after a hundred steps it is all that is left.",
            _with(C=0),
        ),
        Mistake(
            "tanh forgotten",
            "On its way back the gradient is multiplied by the slope of tanh as well. How steep is "
            "tanh where the states lie?",
            _with(D=2),
            also=[_with(D=1)],
        ),
        Mistake(
            "a turn taken for a loss",
            "A rotation changes the direction of an arrow, not its length. So does an exchange, "
            "once it has come round.",
            _with(B=0),
            also=[_with(F=0), _with(B=0, F=0)],
        ),
    ],
    further=(
        "The size of the largest eigenvalue decides (spectral radius): Pascanu, Mikolov and "
        "Bengio, 2013."
    ),
    hints=[
        "For the linear networks: np.linalg.matrix_power(W, 100). Guess first.",
        "The slope of tanh is 1 minus its square: what is that where a state is 0.99?",
    ],
)
