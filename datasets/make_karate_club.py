"""Write karate_club.json from the table that NetworkX installs, with a place for each member.

Run `python datasets/make_karate_club.py` (needs `pip install networkx`), then refresh
`SHA256SUMS`.
"""

import json
import sys
from pathlib import Path

import networkx
import numpy as np

from dlcourse.plots.node_places import graph_layout

APART = 0.42  # two members are drawn at least this far from each other


def places(adjacency: np.ndarray) -> np.ndarray:
    """Return where to draw the members, the instructor to the left, nobody on top of another."""
    xy = graph_layout(adjacency)
    xy[:, 0] *= np.sign(xy[33, 0] - xy[0, 0])
    for _ in range(300):
        apart = xy[:, None] - xy
        length = np.linalg.norm(apart, axis=-1) + np.eye(len(xy))
        push = np.where(length < APART, (APART - length) / length, 0)
        xy = xy + 0.3 * (push[..., None] * apart).sum(axis=1)
    return xy


def main(target: Path) -> None:
    club = networkx.karate_club_graph()
    edges = sorted([*sorted(ends), contexts] for *ends, contexts in club.edges(data="weight"))
    xy = places(networkx.to_numpy_array(club, weight=None))
    content = {
        "sides": [int(club.nodes[member]["club"] == "Officer") for member in range(34)],
        "places": [[round(float(number), 2) + 0.0 for number in place] for place in xy],
        "edges": [[int(number) for number in edge] for edge in edges],
    }
    lines = ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in content.items())
    target.write_text(f"{{{lines}}}\n", encoding="ascii", newline="")


if __name__ == "__main__":
    here = Path(__file__).parent / "karate_club.json"
    main(Path(sys.argv[1]) if sys.argv[1:] else here)
