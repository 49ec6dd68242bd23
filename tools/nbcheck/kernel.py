"""The kernel that runs a lesson under test, and the CPUs that it can pretend to have."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import deque
from pathlib import Path
from queue import Empty

from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel, start_new_kernel

from dlcourse.course.runner import ONE_THREAD, environment

SECONDS_BETWEEN_LOOKS = 1.0
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
}


class KernelDied(Exception):
    """The kernel's process has ended; no further cell can run."""


class LessonKernel(RunningKernel):
    """nbval's kernel in the environment of the stored outputs, watched while it works."""

    def __init__(self, folder: Path, cpu_setting: str, startup_timeout: float) -> None:
        """Start the present interpreter's kernel with `folder` as its own, empty world."""
        variables = environment(folder) | CPU_SETTINGS[cpu_setting]
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
