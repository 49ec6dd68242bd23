"""Where the lessons and the data files are: in the repository, or inside an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    """Return the folder `name` beside the package (a checkout) or inside it (a wheel)."""
    candidates = (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name)
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"Expected the folder {name!r} that comes with dlcourse in one of "
        f"{[str(folder) for folder in candidates]}. Received: neither exists. "
        "Install dlcourse again."
    )


def lessons_dir() -> Path:
    """Return the folder of the lesson notebooks.

    Raises:
        FileNotFoundError: The installation lacks the folder.
    """
    return _find("lessons")


def datasets_dir() -> Path:
    """Return the folder of the shipped data files, their cards and `SHA256SUMS`.

    Raises:
        FileNotFoundError: The installation lacks the folder.
    """
    return _find("datasets")
