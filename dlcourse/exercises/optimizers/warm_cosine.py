"""A learning rate that rises and then falls along half a cosine."""

import math

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _warm_cosine(step, peak, warmup_steps, all_steps):
    if step < warmup_steps:
        return peak * step / warmup_steps
    part = (step - warmup_steps) / (all_steps - warmup_steps)
    return peak * (1 + np.cos(np.pi * part)) / 2


def _warm_cosine_inputs(rng):
    fixed = [(step, 1.0, 2, 6) for step in range(7)]
    fixed += [(0, 0.1, 0, 10), (5, 0.1, 0, 10), (10, 0.1, 0, 10)]
    fixed += [(1, 0.5, 5, 25), (5, 0.5, 5, 25), (13, 0.5, 5, 25), (20, 0.5, 5, 25)]
    return fixed + [(int(rng.integers(60, 190)), 0.3, 40, 200) for _ in range(3)]


def _by_half_angles(step, peak, warmup_steps, all_steps):
    if step < warmup_steps:
        return peak / warmup_steps * step
    angle = math.pi / 2 * (step - warmup_steps) / (all_steps - warmup_steps)
    return peak * math.cos(angle) ** 2


def _by_interpolation(step, peak, warmup_steps, all_steps):
    rise = np.interp(step, [0, max(warmup_steps, 1)], [0, peak])
    angle = np.interp(step, [warmup_steps, all_steps], [0, np.pi])
    return np.where(step < warmup_steps, rise, 0.5 * peak * (1 + np.cos(angle)))


def _by_keras(step, peak, warmup_steps, all_steps):
    import keras

    schedule = keras.optimizers.schedules.CosineDecay(
        0.0 if warmup_steps else peak,
        all_steps - warmup_steps,
        warmup_target=peak if warmup_steps else None,
        warmup_steps=warmup_steps,
    )
    return schedule(step)


def _falling(shape):
    """Return an answer with the right warm-up and another fall, of the part of it that is over."""

    def answer(step, peak, warmup_steps, all_steps):
        if step < warmup_steps:
            return peak * step / warmup_steps
        return peak * shape((step - warmup_steps) / (all_steps - warmup_steps))

    return answer


def _rising(shape):
    """Return an answer with another warm-up, of the part of it that is over."""

    def answer(step, peak, warmup_steps, all_steps):
        if step < warmup_steps:
            return peak * shape(step / warmup_steps, 1 / warmup_steps)
        return _warm_cosine(step, peak, warmup_steps, all_steps)

    return answer


def _late_clock(step, peak, warmup_steps, all_steps):
    if step < warmup_steps:
        return peak * step / warmup_steps
    return peak * (1 + math.cos(math.pi * (step - warmup_steps) / all_steps)) / 2


def _early_clock(step, peak, warmup_steps, all_steps):
    if step < warmup_steps:
        return peak * step / warmup_steps
    return peak * (1 + math.cos(math.pi * step / all_steps)) / 2


def _product(step, peak, warmup_steps, all_steps):
    rise = min(1.0, step / warmup_steps) if warmup_steps else 1.0
    return peak * rise * (1 + math.cos(math.pi * step / all_steps)) / 2


warm_cosine = Exercise(
    name="warm_cosine",
    reference=_warm_cosine,
    right=[_by_half_angles, _by_interpolation, _by_keras],
    inputs=_warm_cosine_inputs,
    mistakes=[
        Mistake(
            "the clock of the cosine starts at step 0",
            "The fall begins when the warm-up is over, so count its steps from there.",
            _early_clock,
            also=[_product],
        ),
        Mistake(
            "the fall is too long",
            "The fall has only those steps that the warm-up leaves over: it must end at all_steps.",
            _late_clock,
        ),
        Mistake(
            "no warm-up",
            "Before warmup_steps the rate rises from 0 in a straight line.",
            lambda step, peak, warmup, steps: (
                peak if step < warmup else _warm_cosine(step, peak, warmup, steps)
            ),
            also=[lambda step, peak, warmup, steps: _warm_cosine(step, peak, 0, steps)],
        ),
        Mistake(
            "a straight line down",
            "The fall follows half a cosine: slow at first, fast in the middle, slow at the end.",
            _falling(lambda part: 1 - part),
        ),
        Mistake(
            "a quarter of a cosine",
            "Half a cosine, from 1 to -1, shifted and halved, ends level. A quarter of one, from 1 "
            "to 0, ends in a steep fall.",
            _falling(lambda part: math.cos(math.pi / 2 * part)),
        ),
        Mistake(
            "below 0",
            "A cosine goes down to -1, and a rate must not. Shift it up by 1, and halve it.",
            _falling(lambda part: math.cos(math.pi * part)),
        ),
        Mistake(
            "not halved",
            "One plus the cosine is 2 at the peak. Halve it.",
            _falling(lambda part: 1 + math.cos(math.pi * part)),
        ),
        Mistake(
            "the cosine backwards",
            "After the warm-up the rate falls. Yours rises.",
            _falling(lambda part: (1 - math.cos(math.pi * part)) / 2),
        ),
        Mistake(
            "a whole cosine",
            "Half a period: a whole one comes up again to the peak.",
            _falling(lambda part: (1 + math.cos(2 * math.pi * part)) / 2),
        ),
        Mistake(
            "one step ahead in the warm-up",
            "At step 0 the rate is 0, and it reaches the peak at step warmup_steps itself.",
            _rising(lambda part, one: part + one),
        ),
        Mistake(
            "a warm-up along the cosine",
            "The warm-up is a straight line.",
            _rising(lambda part, one: (1 - math.cos(math.pi * part)) / 2),
        ),
        Mistake(
            "the peak is missing",
            "The rate is peak times a number between 0 and 1.",
            lambda step, peak, warmup, steps: _warm_cosine(step, 1.0, warmup, steps),
        ),
    ],
    further="It is `keras.optimizers.schedules.CosineDecay`, with `warmup_target` as the peak.",
    hints=[
        "Two cases: before warmup_steps and from it on. In each, which part of the way is over, "
        "from 0 to 1?",
        "Half a cosine is cos from 0 to pi. Which numbers does it take, and how do you bring them "
        "to 1 and 0?",
    ],
)
