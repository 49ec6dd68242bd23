"""In a lesson's kernel: every initial weight is another one, by a millionth of itself.

What a lesson prints, draws and claims must survive this, as it must survive another processor,
which rounds differently in every step. Nothing in `dlcourse` knows of it: the initializers are
wrapped as soon as they are imported.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.machinery
import inspect
import sys
from collections.abc import Callable
from types import ModuleType

import numpy as np

RELATIVE = 1e-6


def install(seed: int, draws: bool = False, by: float = RELATIVE) -> None:
    """Perturb from now on what is drawn as an initial weight.

    Args:
        seed: Of the perturbation. It does not touch the seeds of the lesson.
        draws: Perturb all numbers that the cells themselves draw from NumPy, too: weights drawn by
            hand, and data as well.
        by: How much, relative to each value.
    """
    noise = np.random.default_rng(seed)

    def perturbed(values: np.ndarray) -> np.ndarray:
        return (values * (1 + by * noise.standard_normal(np.shape(values)))).astype(values.dtype)

    actions = {
        "keras": lambda module: _perturb_keras(module, noise, by),
        "dlcourse.scratch.initializers": lambda module: _perturb_scratch(module, perturbed),
    }
    sys.meta_path.insert(0, _AfterImport(actions))
    if draws:
        _perturb_draws(perturbed)


class _AfterImport(importlib.abc.MetaPathFinder):
    """Calls a function on a module as soon as that is imported."""

    def __init__(self, actions: dict[str, Callable[[ModuleType], None]]) -> None:
        self._actions = actions

    def find_spec(self, name, path=None, target=None):
        if name not in self._actions:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        execute, act = spec.loader.exec_module, self._actions[name]

        def execute_and_act(module):
            execute(module)
            act(module)

        spec.loader.exec_module = execute_and_act
        return spec


def _perturb_keras(keras: ModuleType, noise: np.random.Generator, by: float) -> None:
    kinds = {kind for kind in vars(keras.initializers).values() if inspect.isclass(kind)}
    for kind in kinds:
        if kind.__module__.endswith("random_initializers") and "__call__" in vars(kind):
            kind.__call__ = _around(
                kind.__call__, functools.partial(_perturbed_tensor, keras, noise, by)
            )


def _perturbed_tensor(keras: ModuleType, noise: np.random.Generator, by: float, values):
    factors = 1 + by * noise.standard_normal(tuple(values.shape))
    return values * keras.ops.convert_to_tensor(factors, dtype=values.dtype)


def _perturb_scratch(module: ModuleType, perturbed: Callable) -> None:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if "rng" in inspect.signature(function).parameters:
            setattr(module, name, _around(function, perturbed))


def _around(draw: Callable, perturbed: Callable) -> Callable:
    @functools.wraps(draw)
    def wrapped(*arguments, **options):
        return perturbed(draw(*arguments, **options))

    return wrapped


def _perturb_draws(perturbed: Callable) -> None:
    """Let `numpy.random.default_rng` give the cells of a notebook generators that are perturbed."""
    original = np.random.default_rng

    class Perturbed(np.random.Generator):
        """Draws as NumPy does, nearly."""

    for name in ("normal", "standard_normal", "uniform", "random", "exponential"):
        setattr(Perturbed, name, _around_draw(getattr(np.random.Generator, name), perturbed))

    @functools.wraps(original)
    def default_rng(seed=None):
        generator = original(seed)
        by_cell = "ipykernel" in sys._getframe(1).f_code.co_filename
        return Perturbed(generator.bit_generator) if by_cell else generator

    np.random.default_rng = default_rng


def _around_draw(draw: Callable, perturbed: Callable) -> Callable:
    def wrapped(self, *arguments, **options):
        values = np.asarray(draw(self, *arguments, **options))
        return perturbed(values)[()]

    return wrapped
