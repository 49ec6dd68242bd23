"""From a move to the new picture on the screen, in a real browser: milliseconds for each demo.

Run `python benchmarks/demo_moves.py [MOVES [NAME ...]]` on a quiet machine; DLCOURSE_BROWSER is the
path of Chromium or Chrome. Each move is an arrow key on the first slider, or on the first number of
a demo without sliders; the time ends with the frame in which the browser shows the picture. A page
has 1920x1080, JupyterLab 1366x768 pixels. The CPU time is that of the kernel, for the move and the
sharp picture that follows a light one.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil

from dlcourse import demos
from tools.browser import Demos, Lab, Server, Tab, browser

PICTURE = "document.querySelector('.dlcourse-demo img')"
CONTROL = """(document.querySelector('.dlcourse-demo input[type=range]')
  ?? document.querySelector('.dlcourse-demo input[type=number]'))"""
WATCH = f"""{{
  let start = null;
  window.times = [];
  addEventListener("keydown", () => (start = performance.now()), true);
  {PICTURE}.addEventListener("load", () => requestAnimationFrame(() => {{
    if (start !== null) times.push(performance.now() - start);
    start = null;  // the sharp picture that follows is no answer to a move
  }}));
  {CONTROL}.focus();
}}"""
CELL = "import dlcourse as dl\n\ndl.setup()\ndl.demos.{}()"


def notebook(name: str) -> str:
    cell = {"cell_type": "code", "id": "demo", "metadata": {}, "execution_count": None}
    cell |= {"outputs": [], "source": CELL.format(name)}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    head = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}}
    return json.dumps({**head, "cells": [cell]})


def kernel_seconds(server: Server) -> float:
    """Return the CPU time that all kernels of the server have used."""
    children = psutil.Process(server.process.pid).children(recursive=True)
    return sum(sum(child.cpu_times()[:2]) for child in children)


def measure(tab: Tab, server: Server, moves: int) -> tuple[float, float, float]:
    """Return a move's milliseconds, the median and the worst, and those of the kernel's CPU."""
    tab.wait(f"{PICTURE}?.naturalWidth > 0")
    time.sleep(3)
    tab.run(WATCH)
    keys = [("ArrowUp", 38), ("ArrowDown", 40)]
    if tab.run(f"{CONTROL}.valueAsNumber > {CONTROL}.max / 2"):
        keys.reverse()  # away from the end
    for move in range(moves + 3):
        if move == 3:  # a picture that is kept learns in its first moves what moves
            before = kernel_seconds(server)
        tab.press(*keys[move // 3 % 2])
        tab.wait(f"times.length > {move}")
        time.sleep(0.6)
    seconds = kernel_seconds(server) - before
    times = tab.run("times")[3:]
    return statistics.median(times), max(times), 1000 * seconds / moves


def main(moves: int, *names: str) -> None:
    names = names or tuple(demos.names())
    columns = "{:<26}{:>6}{:>7}{:>6}{:>8}{:>7}{:>6}"
    print(columns.format(f"ms of {moves} moves", "page", "worst", "cpu", "Lab", "worst", "cpu"))
    with tempfile.TemporaryDirectory() as folder, browser(os.environ["DLCOURSE_BROWSER"]) as new:
        for name in names:
            Path(folder, f"{name}.ipynb").write_text(notebook(name))
        site, lab = Demos(), Lab(Path(folder))
        for name in names:
            page = new(1920, 1080)
            page.open(site.address + name)
            numbers = measure(page, site, moves)
            page.close()
            cell = new(1366, 768)
            lab.run(cell, f"{name}.ipynb")
            numbers += measure(cell, lab, moves)
            cell.close()
            print(columns.format(name, *map(round, numbers)), flush=True)
        site.stop()
        lab.stop()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2] or ["20"]), *sys.argv[2:])
