"""Draw each demo with fixed margins, as it is, and with a computed layout: CPU time per picture.

Run `python benchmarks/demo_frames.py [ROUNDS]`. Equal: demo, values, size, PNG encoder; the two
take turns.
"""

import io
import statistics
import sys
import time

from matplotlib.figure import Figure

from dlcourse import demos
from dlcourse.demos.core.demo import DPI, Demo
from dlcourse.plots.style import use_course_style


def computed_layout(demo: Demo) -> None:
    """Draw the start of `demo` as `Demo.render` does, but with Matplotlib's constrained layout."""
    figure = Figure(figsize=demo.figsize, dpi=DPI, layout="constrained")
    names = demo.draw.__code__.co_varnames[1 : demo.draw.__code__.co_argcount]
    demo.draw(figure, **{name: demo.start[name] for name in names})
    figure.savefig(io.BytesIO(), format="png", dpi=DPI)


def seconds(draw, demo: Demo) -> float:
    start = time.process_time()
    draw(demo)
    return time.process_time() - start


def main(rounds: int) -> None:
    use_course_style()
    print(f"{'median ms of ' + str(rounds):<24}{'fixed':>8}{'computed':>10}{'ratio':>8}")
    for name in demos.names():
        demo = demos.get(name)
        pairs = [
            (seconds(lambda d: d.render(d.start), demo), seconds(computed_layout, demo))
            for _ in range(rounds + 1)
        ]
        fixed, computed = map(statistics.median, zip(*pairs[1:], strict=True))
        print(f"{name:<24}{1000 * fixed:>8.0f}{1000 * computed:>10.0f}{computed / fixed:>8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 15)
