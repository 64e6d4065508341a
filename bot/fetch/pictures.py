"""Pictures: what bytes are, and a picture drawn anew from its points alone. One of the doors to Pillow.

Nothing is kept of what a camera or a program wrote beside the picture: place, time, device, preview,
comments, colour profile, or whatever hangs behind its end.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from bot.fetch.failure import FetchError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LONGEST_SIDE = 2560
"""Enough to read a notice in; a phone's photo becomes some 700 KB."""
QUALITY = 85
SIGNS: tuple[tuple[bytes, int, str], ...] = (
    (b"\xff\xd8\xff", 0, "picture"),
    (b"\x89PNG\r\n\x1a\n", 0, "picture"),
    (b"GIF87a", 0, "picture"),
    (b"GIF89a", 0, "picture"),
    (b"WEBP", 8, "picture"),
    (b"%PDF-", 0, "pdf"),
)
"""How bytes begin, from which place on, and what they are then."""


def kind_of(content: bytes) -> str | None:
    """What bytes are by themselves, whatever a name or a header says: picture, pdf, or None."""
    for sign, start, kind in SIGNS:
        if content.startswith(sign, start):
            return kind
    return None


def redrawn(content: bytes, most_points: int) -> bytes:
    """The picture as a JPEG of our own making, upright; of one that moves, what it shows first.

    Raises `FetchError`: too_many_points before anything is unpacked, broken_picture.
    """
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=FORMATS) as found:
            warnings.simplefilter("ignore")
            if found.width * found.height > most_points:
                raise FetchError("too_many_points")
            return _drawn(found)
    except FetchError:
        raise
    except Image.DecompressionBombError:
        raise FetchError("too_many_points") from None
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, MemoryError):
        raise FetchError("broken_picture") from None


def _drawn(found: Image.Image) -> bytes:
    found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(found)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    rgba = upright.convert("RGBA")
    paper = Image.new("RGB", rgba.size, "white")
    paper.paste(rgba, mask=rgba.getchannel("A"))
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
