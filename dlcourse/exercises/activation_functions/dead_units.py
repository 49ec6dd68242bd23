"""Count the units that are silent for every sample."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _dead_units(z):
    return int((z.max(axis=0) <= 0).sum())


def _dead_units_inputs(rng):
    small = np.array([[-1.0, 2.0], [0.0, -3.0]])
    never_positive = np.array([[-1.0, -2.0, 0.5], [-0.5, -0.1, -1.0], [-3.0, 0.0, -2.0]])
    lopsided = np.array([[-9.0, 1.0], [1.0, 2.0], [-9.0, 1.0]])
    fixed = [small, never_positive, np.full((4, 3), -1.0), np.zeros((2, 5)), np.ones((3, 2))]
    fixed += [np.array([[-1.0, 1e-9], [-2.0, -3.0], [0.0, -1.0]])]
    fixed += [lopsided, np.array([[-0.5, 4.0], [3.0, -0.5]]), np.array([[-1.0, 3.0, -2.0, -4.0]])]
    return [(z,) for z in fixed] + [(rng.normal(size=(4, 9)).round(1) - 1,) for _ in range(3)]


def _dead_by_any(z):
    return np.sum(~np.any(z > 0, axis=0))


def _dead_by_loop(z):
    return sum(all(value <= 0 for value in column) for column in z.T)


def _dead_by_outputs(z):
    outputs = np.maximum(z, 0)
    return z.shape[1] - np.count_nonzero(outputs.sum(axis=0))


dead_units = Exercise(
    name="dead_units",
    reference=_dead_units,
    right=[_dead_by_any, _dead_by_loop, _dead_by_outputs],
    inputs=_dead_units_inputs,
    mistakes=[
        Mistake(
            "counts silences, not units",
            "You count single entries that are not positive. A unit is dead only if all of its "
            "entries are.",
            lambda z: int((z <= 0).sum()),
        ),
        Mistake(
            "samples instead of units",
            "You look along the rows, which hold the samples. The units are the columns.",
            lambda z: int((z.max(axis=1) <= 0).sum()),
        ),
        Mistake(
            "silent once is enough",
            "A unit that is silent for some samples and active for others is alive.",
            lambda z: int((z.min(axis=0) <= 0).sum()),
        ),
        Mistake(
            "counts the living",
            "You count the units that are active at least once: those are alive.",
            lambda z: int((z.max(axis=0) > 0).sum()),
        ),
        Mistake(
            "zero counts as active",
            "At a sum of exactly 0 the output of ReLU is 0, and so is its slope.",
            lambda z: int((z.max(axis=0) < 0).sum()),
        ),
        Mistake(
            "the mean decides",
            "A unit whose sums are negative on average may still be active for a few samples.",
            lambda z: int((z.mean(axis=0) <= 0).sum()),
        ),
        Mistake(
            "which units, not how many",
            "You say of each unit whether it is dead. Asked for is their number.",
            lambda z: np.all(z <= 0, axis=0),
            also=[lambda z: np.flatnonzero(np.all(z <= 0, axis=0))],
        ),
        Mistake(
            "small sums count as silent",
            "A sum of 1e-9 is above 0, so the unit is active.",
            lambda z: int((z.max(axis=0) < 1e-3).sum()),
        ),
        Mistake(
            "always active asked for",
            "You count the units that are active for every sample.",
            lambda z: int((z > 0).all(axis=0).sum()),
        ),
        Mistake(
            "a fraction",
            "You return the fraction of dead units. Asked for is their number.",
            lambda z: float((z <= 0).all(axis=0).mean()),
        ),
        Mistake(
            "only sums of exactly 0",
            "z holds the sums before ReLU: a negative one is silent as well.",
            lambda z: int((z == 0).all(axis=0).sum()),
        ),
        Mistake(
            "one sample decides",
            "You look at one sample. A unit is dead only if it is silent for all of them.",
            lambda z: int((z[0] <= 0).sum()),
            also=[lambda z: int((z[-1] <= 0).sum())],
        ),
        Mistake(
            "one question for all units",
            "all and any without an axis give one answer for the whole array. Ask for each unit.",
            lambda z: int((z <= 0).all()),
            also=[lambda z: bool((z <= 0).all(axis=0).any())],
        ),
        Mistake(
            "all units counted",
            "You return how many units there are. Count those that are dead.",
            lambda z: z.shape[1],
        ),
        Mistake(
            "silent most of the time",
            "A unit that is active for a single sample is alive.",
            lambda z: int(((z <= 0).mean(axis=0) > 0.5).sum()),
        ),
        Mistake(
            "units that never change",
            "A unit is dead if its sums are never above 0; they may differ all the same.",
            lambda z: int((z.std(axis=0) == 0).sum()),
        ),
    ],
    further=(
        "How a start or a long step kills units: Lu et al., Dying ReLU and initialization, 2019."
    ),
    hints=[
        "For each unit one question: is any of its sums positive? Units are columns.",
        "The largest sum of a column answers it. Then count the columns.",
    ],
)
