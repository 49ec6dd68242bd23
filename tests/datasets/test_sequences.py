"""Adding problem, copy task, additions: the same from one seed, and as their docstrings say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import datasets

MAKERS = [datasets.make_adding_problem, datasets.make_copy_task, datasets.make_additions]


@pytest.fixture(params=MAKERS, ids=lambda make: make.__name__)
def make(request):
    return request.param


def splits(data):
    return ((data.x_train, data.y_train), (data.x_test, data.y_test))


def texts(data, rows):
    return ["".join(data.class_names[k] for k in row) for row in rows]


def test_the_seed_decides_everything(make):
    first, again, other = make(seed=5), make(seed=5), make(seed=6)
    for a, b in zip(first[:4], again[:4], strict=True):
        assert np.array_equal(a, b)
    assert not np.array_equal(first.x_train, other.x_train)
    assert not np.array_equal(first.y_train, other.y_train)
    assert repr(first) == repr(again) and "\n" not in repr(first)
    assert first.DESCR.endswith("seed 5.")


def test_the_test_split_is_drawn_anew(make):
    data = make(500)
    seen = {row.tobytes() for row in data.x_train}
    assert len(data.x_test) == 500
    assert not any(row.tobytes() in seen for row in data.x_test)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"n": 0}, ValueError),
        ({"n": 2.0}, TypeError),
        ({"n": True}, ValueError),
        ({"seed": -1}, ValueError),
        ({"seed": None}, TypeError),
    ],
)
def test_bad_arguments_are_refused_by_all(make, arguments, error):
    with pytest.raises(error, match=r"Expected (n|seed) .*Received: "):
        make(**arguments)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: datasets.make_adding_problem(steps=1),
        lambda: datasets.make_copy_task(length=0),
        lambda: datasets.make_copy_task(gap=0),
        lambda: datasets.make_copy_task(symbols=1),
        lambda: datasets.make_copy_task(symbols=27),
        lambda: datasets.make_additions(digits=0),
        lambda: datasets.make_additions(10, digits=10),
        lambda: datasets.make_additions(51, digits=1),
    ],
)
def test_bad_arguments_are_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()


# the adding problem


@given(n=st.integers(1, 50), steps=st.integers(2, 31), seed=st.integers(0, 2**32))
@settings(max_examples=30)
def test_two_numbers_are_marked_one_in_each_half_and_added(n, steps, seed):
    data = datasets.make_adding_problem(n, steps=steps, seed=seed)
    for x, y in splits(data):
        assert x.shape == (n, steps, 2) and x.dtype == np.float32
        assert y.shape == (n,) and y.dtype == np.float32
        values, marks = x[..., 0], x[..., 1]
        assert 0 <= values.min() and values.max() <= 1 and {*np.unique(marks)} <= {0, 1}
        assert (marks[:, : steps // 2].sum(axis=1) == 1).all()
        assert (marks[:, steps // 2 :].sum(axis=1) == 1).all()
        added = [v[m == 1].sum() for v, m in zip(values, marks, strict=True)]
        np.testing.assert_allclose(added, y, rtol=1e-6)


def test_marks_may_stand_anywhere_and_the_mean_costs_a_sixth():
    data = datasets.make_adding_problem(20_000, steps=9)
    share = data.x_train[..., 1].mean(axis=0)
    np.testing.assert_allclose(share, [1 / 4] * 4 + [1 / 5] * 5, atol=0.02)
    assert np.mean((data.y_test - 1) ** 2) == pytest.approx(1 / 6, abs=0.005)
    assert data.class_names == () and repr(data).endswith("(float32), numbers to predict")


# the copy task


@given(
    n=st.integers(1, 20),
    length=st.integers(1, 6),
    gap=st.integers(1, 9),
    symbols=st.integers(2, 26),
    seed=st.integers(0, 2**32),
)
@settings(max_examples=30)
def test_what_was_said_is_to_be_said_again_after_the_signal(n, length, gap, symbols, seed):
    data = datasets.make_copy_task(n, length=length, gap=gap, symbols=symbols, seed=seed)
    assert len(data.class_names) == len(set(data.class_names)) == symbols + 2
    for x, y in splits(data):
        assert x.shape == y.shape == (n, gap + 2 * length)
        assert (x.dtype, y.dtype) == (np.int32, np.int64)
        for asked, answer in zip(texts(data, x), texts(data, y), strict=True):
            said = asked[:length]
            assert said.isalpha()
            assert asked == said + "." * (gap - 1) + "!" + "." * length
            assert answer == "." * (length + gap) + said


def test_all_symbols_are_equally_probable():
    data = datasets.make_copy_task(5000, length=4, symbols=3)
    counts = np.bincount(data.x_train[:, :4].ravel(), minlength=5)
    np.testing.assert_allclose(counts / counts.sum(), [0, 1 / 3, 1 / 3, 1 / 3, 0], atol=0.02)


# additions


@given(digits=st.integers(1, 9), backwards=st.booleans(), seed=st.integers(0, 2**32))
@settings(max_examples=30)
def test_answers_are_right_and_no_question_comes_twice(digits, backwards, seed):
    data = datasets.make_additions(40, digits=digits, backwards=backwards, seed=seed)
    everything = []
    for x, y in splits(data):
        assert x.shape == (40, 2 * digits + 1) and x.dtype == np.int32
        assert y.shape == (40, digits + 1) and y.dtype == np.int64
        for question, answer in zip(texts(data, x), texts(data, y), strict=True):
            forwards = question[::-1] if backwards else question
            assert forwards == forwards.strip().ljust(2 * digits + 1)
            a, b = map(int, forwards.split("+"))
            assert answer == str(a + b).ljust(digits + 1)
            everything.append((a, b))
    assert len(set(everything)) == 80


def test_all_questions_can_be_drawn():
    data = datasets.make_additions(50, digits=1)
    questions = {*texts(data, data.x_train), *texts(data, data.x_test)}
    assert questions == {f"{a}+{b}" for a in range(10) for b in range(10)}
