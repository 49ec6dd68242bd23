"""The kernel that runs a lesson under test, and the CPUs that it can pretend to have."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from queue import Empty

from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel, start_new_kernel

from dlcourse.course.runner import ONE_THREAD, environment

from .perturb import RELATIVE

SECONDS_BETWEEN_LOOKS = 1.0
PERTURBED = "perturbed"
# On top of the environment in which outputs are made: what other machines do with the arithmetic.
CPU_SETTINGS = {
    "one-thread": {},
    "two-threads": dict.fromkeys(ONE_THREAD, "2"),
    "no-onednn": {"TF_ENABLE_ONEDNN_OPTS": "0"},
    # A CPU of 2013. No change on a machine that has nothing newer; there, sse4 is the test.
    "avx2": {"ONEDNN_MAX_CPU_ISA": "AVX2", "OPENBLAS_CORETYPE": "Haswell"},
    # A CPU of 2008, for NumPy and its BLAS too: no fused multiply-add, other vector lengths.
    "sse4": {
        "ONEDNN_MAX_CPU_ISA": "SSE41",
        "OPENBLAS_CORETYPE": "Nehalem",
        "NPY_DISABLE_CPU_FEATURES": "X86_V3",
    },
    # Any other machine: each initial weight is changed by a millionth, see `perturb`.
    PERTURBED: {},
}
# Nothing of it stays among the names that a cell sees.
_START_UP = """
def _start_up():
    import importlib.util

    spec = importlib.util.spec_from_file_location("nbcheck_{name}", {path!r})
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.install({arguments})


_start_up()
del _start_up
"""


class KernelDied(Exception):
    """The kernel's process has ended; no further cell can run."""


@dataclass(frozen=True)
class Setting:
    """Under which conditions a lesson is tested.

    Attributes:
        cpu: One of `CPU_SETTINGS`.
        seed: Of the perturbation, which the CPU setting "perturbed" switches on.
        draws: Whether what the cells draw themselves is perturbed, too.
        by: How much, relative to each weight.
    """

    cpu: str = "one-thread"
    seed: int = 0
    draws: bool = False
    by: float = RELATIVE

    @property
    def variables(self) -> dict[str, str]:
        """The variables of the environment that this setting changes."""
        return CPU_SETTINGS[self.cpu]

    def __str__(self) -> str:
        """Return what is to be said in a log, so that one can repeat it."""
        words = [self.cpu, *(f"{name}={value}" for name, value in self.variables.items())]
        if self.cpu == PERTURBED:
            words.append(f"--perturb-seed {self.seed}{' --perturb-draws' * self.draws}")
            words += [f"--perturb-by {self.by}"] if self.by != RELATIVE else []
        return " ".join(words)

    def start_up(self) -> str:
        """Return the Python code that a kernel runs before the first cell."""
        calls = {"weak_claims": ""}
        if self.cpu == PERTURBED:
            calls["perturb"] = f"seed={self.seed}, draws={self.draws}, by={self.by}"
        folder = Path(__file__).parent
        return "".join(
            _START_UP.format(path=str(folder / f"{name}.py"), name=name, arguments=arguments)
            for name, arguments in calls.items()
        )


class LessonKernel(RunningKernel):
    """nbval's kernel in the environment of the stored outputs, watched while it works."""

    def __init__(self, folder: Path, setting: Setting, startup_timeout: float) -> None:
        """Start the present interpreter's kernel with `folder` as its own, empty world."""
        variables = environment(folder) | setting.variables
        start_up = Path(variables["IPYTHONDIR"], "profile_default", "startup", "nbcheck.py")
        start_up.parent.mkdir(parents=True)
        start_up.write_text(setting.start_up(), encoding="utf-8")
        # ipykernel would leave file descriptors 1 and 2 alone if it saw that pytest runs, and
        # what TensorFlow prints there would be missing from the outputs.
        variables.pop("PYTEST_CURRENT_TEST", None)
        self.km, self.kc = start_new_kernel(
            startup_timeout=startup_timeout,
            kernel_name=CURRENT_ENV_KERNEL_NAME,
            stderr=subprocess.DEVNULL,  # ipykernel's own; that of the cells is among the outputs
            cwd=str(folder),
            env=variables,
        )
        self._unread: deque[dict] = deque()
        self._ensure_iopub_up()

    def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
        """Run a cell as Jupyter does: with history, on which `Out`, `_` and a final `;` depend."""
        return self.kc.execute(
            cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False
        )

    def get_message(self, stream: str, timeout: float | None = None) -> dict:
        """Return the next message; a display that the cell updated comes as it was at the end.

        Raises:
            KernelDied: The kernel's process ended and left no message.
            queue.Empty: None came within `timeout` seconds.
        """
        if stream != "iopub":
            return self._wait(stream, timeout)
        if not self._unread:
            self._unread.extend(self._until_idle(timeout))
        return self._unread.popleft()

    def _until_idle(self, timeout: float | None) -> list[dict]:
        """Read until the kernel is idle, with every update in the place of what it updates."""
        messages, displays = [], {}
        while not (messages and messages[-1]["content"].get("execution_state") == "idle"):
            try:
                message = self._wait("iopub", timeout)
            except Empty:
                if messages:
                    break  # the next call will find that nothing more comes
                raise
            content = message["content"]
            name = content.get("transient", {}).get("display_id")
            if message["msg_type"] == "update_display_data" and name in displays:
                displays[name].update(data=content["data"], metadata=content["metadata"])
                continue
            if message["msg_type"] == "display_data" and name:
                displays[name] = content
            messages.append(message)
        return messages

    def _wait(self, stream: str, timeout: float | None) -> dict:
        """Wait for a message, and no longer than the kernel lives.

        Raises:
            KernelDied: The kernel's process ended and left no message.
            queue.Empty: None came within `timeout` seconds.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            patience = min(SECONDS_BETWEEN_LOOKS, max(end - time.monotonic(), 0))
            try:
                return super().get_message(stream, timeout=patience)
            except Empty:
                if not self.is_alive():
                    raise KernelDied(self._last_words()) from None
                if time.monotonic() >= end:
                    raise

    def _last_words(self) -> str:
        code = self.km.provisioner.process.returncode
        how = f"exit status {code}"
        if code is not None and code < 0:
            how = f"signal {signal.Signals(-code).name}"
            how += ", often a lack of memory" if code == -signal.SIGKILL else ""
        return f"The kernel died ({how}) while it ran this cell."

    def stop(self) -> None:
        """End the process, unless nbval has done so already, as it does when nothing helps."""
        if hasattr(self, "km"):
            super().stop()
