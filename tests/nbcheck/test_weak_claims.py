"""A condition that holds whatever stands in it proves nothing."""

import ast
import types

import numpy as np
import pytest

from tools.nbcheck.weak_claims import is_weak

NAMES = {
    "np": np,
    "accuracy": 0.98,
    "losses": np.array([3.0, 2.0, 1.0]),
    "by_name": {"relu": 0.9, "tanh": [0.8, 0.7]},
    "epochs": [14, 14, 12],
    "shapes": {"Conv2D": (2, 6), "LSTM": (2, 5)},
    "refused": True,
    "answer": "cannot reshape",
    "step": lambda x: 1,
    "one": np.float64(1),
    "ones": np.ones(5),
    "boxes": {"vector": np.ones(5), "matrix": np.eye(5)},
    "squares": np.array([9.0, 4.0, 1.0]),
    "double": lambda x: 2 * x,
    "unit": types.SimpleNamespace(n=3),
    "final": {"good": 1.0, "bad": 3.0, "worse": 4.0},
    "table": np.eye(3, dtype=int),
}
STRONG = [
    "accuracy > 0.97",
    "0.9 < accuracy < 1",
    "np.all(np.diff(losses) < 0)",
    "len(epochs) == 3",
    "len(set(epochs)) > 1",
    "refused",
    "not np.any(losses > 5)",
    "by_name['relu'] > 0.5 and max(by_name['tanh']) < 0.9",
    "min(by_name['tanh']) > 0.5",
    "shapes['Conv2D'] == (2, 6)",
    "'reshape' in answer",
    "step(1) == step(2)",
    "one == 1",
    "table.shape == (3, 3)",
    "np.array_equal(table, table.T)",
    "epochs.pop() == 12",
    "by_name['relu'] == max(by_name['relu'], 0.1)",
    "len(losses) < 60 and len(epochs) < 60",
    "len(np.unique(ones)) == 1",
    "not np.array_equal(losses, squares)",
    "epochs[1] in epochs[:1]",
    "all(n > 3 for n in epochs)",
    "np.allclose(double(losses), losses + losses)",  # the function is what is tried
    "unit.n == 3",
    "'broadcast' not in answer",
    "table.shape[0] < 60",
    "[box.ndim for box in boxes.values()] == [1, 2]",
    "hasattr(np, 'exp') and not hasattr(np, 'relu')",
    "final['good'] == min(final.values())",
]
WEAK = [
    "True",
    "1 < 2",
    "accuracy >= accuracy",
    "accuracy > 0.97 or True",
    "accuracy > 0.97 or accuracy <= 0.97",
    "abs(accuracy) >= 0",
    "len(epochs) >= 0",
    "np.allclose(losses, losses)",
    "np.all(losses**2 >= 0)",
    "isinstance(accuracy, float) or not isinstance(accuracy, float)",
    "refused in (True, False)",
    "by_name['relu'] < np.inf",
    "answer is not None",
    "losses[-1] >= min(losses)",
    "np.maximum(losses, 0).min() >= 0",
    "np.allclose(losses.mean(), sum(losses) / len(losses))",
    "len(range(3)) == 3",
]


@pytest.mark.parametrize("condition", [*STRONG, *WEAK])
def test_weak_conditions(condition):
    node = ast.parse(condition, mode="eval").body
    assert eval(condition, dict(NAMES, epochs=[*NAMES["epochs"]])), "the claim holds at first"
    assert is_weak(node, dict(NAMES)) == (condition in WEAK)
