"""The states of a simple recurrent layer after every step, for a batch."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _all_states(x, kernel, recurrent_kernel, bias):
    h = np.zeros((len(x), len(bias)))
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ kernel + h @ recurrent_kernel + bias)
        states.append(h)
    return np.stack(states, axis=1)


def _all_states_inputs(rng):
    def case(n, steps, features, units):
        shapes = [(n, steps, features), (features, units), (units, units), (units,)]
        return tuple(rng.normal(size=shape).round(2) for shape in shapes)

    adds = np.array([[[0.5], [-1.0]]]), np.array([[1.0]]), np.array([[2.0]]), np.array([0.0])
    return [adds, case(1, 1, 2, 3), case(1, 4, 2, 3), case(3, 2, 2, 2), case(4, 6, 3, 5)]


def _by_samples(x, kernel, recurrent_kernel, bias):
    n, steps, _ = x.shape
    states = np.empty((n, steps, len(bias)))
    for i in range(n):
        h = np.zeros_like(bias)
        for t in range(steps):
            h = np.tanh(bias + h.dot(recurrent_kernel) + x[i, t].dot(kernel))
            states[i, t] = h
    return states


def _inputs_first(x, kernel, recurrent_kernel, bias):
    sums = x @ kernel + bias
    states = np.zeros((len(x), x.shape[1] + 1, len(bias)))
    for t in range(x.shape[1]):
        states[:, t + 1] = np.tanh(sums[:, t] + states[:, t] @ recurrent_kernel)
    return states[:, 1:]


def _walk(x, kernel, recurrent_kernel, bias, step):
    h, states = np.zeros((len(x), len(bias))), []
    for t in range(x.shape[1]):
        h = step(x[:, t] @ kernel, h, recurrent_kernel, bias)
        states.append(h)
    return np.stack(states, axis=1)


def _with(step):
    return lambda *arguments: _walk(*arguments, step)


all_states = Exercise(
    name="all_states",
    reference=_all_states,
    right=[_by_samples, _inputs_first],
    inputs=_all_states_inputs,
    mistakes=[
        Mistake(
            "the last state alone",
            "Keep the state after every step, not only the last one.",
            lambda *arguments: _all_states(*arguments)[:, -1],
            also=[lambda *arguments: _all_states(*arguments)[:, -1:]],
        ),
        Mistake(
            "steps before samples",
            "The first axis of what you return should count the samples, the second the steps.",
            lambda *arguments: np.swapaxes(_all_states(*arguments), 0, 1),
        ),
        Mistake(
            "no memory",
            "Each step has to receive the state that the step before left, not zeros.",
            _with(lambda sums, h, w, b: np.tanh(sums + b)),
        ),
        Mistake(
            "no bias",
            "The bias is added in every step.",
            _with(lambda sums, h, w, b: np.tanh(sums + h @ w)),
        ),
        Mistake(
            "no tanh",
            "The sum goes through tanh before it becomes the state.",
            _with(lambda sums, h, w, b: sums + h @ w + b),
        ),
        Mistake(
            "tanh before the memory is added",
            "The state takes part in the sum, inside tanh.",
            _with(lambda sums, h, w, b: np.tanh(sums + b) + h @ w),
        ),
        Mistake(
            "the recurrent kernel transposed",
            "In h @ W the rows of W belong to the old state, the columns to the new one.",
            _with(lambda sums, h, w, b: np.tanh(sums + h @ w.T + b)),
        ),
        Mistake(
            "entry by entry",
            "Every unit hears all units of the old state: a product of matrices, not `*`.",
            _with(lambda sums, h, w, b: np.tanh(sums + h * np.diag(w) + b)),
        ),
        Mistake(
            "backwards in time",
            "The walk begins at the first step.",
            lambda x, *weights: _all_states(x[:, ::-1], *weights)[:, ::-1],
            also=[lambda x, *weights: _all_states(x[:, ::-1], *weights)],
        ),
        Mistake(
            "the state of the sample before",
            "Each sequence begins with a state of zeros. Yours begins where another one ended.",
            lambda x, *weights: _all_states(x.reshape(1, -1, x.shape[2]), *weights).reshape(
                *x.shape[:2], -1
            ),
        ),
    ],
    further="It is `keras.layers.SimpleRNN` with return_sequences=True.",
    hints=[
        "Begin with one row of zeros for each sample, and go through the steps: x[:, t] holds the "
        "inputs of all samples at step t.",
        "Append the state to a list in every step. np.stack has an argument for the place of the "
        "new axis.",
    ],
)
