"""Demo: two members of the karate club say where they stand, and the news spreads."""

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.datasets import load_karate_club
from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels, set_margins
from dlcourse.plots.graphs import GraphPicture
from dlcourse.plots.style import COLORS

ROUNDS = 10
STEPS = 15  # of a training, for each round
STARTS = 8
CLUB = load_karate_club()
MEANS = scratch.normalize_adjacency(CLUB.adjacency.astype(float), "row")
_NOTHING = 1e-9  # nearer to 0 a number takes no side


def ask(member: int) -> dict[str, int]:
    """Let a member say where he stands, in place of the one of his side who did."""
    return {"square" if CLUB.y[member] else "circle": member}


def talk(numbers: np.ndarray) -> np.ndarray:
    """Let everybody take the mean of his own number and those of his friends."""
    return MEANS @ numbers


def vote(numbers: np.ndarray) -> np.ndarray:
    """Let everybody go where most of his friends are; a tie changes nothing."""
    votes = np.sign(CLUB.adjacency @ np.sign(numbers))
    return np.where(votes == 0, numbers, votes)


@lru_cache(maxsize=600)
def history(way: str, circle: int, square: int) -> np.ndarray:
    """Return what everybody holds after each round, shape (ROUNDS + 1, 34), from -1 to 1.

    Args:
        way: "talk", "vote" or "network".
        circle: Who is known to be with the instructor.
        square: Who is known to be with the president.
    """
    if way == "network":
        return _training(circle, square)
    numbers, found = np.zeros(len(CLUB.y)), []
    for _ in range(ROUNDS + 1):
        if way == "vote" or not found:
            numbers[[circle, square]] = -1, 1
        found.append(numbers.copy())
        numbers = {"talk": talk, "vote": vote}[way](numbers)
    return np.array(found)


def _training(circle: int, square: int) -> np.ndarray:
    """Return the mean answer of some graph networks during their training."""
    identity, sizes = np.eye(len(CLUB.y)), [len(CLUB.y), 16, 2]
    nets = scratch.graph_network(
        sizes, MEANS, rows=[circle, square], variants=STARTS, seed=list(range(STARTS))
    )
    adam, found = scratch.Adam(0.01), []
    for _ in range(ROUNDS + 1):
        every = scratch.graph_network(sizes, MEANS, weights=nets.weights, variants=STARTS)
        found.append(2 * every.predict(identity)[..., 1].mean(axis=0) - 1)
        for _ in range(STEPS):
            nets.train_on_batch(identity, [0, 1], adam)
    return np.array(found)


def is_right(numbers: np.ndarray) -> np.ndarray:
    """Say of each member whether his number has the sign of his side; shape of `numbers`."""
    return (numbers * (2 * CLUB.y - 1)) > _NOTHING


class Spreading:
    """The club after some rounds, and how many members are right after each."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.2, bottom=0.7)
        self.left, self.right = panels(figure, widths=(1.9, 1))
        size = 300.0 if figure.get_figwidth() > 8 else 150.0
        self.club = GraphPicture(
            CLUB.adjacency, CLUB.places, classes=CLUB.y, limits=(-1, 1), size=size, ax=self.left
        )
        self.dots = self.left.scatter(*CLUB.places.T, s=1, alpha=0)
        (self.curve,) = self.right.plot([], [], "o-", color=COLORS["grey"], ms=5)
        (self.here,) = self.right.plot([], [], "o", color=COLORS["vermilion"], ms=13)
        self.right.axhline(34, color=COLORS["green"], lw=1.5, ls=":")
        self.right.set(xlim=(-0.5, ROUNDS + 0.5), ylim=(0, 36), xlabel="rounds")
        self.right.set_title("members on their side")

    def update(self, way: str, rounds: int, circle: int, square: int) -> str:
        """Show these values."""
        found = history(way, circle, square)
        numbers, right = found[rounds], is_right(found)
        largest = max(np.abs(numbers).max(), _NOTHING)
        wrong = np.flatnonzero(~right[rounds] & (np.abs(numbers) > _NOTHING))
        colours = np.sign(numbers) * np.sqrt(np.abs(numbers) / largest)
        self.club.update(colours, known=[circle, square], wrong=wrong)
        counts = right.sum(axis=1)
        self.curve.set_data(range(ROUNDS + 1), counts)
        self.here.set_data([rounds], [counts[rounds]])
        self.left.set_title(f"{counts[rounds]} of 34 on their side", loc="left")
        return (
            f"Known: {circle} with the instructor, {square} with the president. After {rounds} "
            f"rounds {counts[rounds]} of 34 members are on their side."
        )


demo = Demo(
    name="spread_labels",
    title="Two say where they stand, and the news spreads",
    look_for=(
        "Click two members, a circle and a square: their sides are then known. Which pair comes "
        "out worst after three rounds, and does another way help it?"
    ),
    scene=Spreading,
    controls=[
        Choice(
            name="member",
            options=tuple(range(34)),
            value=12,
            label="member whose side is known",
            on="dots",
            action=ask,
        ),
        Choice(
            name="way",
            options={
                "talk: the mean of friends": "talk",
                "vote of friends": "vote",
                f"graph networks, {STEPS} steps a round": "network",
            },
        ),
        Slider(name="rounds", value=3, low=0, high=ROUNDS, step=1, play=True),
    ],
    state={"circle": 12, "square": 24},
    figsize=(11, 5),
)
