"""When a mistake is named, when two are, and when none is."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake


def leaky(z, slope):
    return np.where(z >= 0, z, slope * z)


def exercise(*extra):
    return Exercise(
        name="leaky",
        reference=lambda z, slope: (leaky(z, slope), np.where(z >= 0, 1.0, slope)),
        inputs=lambda rng: [
            (np.array([0.0]), 0.1),
            (np.array([-1.0, 0.0, 2.0]), 0.5),
            (rng.normal(size=8), 0.2),
        ],
        mistakes=[
            Mistake("no slope", "", lambda z, slope: (leaky(z, 0), np.where(z >= 0, 1.0, slope))),
            Mistake(
                "slope at 0", "", lambda z, slope: (leaky(z, slope), np.where(z > 0, 1, slope))
            ),
            Mistake("raises", "", lambda z, slope: np.linalg.inv(z)),
            Mistake("in place", "", in_place),
            *extra,
        ],
        hints=[],
    )


def in_place(z, slope):
    derivative = np.where(z >= 0, 1.0, slope)
    z[z < 0] *= slope
    return z, derivative


def named(answer):
    return exercise().judge(answer).mistakes


def test_one_mistake():
    assert named(lambda z, s: (np.maximum(z, 0), np.where(z < 0, s, 1))) == ("no slope",)


def test_two_mistakes_at_once_are_both_named():
    both = named(lambda z, s: (np.maximum(z, 0), np.where(z <= 0, s, 1)))
    assert both == ("no slope", "slope at 0")


def test_exception_and_in_place_are_mistakes_too():
    assert named(lambda z, s: np.linalg.inv(z)) == ("raises",)
    assert named(in_place) == ("in place",)


def test_other_exception_is_not_that_mistake():
    assert named(lambda z, s: 1 / 0) == ()


def test_in_place_together_with_another_mistake():
    def answer(z, slope):
        derivative = np.where(z > 0, 1.0, slope)
        z[z < 0] *= slope
        return z, derivative

    assert named(answer) == ("slope at 0", "in place")


def test_agreement_by_chance_is_not_named():
    """All zeros agree with `no slope` at every negative input, and are wrong elsewhere, too."""
    assert named(lambda z, s: (0 * z, 0 * z)) == ()


def test_mistake_that_explains_most_is_named_with_a_reserve():
    def answer(z, slope):
        value = np.maximum(z, 0)
        value[z == 2] = 3
        return value, np.where(z >= 0, 1.0, slope)

    verdict = exercise().judge(answer)
    assert verdict.mistakes == ("no slope",)
    assert "Something else is wrong, too" in verdict.text


def test_mistake_that_looks_right_on_the_inputs_is_never_named():
    invisible = Mistake("invisible", "", lambda z, s: (leaky(z, s), np.where(z >= 0, 1.0, s)))
    assert exercise(invisible).judge(lambda z, s: (0 * z, 0 * z)).mistakes == ()


def test_exceptions_in_other_words_are_the_same_mistake_if_the_values_say_so():
    """Transposed: right shape for a square matrix, an exception in NumPy's words for others."""
    task = Exercise(
        name="product",
        reference=lambda x, w: x @ w,
        inputs=lambda rng: [(rng.normal(size=2), rng.normal(size=(2, n))) for n in (2, 3)],
        mistakes=[
            Mistake("only raises", "", lambda x, w: np.ones(2) @ np.ones(3)),
            Mistake("transposed", "", lambda x, w: x @ w.T),
        ],
        hints=[],
    )
    assert task.judge(lambda x, w: np.dot(x, w.T)).mistakes == ("transposed",)
    assert task.judge(lambda x, w: np.dot(np.ones(2), np.ones(3))).mistakes == ()


def test_mistake_is_named_although_another_input_raises():
    def answer(z, slope):
        if z.size == 3:
            raise KeyError("another fault")
        return np.maximum(z, 0), np.where(z >= 0, 1.0, slope)

    verdict = exercise().judge(answer)
    assert verdict.mistakes == ("no slope",)
    assert "KeyError" in verdict.text and "Something else is wrong, too" in verdict.text


def test_another_form_is_no_agreement():
    """A mistake that returns text where two numbers belong explains no other wrong numbers."""
    task = Exercise(
        name="corner",
        reference=lambda x: (x, 2 * x) if x < 3 else "out",
        inputs=lambda rng: [(1.0,), (2.0,), (5.0,)],
        mistakes=[Mistake("always out", "", lambda x: "out")],
        hints=[],
    )
    assert task.judge(lambda x: "out").mistakes == ("always out",)
    for answer in (lambda x: None, lambda x: (2 * x, x), lambda x: (x,), lambda x: x):
        assert task.judge(answer).mistakes == ()
    assert task.judge(lambda x: "out" if x == 1 else (x, 2 * x)).mistakes == ()


def test_one_mistake_made_in_two_ways():
    def shifted(size):
        return lambda z, slope: (leaky(z, slope) + size, np.where(z >= 0, 1.0, slope))

    task = exercise(Mistake("shifted", "Do not shift.", shifted(1), also=[shifted(-1)]))
    assert task.judge(shifted(1)).mistakes == ("shifted",)
    verdict = task.judge(shifted(-1))
    assert verdict.mistakes == ("shifted",)
    assert verdict.text.count("Do not shift.") == 1
    assert task.judge(shifted(2)).mistakes == ()


def test_values_are_no_mistake_that_raises():
    assert named(lambda z, s: (0 * z - 7, 0 * z - 7)) == ()
