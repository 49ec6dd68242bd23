"""How many weights a recurrent layer of Keras has."""

from dlcourse.judging import Exercise, Mistake


def _recurrent_weights(kind, n_inputs, n_units):
    block = n_units * (n_inputs + n_units + 1)
    if kind == "GRU":
        return 3 * (block + n_units)
    return block if kind == "SimpleRNN" else 4 * block


def _inputs(rng):
    kinds = ("SimpleRNN", "LSTM", "GRU")
    fixed = [(kind, 3, 4) for kind in kinds] + [(kind, 1, 1) for kind in kinds]
    drawn = [(k, int(rng.integers(2, 30)), int(rng.integers(2, 70))) for k in kinds for _ in "ab"]
    return fixed + drawn


def _by_parts(kind, n_inputs, n_units):
    blocks = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
    biases = 2 if kind == "GRU" else 1
    return blocks * (n_inputs * n_units + n_units**2 + biases * n_units)


def _by_cases(kind, n_inputs, n_units):
    simple = n_inputs * n_units + n_units * n_units + n_units
    if kind == "SimpleRNN":
        return simple
    return 4 * simple if kind == "LSTM" else 3 * simple + 3 * n_units


def _counted(blocks=(1, 4, 3), state=lambda n: n * n, biases=(1, 1, 2)):
    """Return an answer that counts something else."""

    def answer(kind, n_inputs, n_units):
        k = ("SimpleRNN", "LSTM", "GRU").index(kind)
        return blocks[k] * (n_inputs * n_units + state(n_units) + biases[k] * n_units)

    return answer


recurrent_weights = Exercise(
    name="recurrent_weights",
    reference=_recurrent_weights,
    right=[_by_parts, _by_cases],
    inputs=_inputs,
    mistakes=[
        Mistake(
            "one bias in the GRU",
            "As Keras makes it, a GRU has two biases for each unit of each block: one joins what "
            "comes from the input, one what comes from the state.",
            _counted(biases=(1, 1, 1)),
        ),
        Mistake(
            "no biases",
            "Each unit of each block has a bias, too.",
            _counted(biases=(0, 0, 0)),
        ),
        Mistake(
            "the state is forgotten",
            "Each unit sees the outputs of all units of the step before, and each of these has a "
            "weight.",
            _counted(state=lambda n: 0),
        ),
        Mistake(
            "a unit sees only itself",
            "A unit sees the last outputs of *all* units, not just its own.",
            _counted(state=lambda n: n),
        ),
        Mistake(
            "the gates alone",
            "The candidate needs weights of its own, beside those of the gates.",
            _counted(blocks=(1, 3, 2)),
        ),
        Mistake(
            "a simple layer for all",
            "Each gate and the candidate are a layer of their own, with weights of their own.",
            _counted(blocks=(1, 1, 1)),
            also=[_counted(blocks=(1, 1, 1), biases=(1, 1, 1))],
        ),
        Mistake(
            "as many blocks in the GRU as in the LSTM",
            "The GRU has two gates and a candidate.",
            _counted(blocks=(1, 4, 4)),
            also=[_counted(blocks=(1, 4, 4), biases=(1, 1, 1))],
        ),
        Mistake(
            "two biases everywhere",
            "Only the GRU has a second bias, because of its reset gate.",
            _counted(biases=(2, 2, 2)),
        ),
    ],
    further="`layer.count_params()` tells it for any built layer of Keras.",
    hints=[
        "Count one block first: weights for the inputs, weights for the last outputs, biases.",
        "Then: how many blocks has each kind? Gates, and the candidate.",
    ],
)
