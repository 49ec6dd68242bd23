"""A condition that holds whatever stands in it proves nothing."""

import ast

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
]


@pytest.mark.parametrize("condition", [*STRONG, *WEAK])
def test_weak_conditions(condition):
    node = ast.parse(condition, mode="eval").body
    assert eval(condition, dict(NAMES, epochs=[*NAMES["epochs"]])), "the claim holds at first"
    assert is_weak(node, dict(NAMES)) == (condition in WEAK)
