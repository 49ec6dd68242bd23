"""Demo: a network that has learned to spell goes on with a name; its units are seen at work."""

from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse import datasets, scratch
from dlcourse.demos.core.controls import Button, Choice, Slider, Text
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels, set_margins
from dlcourse.plots.style import COLORS

LONGEST = 12  # letters, the dot behind the name included
ROWS = {
    "cell states": "cell",
    "forget gates": "forget",
    "input gates": "input",
    "output gates": "output",
}
WHAT = {True: "red above 0, blue below", False: "yellow open, blue shut"}
LETTERS = datasets.LETTERS


@cache
def speller() -> tuple[scratch.Embedding, scratch.LSTM, scratch.Dense]:
    """Return the layers of the network that was trained beforehand, in float64."""
    weights = [w.astype(float) for w in datasets.name_speller_weights()]
    lstm = scratch.LSTM(*weights[1:4])
    return scratch.Embedding(weights[0]), lstm, scratch.Dense(*weights[4:])


def read(numbers: np.ndarray, state: tuple | None = None) -> tuple[np.ndarray, dict, tuple]:
    """Let the network read letters.

    Args:
        numbers: Of the letters, shape (n_letters,).
        state: Where it stands, from an earlier call; None for the beginning.

    Returns:
        The logits of the letter that comes next, shape (27,); what the units did at each letter,
        by name, shape (n_letters, n_units); and the state to go on from.
    """
    embedding, lstm, dense = speller()
    h = lstm.forward(embedding.forward(numbers[None]), initial_state=state)
    did = {name: values[0] for name, values in {**lstm.gates, "cell": lstm.cell_states}.items()}
    return dense.forward(h)[0], did, (h, lstm.cell_states[:, -1])


def chances(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Return the probability of each of the 27 letters at this temperature."""
    return scratch.softmax(logits / temperature)


def spell_on(beginning: str, temperature: float, draw: int) -> tuple[str, dict, np.ndarray]:
    """Go on with a name, letter by letter, until the dot is drawn or there is no more room.

    Args:
        beginning: Letters from a to z, 10 at most.
        temperature: Above 0.
        draw: Another number draws other letters; the same one the same.

    Returns:
        The whole name; what the units did while they read each of its letters, by name, shape
        (n_letters, n_units); and the probabilities of the letter after the beginning, shape (27,).
    """
    luck = np.random.default_rng(draw).random(LONGEST)
    name = beginning
    logits, did, state = read(np.array([LETTERS.index(letter) for letter in "." + name]))
    records, first = [did], chances(logits, temperature)
    while len(name) < LONGEST - 1:
        limits = np.cumsum(chances(logits, temperature))
        number = int(np.searchsorted(limits[:-1], luck[len(name)], side="right"))
        if number == 0:
            break
        name += LETTERS[number]
        logits, did, state = read(np.array([number]), state)
        records.append(did)
    return name, {key: np.concatenate([r[key] for r in records])[1:] for key in did}, first


class SpellOn:
    """Left, a row for each unit over the letters; right, how likely each letter came next."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.85, right=0.3, bottom=0.75, top=0.6)
        self.rows, self.next = panels(figure, (1.25, 1))
        n_units = speller()[1].n_units
        self.image = self.rows.imshow(
            np.full((n_units, LONGEST), np.nan),
            aspect="auto",
            interpolation="nearest",
            extent=(-0.5, LONGEST - 0.5, n_units, 0),
            zorder=2,  # above the axis, which then need not be drawn again
        )
        ticks = range(0, n_units, 5)
        self.rows.set(xticks=[], ylabel="unit", yticks=np.add(ticks, 0.5), yticklabels=ticks)
        self.rows.grid(visible=False)
        self.rows.spines[:].set_visible(False)
        style = {"ha": "center", "va": "top", "fontsize": 20, "weight": "bold"}
        self.letters = [self.rows.text(k, n_units + 1, "", **style) for k in range(LONGEST)]
        self._prepare(self.next)
        self.bars = self.next.bar(range(27), np.zeros(27), color=COLORS["grey"], zorder=2)

    def _prepare(self, ax: Axes) -> None:
        ax.set(xlim=(-0.7, 26.7), ylim=(0, 1), xticks=range(27), title="the next letter")
        ax.set_xticklabels(LETTERS, fontsize=11)
        ax.set_xlabel("letter; the dot ends the name")
        ax.grid(visible=False, axis="x")

    def update(self, beginning: str, temperature: float, rows: str, draw: int) -> str:
        """Show these values."""
        name, did, first = spell_on(beginning, temperature, draw)
        values = np.full((LONGEST, self.image.get_array().shape[0]), np.nan)
        values[: len(name)] = did[ROWS[rows]]
        signed = ROWS[rows] == "cell"
        self.image.set_data(values.T)
        self.image.set(cmap="coolwarm" if signed else "cividis")
        self.image.set_clim((-2, 2) if signed else (0, 1))
        for k, text in enumerate(self.letters):
            text.set_text(name[k] if k < len(name) else "")
            text.set_color("black" if k < len(beginning) else COLORS["vermilion"])
        for bar, height in zip(self.bars, first, strict=True):
            bar.set_height(height)
        likely, what = int(first.argmax()), WHAT[signed]
        self.rows.set_title(f"{rows}: {what}")
        self.next.set_title(f"after “{beginning}”: “{LETTERS[likely]}” with {first[likely]:.0%}")
        return f"It spells “{name}”. After “{beginning}”, “{LETTERS[likely]}” is likeliest."


def again(draw: int) -> dict[str, int]:
    """Draw other letters."""
    return {"draw": draw + 1}


demo = Demo(
    name="spell_on",
    title="A network that spells",
    look_for=(
        "Type the beginning of a name: the network goes on, in red. Show the forget gates, and "
        "type vowels and consonants: which unit tells them apart, and what does it take y for?"
    ),
    scene=SpellOn,
    controls=[
        Text(name="beginning", value="chry", most=10, letters=LETTERS[1:], label="beginning"),
        Slider(name="temperature", value=0.7, low=0.1, high=2.0, step=0.1, label="temperature"),
        Choice(name="rows", options=tuple(ROWS), value="forget gates", label="shown"),
        Button(name="again", action=again, label="Another"),
    ],
    state={"draw": 3},
    figsize=(11, 5.5),
)
