"""Read a shipped data file only after its SHA-256 has been verified."""

from __future__ import annotations

import hashlib

from dlcourse.resources import datasets_dir

_MEND = (
    "Restore it with `git checkout -- datasets` in a clone, or install dlcourse again "
    "(`pip install --force-reinstall --no-deps dlcourse`)."
)


class DataFileError(RuntimeError):
    """A data file is missing or damaged; the message says how to restore it."""


def checksums() -> dict[str, str]:
    """Return the expected SHA-256 of every shipped data file, by file name.

    Raises:
        DataFileError: `SHA256SUMS` is missing or is not a list of sums and names.
    """
    path = datasets_dir() / "SHA256SUMS"
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        return {name: digest for digest, name in (line.split() for line in lines if line.strip())}
    except (OSError, ValueError) as error:
        raise DataFileError(f"Cannot read the list of checksums {path}: {error}. {_MEND}") from None


def read_verified(name: str) -> bytes:
    """Return the bytes of the data file `name`, verified against `SHA256SUMS`.

    Args:
        name: A file in the folder `datasets`, for example `"digits.npz"`.

    Raises:
        DataFileError: The file is missing, unreadable, unlisted, or its SHA-256 is another one.
    """
    path = datasets_dir() / name
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise DataFileError(f"Cannot read the data file {path}: {reason}. {_MEND}") from None
    expected = checksums().get(name, "no line for this file")
    received = hashlib.sha256(content).hexdigest()
    if received != expected:
        raise DataFileError(
            f"The data file {path} is damaged: expected SHA-256 {expected} (from SHA256SUMS). "
            f"Received: {received} ({len(content)} bytes). {_MEND}"
        )
    return content


def verify_files() -> dict[str, str]:
    """Return what is wrong with the shipped data files, by file name; empty when all is well."""
    problems = {}
    for name in checksums():
        try:
            read_verified(name)
        except DataFileError as error:
            problems[name] = str(error)
    return problems


def read_card(name: str) -> str:
    """Return the data card `NAME.md` as text, or one line saying that it is missing."""
    path = datasets_dir() / f"{name}.md"
    return (
        path.read_text(encoding="utf-8") if path.is_file() else f"The data card {path} is missing."
    )
