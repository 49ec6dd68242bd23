"""Demo: ten trials placed by hand on a landscape of trained networks, and ten at random."""

from functools import cache
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse import datasets, scratch
from dlcourse.demos.core.controls import Button, Checkbox, Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels, set_margins
from dlcourse.plots.style import COLORS

TRIALS, N_RATES, N_OTHERS = 10, 20, 14
RATES = (-4.0, 1.0)  # exponents, as those below
PENALTIES, SIZES = (-8.0, -2.5), (-2.0, 1.5)
N_TRAIN, N_VAL = 300, 400
COVER, LOW, HIGH = "#EDEDED", 0.1, 0.95


class World(NamedTuple):
    """A landscape: the second hyperparameter, its exponents, and whether it is a penalty."""

    name: str
    exponents: tuple[float, float]
    is_penalty: bool


WORLDS = {
    "one matters": World("log10 of the L2 penalty", PENALTIES, True),
    "both matter": World("log10 of the first weights, times He's", SIZES, False),
}


#: Accuracies in per cent, two digits each, as `train` found them: rates to the right, the other
#: hyperparameter upwards. Stored, for at high rates a trifle changes what is found.
FOUND = {
    "one matters": """
1308101312072621243457768489694121101010
1110100412121423374341378485860918101010
1010030604091919233658678477673009101010
1214061008131312363144758488663409101010
1417041216070812243031727685474409101010
1312090416102623125235417885754016101010
1304171403192013272461737076832609101010
1506101015171124223448638778794318101010
1712100805050627173058747283901209101010
1011060918092322205254688484887209101010
1406141215121728173068727079864609101010
1415100909042322314872768174832209101010
0106111205151616183046658191845309101010
1204111513062026243966608890833909141010
""",
    "both matter": """
1711392022174614121210091010090909101010
1320160833213942242109101010090909101010
1011081418173551121715101010100909101010
0912111624221927382922301409100909101010
1617041124131322294429562234201009101010
1212100615123226165839487670710909101010
1304181404181611231944647482853109101010
1506101011161018131222246849733219101010
1611080706040620121024261740446415101010
1010060916141316101309091618253909101010
1406120918100810100910161009092509101010
1408040709091009090909090909090917101010
0906100910080810120909090909090909101010
0810091014040906090909090909090909101010
""",
}


@cache
def landscape(world: str) -> np.ndarray:
    """Return the accuracies of 280 trained networks on validation images, shape (20, 14).

    The first axis is the learning rate, the second the other hyperparameter, both rising.
    """
    lines = FOUND[world].split()[::-1]
    cells = [[int(line[i : i + 2]) for line in lines] for i in range(0, 2 * N_RATES, 2)]
    return np.array(cells) / 100


def train(world: str) -> np.ndarray:
    """Train the networks of a landscape, all at once, and return what `landscape` tells."""
    rate, other = (
        axis.ravel()
        for axis in np.meshgrid(
            10 ** np.linspace(*RATES, N_RATES),
            10 ** np.linspace(*WORLDS[world].exponents, N_OTHERS),
            indexing="ij",
        )
    )
    networks = scratch.mlp(
        [64, 16, 16, 10], variants=len(rate), seed=list(range(len(rate))), **_settings(world, other)
    )
    d, end = datasets.load_digits(flat=True), N_TRAIN + N_VAL
    x = (d.x_train[:end] - d.x_train[:N_TRAIN].mean()) / d.x_train[:N_TRAIN].std()
    with np.errstate(all="ignore"):  # some diverge; they read one digit in ten
        options = {"epochs": 8, "batch_size": 50, "optimizer": scratch.SGD(rate)}
        networks.fit(x[:N_TRAIN], d.y_train[:N_TRAIN], **options)
        found = networks.accuracy(x[N_TRAIN:], d.y_train[N_TRAIN:end])
    return found.reshape(N_RATES, N_OTHERS)


def _settings(world: str, other: np.ndarray) -> dict:
    if WORLDS[world].is_penalty:
        penalty = scratch.L2(other.astype(np.float32))
        return {"kernel_initializer": "he_normal", "kernel_regularizer": penalty}
    return {"kernel_initializer": [_he_times(factor) for factor in other]}


def _he_times(factor: float):
    return lambda shape, rng: np.float32(factor) * scratch.he_normal(shape, rng)


def at_random(draw: int) -> np.ndarray:
    """Return the ten random places of one game, each from 0 to 1, shape (10, 2)."""
    return np.random.default_rng(draw).random((TRIALS, 2))


def accuracies(world: str, places: np.ndarray) -> np.ndarray:
    """Return what the networks nearest to these places read, shape (n,)."""
    shape = np.array([N_RATES, N_OTHERS])
    row, column = np.minimum(places * shape, shape - 1).astype(int).T
    return landscape(world)[row, column]


def try_here(rate: float, up: float, placed: tuple, draw: int, uncovered: bool) -> dict | None:
    """Place one more trial; return None, so that nothing changes, after the tenth."""
    if len(placed) >= TRIALS:
        return None
    across = (rate - RATES[0]) / (RATES[1] - RATES[0])
    return {"placed": (*placed, (round(across, 4), up)), "uncovered": uncovered}


