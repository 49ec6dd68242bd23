"""`setup`: the only boilerplate that a lesson has."""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import sys
import tempfile


def setup(seed: int = 0) -> None:
    """Make a notebook ready: seeds, quiet libraries, the course's figure style.

    Seeds Python, NumPy and the Keras backend, imports Keras without the backend's start-up
    messages, and switches the figures to the course's style and to one fixed size each.
    Call it once, in the first cell. In a script of your own, `keras.utils.set_random_seed` is
    enough.

    PyTorch runs one batch at a time, and Keras refuses `compile(steps_per_execution=20)` there.
    After `setup` it is read as 1: it decides about speed alone, and lessons set it.

    Args:
        seed: A whole number from 0 to 2**32 - 1.

    Raises:
        ValueError: `seed` is not such a number.
        ImportError: Keras or its backend is missing; `dlcourse doctor` says how to mend it.
    """
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**32:
        raise ValueError(
            f"Expected a whole number from 0 to {2**32 - 1} as seed. Received: seed={seed!r}"
        )
    _quiet_environment()
    with _silent_stderr():
        _start_keras(seed)
    from dlcourse.plots.style import use_course_style

    use_course_style()
    _prepare_figures()


def _quiet_environment() -> None:
    """Ask libraries for errors only; for TensorFlow this works before its import alone."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("GRPC_VERBOSITY", "ERROR")
    # "Matplotlib is building the font cache" comes on the first start of a machine alone.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def _start_keras(seed: int) -> None:
    """Import Keras, seed everything, and run one operation: the device start-up also talks."""
    import keras

    # TensorFlow warns of "retracing" where a lesson trains several small models in a row. It sets
    # the level itself when it is imported by a notebook, so this has to come after.
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    if keras.backend.backend() == "torch":
        _take_single_steps()
    keras.utils.set_random_seed(seed)
    keras.ops.convert_to_numpy(keras.ops.matmul(keras.ops.ones((2, 2)), keras.ops.ones((2, 2))))


@functools.cache  # once, however often a notebook calls `setup`
def _take_single_steps() -> None:
    """Let every model's `compile` read any `steps_per_execution` as 1."""
    import keras

    # In the class that has it: where a model is loaded, Keras asks whether `compile` is still its.
    owner = next(one for one in keras.Model.__mro__ if "compile" in vars(one))
    compile_model = owner.compile

    @functools.wraps(compile_model)
    def with_single_steps(model, *args, **options):
        if "steps_per_execution" in options:
            options["steps_per_execution"] = 1
        return compile_model(model, *args, **options)

    owner.compile = with_single_steps


@contextlib.contextmanager
def _silent_stderr():
    """Hold back what C++ libraries write to file descriptor 2; show it if the block fails.

    `TF_CPP_MIN_LOG_LEVEL` comes too late for messages logged before TensorFlow reads it, and
    `sys.stderr` does not see them, so the descriptor itself is turned aside for a moment.
    """
    sys.stderr.flush()
    saved = os.dup(2)
    with tempfile.TemporaryFile() as held_back:
        os.dup2(held_back.fileno(), 2)
        try:
            yield
        except BaseException:
            held_back.seek(0)
            os.write(saved, held_back.read())
            raise
        finally:
            sys.stderr.flush()
            os.dup2(saved, 2)
            os.close(saved)


def _prepare_figures() -> None:
    """Let a notebook show figures in the course's way, each of its declared size.

    Jupyter's default crops each figure to its content, and then a longer number in a label
    changes the size of the whole picture.
    """
    try:
        from IPython import get_ipython
        from matplotlib_inline.config import InlineBackend
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None and getattr(shell, "kernel", None) is not None:
        from dlcourse.plots.notebook import show_with_text

        shell.run_line_magic("matplotlib", "inline")
        InlineBackend.instance(parent=shell).print_figure_kwargs = {"bbox_inches": None}
        show_with_text(shell)
