"""Pictures inside a page: as data URLs, in few colours where they are many or small."""

import base64
import io

from PIL import Image


def data_url(data: bytes, kind: str) -> str:
    """Return the address that holds an encoded picture itself.

    Args:
        data: The picture.
        kind: How it is encoded: `"png"`, `"webp"`.
    """
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def size(data: bytes) -> tuple[int, int]:
    """Return width and height of an encoded picture in pixels."""
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size


def packed(data: bytes, colours: int, within: tuple[int, int] | None = None) -> str:
    """Return the address of a picture made smaller by `shrunk`, whose arguments it takes."""
    return data_url(shrunk(data, colours, within), "webp")


def shrunk(data: bytes, colours: int, within: tuple[int, int] | None = None) -> bytes:
    """Return a picture as lossless WebP: sharp, and a third of the bytes of a PNG.

    Args:
        data: The picture, encoded.
        colours: How many it may keep.
        within: Width and height into which it is made to fit.
    """
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    if within:
        picture.thumbnail(within, Image.Resampling.LANCZOS)
    few = picture.quantize(colours, dither=Image.Dither.NONE).convert("RGB")
    encoded = io.BytesIO()
    few.save(encoded, format="WEBP", lossless=True, quality=50)
    return encoded.getvalue()
