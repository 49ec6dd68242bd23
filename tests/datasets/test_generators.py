"""Gates, blobs, moons, spirals: the same from the same seed, and as their docstrings say."""

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import datasets

RANDOM = [datasets.make_blobs, datasets.make_moons, datasets.make_spirals]


@pytest.fixture(params=RANDOM, ids=lambda make: make.__name__)
def make(request):
    return request.param


def nearest_neighbour_accuracy(data):
    distance = ((data.x_test[:, None] - data.x_train[None]) ** 2).sum(axis=-1)
    return (data.y_train[distance.argmin(axis=1)] == data.y_test).mean()


def best_line_accuracy(data):
    """The best of the lines that a least-squares fit and 2000 random directions give."""
    x = np.column_stack([data.x_train, np.ones(len(data.x_train))])
    sign = 2 * data.y_train - 1
    fit = np.linalg.lstsq(x, sign, rcond=None)[0]
    lines = np.vstack([fit, np.random.default_rng(0).standard_normal((2000, 3))])
    return ((x @ lines.T > 0) == (sign > 0)[:, None]).mean(axis=0).max()


# gates


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("and", lambda a, b: a and b),
        ("or", lambda a, b: a or b),
        ("nand", lambda a, b: not (a and b)),
        ("nor", lambda a, b: not (a or b)),
        ("xor", lambda a, b: a != b),
        ("xnor", lambda a, b: a == b),
    ],
)
def test_gates_follow_their_rule(name, rule):
    data = datasets.logic_gate(name)
    assert data.x_train.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert data.y_train.tolist() == [int(rule(a == 1, b == 1)) for a, b in data.x_train]
    assert np.array_equal(data.x_train, data.x_test)
    assert not np.shares_memory(data.x_train, data.x_test)
    assert data.x_train.dtype == np.float32 and data.y_train.dtype == np.int64
    assert datasets.logic_gate(name.upper()).y_train.tolist() == data.y_train.tolist()


@pytest.mark.parametrize("bad", ["not", "", None, 3, ["xor"], b"xor"])
def test_unknown_gates_are_refused(bad):
    with pytest.raises(ValueError, match="one of and, or, nand, nor, xor, xnor. Received: "):
        datasets.logic_gate(bad)


# all that draw random numbers


@given(n=st.integers(3, 300), classes=st.integers(2, 3), seed=st.integers(0, 2**32))
@settings(max_examples=30)
def test_sizes_types_and_balance(n, classes, seed):
    for make in RANDOM:
        more = {"classes": classes} if "classes" in inspect.signature(make).parameters else {}
        data = make(n, seed=seed, **more)
        count = more.get("classes", 2)
        assert len(data.class_names) == count
        for x, y in ((data.x_train, data.y_train), (data.x_test, data.y_test)):
            assert x.shape == (n, 2) and x.dtype == np.float32 and np.isfinite(x).all()
            assert y.shape == (n,) and y.dtype == np.int64
            assert np.ptp(np.bincount(y, minlength=count)) <= 1


def test_the_seed_decides_everything(make):
    first, again, other = make(seed=5), make(seed=5), make(seed=6)
    for a, b in zip(first[:4], again[:4], strict=True):
        assert np.array_equal(a, b)
    assert not np.array_equal(first.x_train, other.x_train)
    assert not np.array_equal(first.y_train, other.y_train)


def test_the_global_random_state_is_left_alone(make):
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    make()
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


def test_the_test_split_is_drawn_anew(make):
    data = make()
    seen = {row.tobytes() for row in data.x_train}
    assert not any(row.tobytes() in seen for row in data.x_test)


def test_rows_are_shuffled(make):
    assert set(make(200).y_train[:20]) == {0, 1}


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"n": 1}, ValueError, "n to be a whole number of at least 2. Received: 1"),
        ({"n": -5}, ValueError, "Received: -5"),
        ({"n": 10.0}, TypeError, "n to be a whole number. Received: 10.0"),
        ({"n": "many"}, TypeError, "Received: 'many'"),
        ({"n": True}, ValueError, "Received: True"),
        ({"seed": -1}, ValueError, "seed to be a whole number of at least 0. Received: -1"),
        ({"seed": None}, TypeError, "seed to be a whole number. Received: None"),
    ],
)
def test_bad_arguments_are_refused(make, arguments, error, message):
    with pytest.raises(error, match=message):
        make(**arguments)


@pytest.mark.parametrize("bad", [-0.1, float("nan"), float("inf"), "loud", None])
def test_bad_noise_is_refused(make, bad):
    name = "spread" if make is datasets.make_blobs else "noise"
    with pytest.raises((TypeError, ValueError), match=f"Expected {name} .*Received: "):
        make(**{name: bad})


@pytest.mark.parametrize("make", [datasets.make_blobs, datasets.make_spirals])
def test_one_class_is_refused(make):
    with pytest.raises(ValueError, match="classes to be a whole number of at least 2"):
        make(classes=1)


# the shapes


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_blobs_stand_on_a_circle_with_the_given_spread(classes):
    data = datasets.make_blobs(6000, classes=classes, spread=0.3, radius=2.0)
    for label in range(classes):
        cloud = data.x_train[data.y_train == label]
        assert np.isclose(np.hypot(*cloud.mean(axis=0)), 2.0, atol=0.05)
        assert np.allclose(cloud.std(axis=0), 0.3, atol=0.03)


def test_blobs_far_apart_are_separable_by_a_line():
    assert best_line_accuracy(datasets.make_blobs(spread=0.3)) == 1.0


@pytest.mark.parametrize("seed", range(3))
def test_no_line_separates_moons_or_spirals_but_their_neighbours_do(seed):
    for data in (datasets.make_moons(seed=seed), datasets.make_spirals(seed=seed)):
        assert best_line_accuracy(data) < 0.95
        assert nearest_neighbour_accuracy(data) > 0.97


def test_moons_without_noise_are_half_circles():
    data = datasets.make_moons(400, noise=0)
    upper, lower = (data.x_train[data.y_train == k].astype(float) for k in (0, 1))
    assert np.allclose(np.hypot(*upper.T), 1, atol=1e-6) and (upper[:, 1] >= -1e-6).all()
    assert np.allclose(np.hypot(*(lower - [1, 0.5]).T), 1, atol=1e-6)
    assert (lower[:, 1] <= 0.5 + 1e-6).all()
    gap = np.hypot(*(upper[:, None] - lower[None]).transpose(2, 0, 1)).min()
    assert 0.5 - 1e-6 < gap < 0.55


@pytest.mark.parametrize("classes", [2, 3])
def test_arms_of_a_spiral_are_turned_copies_of_each_other(classes):
    data = datasets.make_spirals(600, classes=classes, turns=1.5, noise=0)
    radius = np.hypot(*data.x_train.T)
    assert 0.09 < radius.min() and radius.max() <= 1 + 1e-6
    angle = np.arctan2(data.x_train[:, 1], data.x_train[:, 0]) / (2 * np.pi)
    offset = (angle - 1.5 * radius - data.y_train / classes + 0.5) % 1 - 0.5
    assert np.allclose(offset, 0, atol=1e-5)
