"""Start a fresh Python with `import dlcourse`, and one with `import keras`: CPU seconds of each.

Run `python benchmarks/startup.py [ROUNDS]`. Equal: interpreter, machine, warm disk cache; the two
take turns, after one round that does not count. CPU time (user and system) is compared, because
on a busy machine it varies less than the time on the clock.
"""

import os
import statistics
import subprocess
import sys
import time

PROGRAMS = {
    "python alone": "pass",
    "import dlcourse": "import dlcourse",
    "and its digits": "import dlcourse; dlcourse.datasets.load_digits()",
    "import keras": "import keras",
}


def measure(program: str) -> tuple[float, float]:
    """Return CPU seconds and clock seconds of a fresh process."""
    before, start = os.times(), time.perf_counter()
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-c", program]
    subprocess.run(command, check=True, env=quiet, stderr=subprocess.DEVNULL)
    clock, after = time.perf_counter() - start, os.times()
    cpu = after.children_user + after.children_system
    return cpu - before.children_user - before.children_system, clock


def main(rounds: int) -> None:
    results = {name: [] for name in PROGRAMS}
    for counts in [False] + [True] * rounds:
        for name, program in PROGRAMS.items():
            measured = measure(program)
            if counts:
                results[name].append(measured)
    medians = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in results.items()
    }
    print(f"median of {rounds:<12}{'CPU s':>8}{'clock s':>9}{'CPU / import keras':>20}")
    for name, (cpu, clock) in medians.items():
        print(f"{name:<22}{cpu:>8.2f}{clock:>9.2f}{cpu / medians['import keras'][0]:>20.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5)
