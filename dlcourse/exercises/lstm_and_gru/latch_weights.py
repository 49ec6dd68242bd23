"""An LSTM of one unit, set by hand, that holds the value marked last."""

import numpy as np

from dlcourse import scratch
from dlcourse.judging import Exercise, Mistake


def _latch_weights():
    kernel = [[0.0, 0.0, 10.0, 0.0], [40.0, -40.0, 0.0, 0.0]]
    recurrent_kernel = [[0.0, 0.0, 0.0, 0.0]]
    bias = [-20.0, 20.0, 0.0, 0.0]
    return np.array(kernel), np.array(recurrent_kernel), np.array(bias)


def _streams():
    """Return a stream for each thing to be tried, by its name: values and marks, (n_steps, 2)."""
    rng = np.random.default_rng(17)
    values = rng.choice([-1.0, 1.0], size=(4, 200))
    places = {"nothing is marked": [], "one mark": [2], "two marks": [1, 60], "many": [3, 4, 90]}
    streams = {}
    for row, (name, marked) in zip(values, places.items(), strict=True):
        row[marked] = [1.0, -1.0, 1.0][: len(marked)]
        marks = np.isin(np.arange(200), marked)
        streams[name] = np.stack([row, marks], axis=1)
    return streams


def _parts(returned):
    """Return the three arrays in the shapes of one LSTM unit with two inputs."""
    if not isinstance(returned, tuple | list) or len(returned) != 3:
        raise ValueError("expected three parts: kernel, recurrent_kernel, bias")
    arrays = [np.asarray(part, dtype=float) for part in returned]
    names = ("kernel", "recurrent_kernel", "bias")
    for name, array, shape in zip(names, arrays, ((2, 4), (1, 4), (4,)), strict=True):
        if array.shape != shape:
            raise ValueError(f"expected {name} of shape {shape}; got {array.shape}")
        if not np.all(np.isfinite(array)):
            raise ValueError(f"expected numbers in {name}; it holds NaN or infinity")
    return arrays


def _held(returned):
    """Say of each stream where the cell state is wrong for the first time."""
    unit, streams, held = scratch.LSTM(*_parts(returned)), _streams(), {}
    unit.forward(np.stack([*streams.values()]))
    for (name, stream), states in zip(streams.items(), unit.cell_states, strict=True):
        cells, marked = states[:, 0], np.flatnonzero(stream[:, 1])
        latest = np.searchsorted(marked, np.arange(200), side="right") - 1
        wanted = np.where(latest < 0, 0.0, stream[marked[latest], 0] if len(marked) else 0.0)
        wrong = np.flatnonzero(np.abs(cells - wanted) > 0.1)
        held[name] = "right at all steps"
        if len(wrong):
            k = wrong[0]
            held[name] = f"step {k + 1}: {cells[k]:.0f} in place of {wanted[k]:.0f}"
    return held


def _unit(write=10.0, mark_in=40.0, mark_forget=-40.0, bias_in=-20.0, bias_forget=20.0):
    """Return an answer that sets the unit in another way."""
    kernel = [[0.0, 0.0, write, 0.0], [mark_in, mark_forget, 0.0, 0.0]]
    weights = kernel, [[0.0] * 4], [bias_in, bias_forget, 0.0, 0.0]
    return lambda: tuple(np.array(part) for part in weights)


def _smaller():
    return [[0, 0, 3, 1], [24, -24, 0, 0]], [[0, 0, 0, 1]], [-12, 12, 0, 5]


latch_weights = Exercise(
    name="latch_weights",
    reference=_latch_weights,
    right=[_smaller, _unit(write=5.0, mark_in=60.0, bias_in=-30.0)],
    inputs=lambda rng: [()],
    outcome=_held,
    mistakes=[
        Mistake(
            "the old note stays",
            "At a second mark the forget gate must shut, else the new note is added to the old.",
            _unit(mark_forget=0.0),
        ),
        Mistake(
            "everything is taken in",
            "Without a mark the input gate must be shut, else every value gets onto the belt. What "
            "does its bias do where the mark is 0?",
            _unit(mark_in=0.0, bias_in=20.0),
            also=[_unit(bias_in=0.0), _unit(mark_in=40.0, bias_in=20.0)],
        ),
        Mistake(
            "nothing is taken in",
            "Your cell stays empty, also after a mark. What opens the input gate, and does the "
            "candidate see the value?",
            _unit(mark_in=0.0),
            also=[_unit(write=0.0), _unit(mark_in=10.0), _unit(mark_in=-40.0)],
        ),
        Mistake(
            "nothing is kept",
            "The note is there for one step and then gone. How open is your forget gate where "
            "there is no mark?",
            _unit(bias_forget=-20.0),
            also=[_unit(bias_forget=-20.0, mark_forget=40.0)],
        ),
        Mistake(
            "the sign is turned round",
            "A plus has to be held as a plus.",
            _unit(write=-10.0),
        ),
    ],
    further=(
        "One unit that holds a bit was the first experiment of the LSTM's authors, too: Hochreiter "
        "and Schmidhuber, Long short-term memory, 1997."
    ),
    hints=[
        "Which of the four columns must see the mark, and which one the value? All other weights "
        "may be 0.",
        "Without a mark: input gate shut, forget gate open. That is what their biases are for. A "
        "sigmoid of -20 is as good as 0.",
        "At a mark both must change: let its weight be twice as large as the bias, with the other "
        "sign. And tanh of a large number is nearly 1.",
    ],
)
