"""Files replaced as a whole: nobody ever reads half of one, and a crash leaves the old or the new.

What is being written has a name of its own in the same folder, so that two programs that write at
once do not meet. If the machine stops in between, that draft is litter: the next writer removes it
once it is old enough to belong to nobody.
"""

import contextlib
import os
import tempfile
import time
from pathlib import Path

_WAIT_SECONDS = 2.0
_LITTER_SECONDS = 600.0


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a crash leaves the old file or the new one, never a half.

    Args:
        path: The file; its folder is made if it does not exist.
        data: Its new content.

    Raises:
        OSError: The folder cannot be written; the file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_litter(path)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(draft, _usual_mode(path))
        _replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise


def _usual_mode(path: Path) -> int:
    """Return the rights of the file that is replaced, or those of any new file."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _replace(draft: str, path: Path) -> None:
    """Replace a file; on Windows this fails while another program reads it, so try again."""
    end = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return os.replace(draft, path)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _remove_litter(path: Path) -> None:
    """Remove drafts of this file that a writer left behind when it was killed."""
    for draft in path.parent.glob(f".{path.name}.*.part"):
        with contextlib.suppress(OSError):
            if time.time() - draft.stat().st_mtime > _LITTER_SECONDS:
                draft.unlink()
