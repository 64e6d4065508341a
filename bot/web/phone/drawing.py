"""A drawing 手写: what a finger drew, judged, and drawn anew, small. One of the doors to Pillow."""

from __future__ import annotations

import base64
import binascii
import io

from PIL import Image, ImageOps

HEAD = "data:image/png;base64,"
MOST_BYTES = 200_000
MOST_SIDE = 3_000
MOST_POINTS = 3_000_000
DARK = 140
"""Darker than this is ink."""
LEAST_INK, LEAST_REACH = 60, 24
"""Fewer dark points, or a mark no longer across than this, is a slip of the finger."""
AROUND = 8
KEPT = (600, 240)


def read_drawing(data_url: str) -> bytes | None:
    """The drawing of a page's canvas as a small PNG of our own making; None if there is none to be seen."""
    if not data_url.startswith(HEAD) or len(data_url) > len(HEAD) + MOST_BYTES * 4 // 3:
        return None
    try:
        content = base64.b64decode(data_url.removeprefix(HEAD), validate=True)
        with Image.open(io.BytesIO(content), formats=["PNG"]) as found:
            if max(found.size) > MOST_SIDE or found.width * found.height > MOST_POINTS:
                return None
            return _drawn(found.convert("RGBA"))
    except (binascii.Error, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _drawn(found: Image.Image) -> bytes | None:
    paper = Image.new("L", found.size, 255)
    paper.paste(found.convert("L"), mask=found.getchannel("A"))
    ink = ImageOps.invert(paper).point([255 if one > 255 - DARK else 0 for one in range(256)])
    box = ink.getbbox()
    if box is None or ink.histogram()[255] < LEAST_INK or max(box[2] - box[0], box[3] - box[1]) < LEAST_REACH:
        return None
    around = ImageOps.expand(paper.crop(box), AROUND, 255)
    around.thumbnail(KEPT)
    bare = Image.new("L", around.size, 255)
    bare.paste(around)
    made = io.BytesIO()
    bare.save(made, "PNG", optimize=True)
    return made.getvalue()
