"""What a command says when it cannot do what was asked: one line, and an exit status."""

import contextlib
import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path


class CommandError(Exception):
    """A command cannot go on; the message is the one line that the user reads."""


def nearest(text: str, names: Iterable[str]) -> str:
    """Return ` Did you mean 'x'?` for the name most like `text`, or an empty string."""
    names = list(names)
    close = difflib.get_close_matches(text.lower(), names, n=1, cutoff=0.5)
    inside = [name for name in names if text and text.lower() in name]
    best = (close or inside)[:1]
    return f" Did you mean {best[0]!r}?" if best else ""


@contextlib.contextmanager
def writing_to(folder: Path, option: str) -> Iterator[None]:
    """Turn the failure to write to `folder`, which `option` names, into a line for the user."""
    try:
        yield
    except OSError as error:
        raise CommandError(
            f"Cannot write to {folder}: {error.strerror or error}. "
            f"Choose another folder with {option} DIR."
        ) from error
