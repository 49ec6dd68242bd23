"""Write photographs.npz from two photographs that scikit-image installs.

Run `python datasets/make_photographs.py` (needs `pip install dlcourse[data]`), then refresh
`SHA256SUMS`.
"""

import sys
from pathlib import Path

import numpy as np
from skimage import data


def halved(image: np.ndarray) -> np.ndarray:
    """Return the image with a quarter of the pixels, each the rounded mean of 2 x 2."""
    height, width = image.shape[:2]
    blocks = image.reshape(height // 2, 2, width // 2, 2, *image.shape[2:]).astype(np.uint16)
    return ((blocks.sum(axis=(1, 3)) + 2) // 4).astype(np.uint8)


def main(target: Path) -> None:
    # Another zlib may pack the same numbers into other bytes.
    np.savez_compressed(target, camera=halved(data.camera()), coffee=halved(data.coffee()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent / "photographs.npz")