def new_game(draw: int) -> dict:
    """Begin with an empty, covered landscape, and other random trials."""
    return {"placed": (), "draw": draw + 1, "uncovered": False}


class Side:
    """One player's half: the landscape below its cover, and the trials so far."""

    def __init__(self, ax: Axes, color: str) -> None:
        """Make what stays, as yet without a landscape."""
        self.ax, self.world = ax, ""
        scale = {"vmin": LOW, "vmax": HIGH, "cmap": "cividis"}
        flat = {"extent": (0, 1, 0, 1), "origin": "lower", "interpolation": "nearest"}
        self.land = ax.imshow(np.zeros((N_OTHERS, N_RATES)), aspect="auto", **flat, **scale)
        look = {"zorder": 5, "s": 420, "linewidths": 2.5, "clip_on": False}
        self.dots = ax.scatter([], [], c=[], edgecolors=color, **look, **scale)
        style = {
            "ha": "center",
            "va": "center",
            "weight": "bold",
            "fontsize": 10,
            "zorder": 6,
            "clip_on": False,
        }
        self.numbers = [ax.text(0, 0, "", **style) for _ in range(TRIALS)]
        ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="log10 of the learning rate", facecolor=COVER)
        ax.set_xticks(np.linspace(0, 1, 6), [f"{e:.0f}" for e in np.linspace(*RATES, 6)])
        ax.grid(False)

    def enter(self, world: str) -> None:
        """Put another landscape below the cover."""
        self.world, (low, high) = world, WORLDS[world].exponents
        self.land.set_data(landscape(world).T)
        whole = np.arange(np.ceil(low), high + 0.1)
        self.ax.set_yticks((whole - low) / (high - low), [f"{e:.0f}" for e in whole])

    def show(self, places: np.ndarray, uncovered: bool) -> float:
        """Show these trials; return the accuracy of the best of them, or 0."""
        self.land.set_visible(uncovered)
        found = accuracies(self.world, places) if len(places) else np.zeros(0)
        self.dots.set_offsets(places if len(places) else np.zeros((0, 2)))
        self.dots.set_array(found)
        for number, text in enumerate(self.numbers):
            shown = number < len(found)
            text.set_visible(shown)
            if shown:
                light = found[number] > (LOW + HIGH) / 2
                text.set(position=places[number], color="black" if light else "white")
                text.set_text(f"{100 * found[number]:.0f}")
        return float(found.max(initial=0))


class Game:
    """The trials by hand on the left, as many random ones on the right."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.85, right=0.2, bottom=0.65, top=0.5)
        axes, colors = panels(figure), (COLORS["vermilion"], COLORS["sky"])
        self.hand, self.chance = (Side(*pair) for pair in zip(axes, colors, strict=True))
        (self.cross,) = self.hand.ax.plot(
            [], [], "P", ms=15, color="white", mec=COLORS["vermilion"], mew=2, zorder=7
        )
        self.world = None

    def update(
        self, world: str, rate: float, up: float, uncovered: bool, placed: tuple, draw: int
    ) -> str:
        """Show these values."""
        if world != self.world:
            self.world = world
            self.hand.enter(world)
            self.chance.enter(world)
            self.hand.ax.set_ylabel(WORLDS[world].name)
        by_hand = self.hand.show(np.reshape(placed, (-1, 2)), uncovered)
        by_chance = self.chance.show(at_random(draw)[: len(placed)], uncovered)
        self.cross.set_data([(rate - RATES[0]) / (RATES[1] - RATES[0])], [up])
        self.cross.set_visible(len(placed) < TRIALS)
        told = [f"best {100 * best:.0f} %" if best else "no trial" for best in (by_hand, by_chance)]
        self.hand.ax.set_title(f"by hand, {len(placed)} of {TRIALS}: {told[0]}")
        self.chance.ax.set_title(f"at random: {told[1]}")
        return f"After {len(placed)} trials: by hand {told[0]}, at random {told[1]}."


#: A hand that looks: five rates at five heights, then five more around the best of them.
LOOKED = (
    *((0.1, 0.3), (0.3, 0.7), (0.5, 0.1), (0.7, 0.5), (0.9, 0.9)),
    *((0.6, 0.4), (0.66, 0.8), (0.62, 0.2), (0.68, 0.62), (0.64, 0.95)),
)


demo = Demo(
    name="ten_trials",
    title="Ten trials by hand, ten at random",
    look_for=(
        "A hand has tried five rates, looked, and gone on around the best. Chance is close behind. "
        "Begin a new game: does looking help more where one hyperparameter matters, or both?"
    ),
    scene=Game,
    controls=[
        Choice(name="world", options=tuple(WORLDS), label="landscape", action=new_game),
        Slider(
            name="rate",
            value=-1.0,
            low=RATES[0],
            high=RATES[1],
            step=0.1,
            label="log10 of the learning rate",
        ),
        Slider(name="up", value=0.5, low=0.0, high=1.0, step=0.05, label="place upwards"),
        Button(name="try_here", action=try_here, label="Try here"),
        Checkbox(name="uncovered", value=True, label="uncover the landscape"),
        Button(name="new_game", action=new_game, label="New game"),
    ],
    state={"placed": LOOKED, "draw": 0},
    figsize=(11, 5),
)
