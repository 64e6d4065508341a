"""Drawings as a page's canvas gives them."""

from __future__ import annotations

import base64
import io

from PIL import Image, ImageDraw


def as_url(image: Image.Image) -> str:
    """The data URL of a picture."""
    made = io.BytesIO()
    image.save(made, "PNG")
    return "data:image/png;base64," + base64.b64encode(made.getvalue()).decode()


def name_drawn(size: tuple[int, int] = (656, 396)) -> str:
    """A few strokes on glass."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.line([(100, 80), (300, 90), (180, 250), (320, 300)], fill=(17, 17, 17, 255), width=7)
    pen.line([(400, 60), (420, 320)], fill=(17, 17, 17, 255), width=7)
    return as_url(image)


def blank() -> str:
    """A frame nobody wrote in, but for a dot."""
    image = Image.new("RGBA", (656, 396), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse([(100, 100), (108, 108)], fill=(17, 17, 17, 255))
    return as_url(image)
