"""Which texts count as equal."""

from decimal import Decimal

import pytest

from tools.nbcheck.text import Output, Tolerance, lasting, without_library_log


def same(stored, new, **metadata):
    tolerance = Tolerance.declared(metadata)
    return Output(stored, tolerance) == Output(new, tolerance)


@pytest.mark.parametrize(
    ("stored", "new"),
    [
        ("loss 0.93", "loss 0.94"),
        ("loss 0.93", "loss 0.930"),
        ("loss  0.93", "loss 0.93"),
        ("loss 0.93", "loss 0.93\n"),
        ("✓ holds", "✓ Holds"),
    ],
)
def test_without_tolerance_each_character_counts(stored, new):
    assert not same(stored, new)
    assert same(stored, stored)


@pytest.mark.parametrize(
    ("stored", "new"),
    [
        ("loss 0.93", "loss 0.94"),  # exactly the limit, which binary floats would miss
        ("loss 0.93 after 7 steps", "loss 0.92 after 7 steps"),
        ("[ 9.995 -0.004]", "[10.    0.004]"),
        ("[[0.11\n  0.22]]", "[[0.12\n  0.21]]"),
        ("<td>0.50</td><td>1e-3</td>", "<td>0.51</td><td>2e-3</td>"),
        ("−0.25", "-0.25"),  # Matplotlib's and Python's minus
        ("inf nan", "inf nan"),
    ],
)
def test_numbers_within_atol_pass(stored, new):
    assert same(stored, new, atol=0.01)


@pytest.mark.parametrize(
    ("stored", "new"),
    [
        ("loss 0.93", "loss 0.9401"),
        ("loss 0.93", "loss −0.93"),
        ("loss 0.93", "cost 0.93"),
        ("loss 0.93", "loss 0.93 0.93"),
        ("[0.11\n 0.22]", "[0.11 0.22]"),
        ("dense_1 0.5", "dense_2 0.5"),
        ("float32", "float64"),
        ("nan", "0.5"),
        ("inf", "nan"),
    ],
)
def test_numbers_outside_atol_and_other_words_fail(stored, new):
    assert not same(stored, new, atol=0.01)


def test_rtol_is_relative_to_the_stored_number():
    assert same("101", "99.99", rtol=0.01)
    assert not same("99.99", "101", rtol=0.01)
    assert not same("100", "101.5", rtol=0.01)
    assert not same("0", "0.001", rtol=0.01)


def test_equal_and_unequal_never_agree():
    """Python's str brings a `!=` of its own, and nbval compares by it."""
    tolerance = Tolerance.declared({"atol": 0.1})
    near, far = Output("0.55", tolerance), Output("0.7", tolerance)
    assert not Output("0.5", tolerance) != near
    assert Output("0.5", tolerance) != far


@pytest.mark.parametrize("value", ["0.1", -0.1, float("nan"), float("inf"), None, True])
def test_a_tolerance_that_is_none_is_refused(value):
    with pytest.raises(ValueError, match=r"Expected .*rtol.* Received: rtol="):
        Tolerance.declared({"rtol": value})


def test_numbers_outside_are_told():
    tolerance = Tolerance.declared({"rtol": 0.1})
    pairs = Output("a 1 b 2 c 3", tolerance).pairs("a 1.05 b 3 c 3")
    assert [(pair.stored, pair.new) for pair in pairs if pair.used > 1] == [("2", "3")]


def test_how_much_of_a_tolerance_is_used():
    used = {
        ("a 1 b 2", "a 1.05 b 2.05"): "0.5",
        ("a 2 b 0", "a 2.05 b 0"): "0.25",
        ("a 1 b 0", "a 1 b 0.01"): "Infinity",
        ("a 1", "b 1"): "Infinity",
        ("✓ So  (a = 0.8 > 0.1)", "✓ So  (a = 0.82 > 0.1)"): "0.25",
    }
    tolerance = Tolerance.declared({"rtol": 0.1})
    for (stored, new), share in used.items():
        assert Output(stored, tolerance).used(new) == Decimal(share)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<Line2D at 0x7f1c2a3b4c5d>", "<Line2D at 0x7ffe00112233>"),
        ("/tmp/ipykernel_41/123.py:2: UserWarning: x", "/var/ipykernel_7/9.py:2: UserWarning: x"),
        (
            "/a/lib/python3.11/site-packages/keras/src/trainer.py:12: UserWarning: x",
            "/b/lib/python3.13/site-packages/keras/src/trainer.py:15: UserWarning: x",
        ),
        (f"id='_anim_img{'0a' * 16}'", f"id='_anim_img{'b1' * 16}'"),
        (
            "<img src='data:image/png;base64,iVBO\\\nRw0='>",
            "<img src='data:image/png;base64,AAAA'>",
        ),
    ],
)
def test_what_differs_on_every_run_does_not_matter(first, second):
    assert first != second
    assert same(first, second)


def test_what_only_looks_like_it_matters():
    assert lasting("0xff and 0x1f") == "0xff and 0x1f"
    assert lasting("commit deadbeef") == "commit deadbeef"
    assert not same("x.py:2: UserWarning: x", "x.py:2: UserWarning: y")


def test_lines_that_libraries_log_are_dropped_and_warnings_are_kept():
    warning = "/tmp/ipykernel_1/2.py:3: RuntimeWarning: overflow encountered in exp\n"
    log = (
        "2026-01-31 10:00:00.123456: I tensorflow/core/util/port.cc:153] oneDNN custom ...\n"
        "To enable the following instructions: AVX2 FMA, in other operations, rebuild ...\n"
        "WARNING: All log messages before absl::InitializeLog() is called are written ...\n"
        "I0000 00:00:1769853600.123456    1234 gpu_device.cc:2020] Created device ...\n"
        "W0000 00:00:1769853600.123456    1234 cpu_info.cc:20] Slow ...\n"
    )
    assert without_library_log(log + warning) == warning


CLAIM = "✓ Every start reads 97 %  (gap[5] = {} < 0.04; n = 20)"


@pytest.mark.parametrize(
    ("stored", "new", "equal"),
    [
        (
            CLAIM.format("0.0301"),
            CLAIM.format("0.0309"),
            True,
        ),  # 2 % of the 0.04 it is held against
        (CLAIM.format("0.0301"), CLAIM.format("0.031"), False),
        (CLAIM.format("3e-06"), CLAIM.format("-1.4e-07"), True),
        ("✓ A  (0.5 > 0.2)\n1", "✓ A  (0.505 > 0.2)\n2", False),
        ("✓ A  (0.5 > 0.2)", "✓ A  (0.5 > 0.3)", False),
        ("✓ A  (a = 0.5 > 0.2)", "✓ A  (b = 0.5 > 0.2)", False),
        ("✓ A  (0.5 > 0.2)", "✓ A", False),
        ("✓ A 20  (n = 20)", "✓ A 21  (n = 20)", False),
        ("A  (n = 200)", "A  (n = 201)", False),  # no claim
    ],
)
def test_numbers_of_claims_have_a_tolerance_of_their_own(stored, new, equal):
    assert same(stored, new) == equal
    assert same(stored, stored)


def test_a_cell_may_tolerate_more_and_not_less():
    assert same(CLAIM.format("0.0301"), CLAIM.format("0.031"), rtol=0.05)
    assert same(CLAIM.format("0.0301"), CLAIM.format("0.0309"), atol=1e-6)
    assert not same("✓ A  (n = 20)\n7", "✓ A  (n = 20)\n8", rtol=0.05)
