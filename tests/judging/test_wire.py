"""What goes from a process to another arrives unchanged, and nothing else arrives."""

import json
from types import MappingProxyType

import numpy as np
import pytest

from dlcourse.judging import wire
from dlcourse.judging.observation import Description, Form, Observation, Raised
from dlcourse.judging.values import frozen


def observation(**fields):
    return Observation(**fields)


VALUES = {
    "numbers": np.array([[1.5, np.nan, -np.inf]]),
    "none": np.zeros((0, 2)),
    "single": np.array(3, "int8"),
    "complex": np.array([1j]),
    "truth": np.array([True]),
    "text": np.array(["é", "longer"]),
    "bytes": np.array([b"x"]),
}
TOLD = [
    Form(),
    Form(no_function=Description("collection", "list", 3), dots=True),
    Form(parameters=("a", "b"), empty=True),
    Form(parameters=()),
    Form(broken=Raised("SyntaxError", "é", 3, "def f(")),
    Observation(),
    Observation(error=Raised("ValueError"), unusable=Description("array", "float64", 0, (2, 3))),
    Observation(
        values=MappingProxyType({"[0]": Description("None"), "b": frozen(np.ones(2))}),
        length=2,
        blank=True,
        changed=(0, 2),
        printed="one\ntwo",
    ),
]


@pytest.mark.parametrize("told", TOLD, ids=str)
def test_what_is_told_arrives(told):
    line = wire.write_line(told)
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    arrived = wire.read_line(line)
    assert type(arrived) is type(told) and repr(arrived) == repr(told)


def test_arrays_arrive_with_dtype_shape_and_every_bit_and_cannot_be_changed():
    sent = Observation(values=MappingProxyType(VALUES), length=len(VALUES))
    arrived = wire.read_line(wire.write_line(sent)).values
    assert list(arrived) == list(VALUES)
    for name, array in VALUES.items():
        assert arrived[name].dtype == array.dtype and arrived[name].shape == array.shape
        assert arrived[name].tobytes() == array.tobytes()
        with pytest.raises(ValueError, match="WRITEABLE"):
            arrived[name].setflags(write=True)


def with_array(*array):
    return {"Observation": {"values": {"values": [["", {"array": array}]]}}}


EIGHT = "AAAAAAAAAAA="
FORGED = [
    [],
    3,
    {},
    {"Observation": {}, "Form": {}},
    {"Verdict": {"status": "passed"}},
    {"Observation": {"values": {"values": []}, "secret": 1}},
    {"Observation": {"values": 3}},
    {"Observation": {"values": {"values": [["", 3]]}}},
    {"Observation": {"values": {"values": []}, "error": "text"}},
    {"Observation": {"values": {"values": []}, "error": {"Raised": {"kind": 3}}}},
    {"Observation": {"values": {"values": []}, "changed": ["x"]}},
    {"Observation": {"values": {"values": []}, "changed": 7}},
    {"Observation": {"values": {"values": []}, "printed": None}},
    {"Observation": {"values": {"values": []}, "blank": "yes"}},
    {"Observation": {"values": {"values": []}, "unusable": {"Description": {"kind": "friend"}}}},
    {"Form": {"parameters": [1]}},
    {"Form": {"broken": {"os": {}}}},
    with_array("|O", [1], EIGHT),
    with_array("|V8", [1], EIGHT),
    with_array("<M8[s]", [1], EIGHT),
    with_array("<f8", [2], EIGHT),
    with_array("<f8", [10**12], EIGHT),
    with_array("<f8", [-1], EIGHT),
    with_array("<U400000000", [1], EIGHT),
    with_array("<f8", ["1"], EIGHT),
    with_array("<f8", [1], "not base64!"),
    with_array("no dtype", [1], EIGHT),
    with_array("<f8"),
]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: json.dumps(forged)[:60])
def test_what_was_never_written_is_refused(forged):
    with pytest.raises(wire.BrokenLine, match="Expected"):
        wire.read_line(json.dumps(forged).encode())


@pytest.mark.parametrize("line", [b"", b"\n", b"{", b"\xff", b"[" * 100_000, b"\x80\x04N."])
def test_what_is_no_json_is_refused(line):
    with pytest.raises(wire.BrokenLine):
        wire.read_line(line)
