"""Every initial weight is changed by a millionth, and nothing else is."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.nbcheck import perturb
from tools.nbcheck.kernel import PERTURBED, Setting

# With the same seed, two draws differ now: by the perturbation.
DRAWS = """
import importlib.util, inspect, json, sys
spec = importlib.util.spec_from_file_location("hook", {path!r})
hook = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hook)
hook.install(seed=3, draws=True)

import keras
import numpy as np
from dlcourse import scratch

def apart(draw):
    a, b = (np.asarray(draw(), dtype=float) for _ in range(2))
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(a), 1e-9)))

def kernel(name):
    keras.utils.set_random_seed(0)
    layer = keras.layers.Dense(8, kernel_initializer=name)
    layer.build((None, 8))
    return layer.kernel

found = {{f"keras {{name}}": apart(lambda: kernel(name)) for name in {keras}}}
for name in {scratch}:
    draw = getattr(scratch, name)
    found[f"scratch {{name}}"] = apart(lambda: draw((8, 8), np.random.default_rng(0)))
found["networks"] = apart(lambda: scratch.mlp([8, 8], variants=2).weights[0])
found["zeros"] = apart(lambda: kernel("zeros"))
found["data"] = apart(lambda: np.random.default_rng(0).normal(size=9))
cell = compile("np.random.default_rng(0).normal(size=9)", "/tmp/ipykernel_1/2.py", "eval")
found["cell"] = apart(lambda: eval(cell))
print(json.dumps(found))
"""
KERAS = ["glorot_uniform", "he_normal", "random_normal", "random_uniform", "orthogonal"]
SCRATCH = ["glorot_uniform", "he_normal", "random_normal", "random_uniform", "orthogonal"]


@pytest.fixture(scope="module")
def found():
    import json

    program = DRAWS.format(path=perturb.__file__, keras=KERAS, scratch=SCRATCH)
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
        cwd=Path(perturb.__file__).parents[2],
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "what", [*(f"keras {n}" for n in KERAS), *(f"scratch {n}" for n in SCRATCH), "networks", "cell"]
)
def test_what_is_perturbed(found, what):
    assert 1e-7 < found[what] < 2e-5


@pytest.mark.parametrize("what", ["zeros", "data"])
def test_what_is_not(found, what):
    assert found[what] == 0


def test_by_says_how_much():
    program = (
        "from tools.nbcheck import perturb; perturb.install(seed=3, by=1e-3)\n"
        "import numpy as np; from dlcourse import scratch\n"
        "a, b = (scratch.he_normal((8, 8), np.random.default_rng(0)) for _ in range(2))\n"
        "print(np.max(np.abs(a / b - 1)))"
    )
    folder = Path(perturb.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=folder
    )
    assert 1e-4 < float(done.stdout) < 2e-2


def test_a_setting_says_how_to_repeat_it():
    words = str(Setting(PERTURBED, seed=7, draws=True))
    assert words == "perturbed --perturb-seed 7 --perturb-draws"
    assert str(Setting(PERTURBED, by=1e-5)) == "perturbed --perturb-seed 0 --perturb-by 1e-05"
    assert str(Setting()) == "one-thread"
    assert "install(seed=7, draws=True, by=1e-06)" in Setting(PERTURBED, 7, True).start_up()
    assert "seed" not in Setting().start_up()
