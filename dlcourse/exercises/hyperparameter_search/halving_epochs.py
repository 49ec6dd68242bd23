"""What successive halving costs."""

from dlcourse.judging import Exercise, Mistake


def _halving_epochs(n_trials, first_epochs):
    total, done, alive, until = 0, 0, n_trials, first_epochs
    while True:
        total += alive * (until - done)
        done = until
        if alive == 1:
            return total
        alive, until = alive // 2, 2 * until


def _halving_epochs_inputs(rng):
    fixed = [(4, 1), (1, 3), (2, 1), (5, 2), (16, 1), (36, 1)]
    return fixed + [tuple(rng.integers([6, 1], [200, 6]).tolist()) for _ in range(3)]


def _by_recursion(n_trials, first_epochs):
    def from_here(alive, more):
        return alive * more + (from_here(alive // 2, 2 * more) if alive > 1 else 0)

    if n_trials == 1:
        return first_epochs
    return n_trials * first_epochs + from_here(n_trials // 2, first_epochs)


def _by_rounds(n_trials, first_epochs):
    rounds = n_trials.bit_length()
    epochs = [first_epochs * 2**number for number in range(rounds)]
    added = [epochs[0], *(b - a for a, b in zip(epochs, epochs[1:], strict=False))]
    return sum((n_trials >> number) * more for number, more in enumerate(added))


def _walk(n, e, *, keep=lambda alive: alive // 2, grow=lambda e: 2 * e, again=False, stop=1):
    """Halve in another way; `again` trains from the beginning in each round."""
    total, done, alive, until = 0, 0, n, e
    for _ in range(64):
        total += alive * (until - (0 if again else done))
        done = until
        if alive <= stop:
            return total
        alive, until = keep(alive), grow(until)
    return total


halving_epochs = Exercise(
    name="halving_epochs",
    reference=_halving_epochs,
    right=[_by_recursion, _by_rounds],
    inputs=_halving_epochs_inputs,
    mistakes=[
        Mistake(
            "from the beginning in each round",
            "Who survives goes on where it stopped: count only the epochs that are added.",
            lambda n, e: _walk(n, e, again=True),
        ),
        Mistake(
            "everybody to the end",
            "This is what it would cost without stopping anybody.",
            lambda n, e: n * e * 2 ** (n.bit_length() - 1),
        ),
        Mistake(
            "rounded up",
            "Of an odd number the smaller half survives: 2 of 5.",
            lambda n, e: _walk(n, e, keep=lambda alive: -(-alive // 2)),
        ),
        Mistake(
            "the epochs do not double",
            "Each round brings the survivors to twice as many epochs. In yours all rounds are "
            "equally long.",
            lambda n, e: _walk(n, e, grow=lambda until: until + e),
        ),
        Mistake(
            "each round adds twice as much",
            "The survivors are brought *to* twice as many epochs, not *by* twice as many.",
            lambda n, e: _walk(n, e, grow=lambda until: until + 2 * until),
        ),
        Mistake(
            "stops with two",
            "The last two have to be told apart, and the winner trains once more.",
            lambda n, e: _walk(n, e, stop=min(2, n)),
            also=[lambda n, e: _walk(n, e, stop=min(3, n))],
        ),
        Mistake(
            "one trial counted",
            "This is how long the winner trained. Count the epochs of all trials together.",
            lambda n, e: e * 2 ** (n.bit_length() - 1),
        ),
        Mistake(
            "the first round alone",
            "After the first round the survivors go on.",
            lambda n, e: n * e,
        ),
    ],
    further=("Keras Tuner's `Hyperband` runs several such races: Li and others, Hyperband, 2018."),
    hints=[
        "Write a table for 4 trials: how many are alive in each round, and how many epochs each of "
        "them adds.",
        "With 4 trials: 4 trials add 1 epoch, 2 add 1 more, 1 adds 2 more.",
    ],
)
