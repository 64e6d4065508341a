"""What a finger drew is kept small and bare; what is none is refused."""

from __future__ import annotations

import base64
import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.web.phone.drawing import HEAD, KEPT, MOST_BYTES, read_drawing
from tests.phone.ink import as_url, blank, name_drawn


def test_a_name_becomes_a_small_picture() -> None:
    """Cut to what was drawn, on white, in grey, without a word beside it."""
    made = read_drawing(name_drawn())
    assert made is not None
    assert len(made) < 10_000
    with Image.open(io.BytesIO(made)) as found:
        assert (found.format, found.mode) == ("PNG", "L")
        assert found.width <= KEPT[0]
        assert found.height <= KEPT[1]
        assert found.getpixel((1, 1)) == 255
        assert found.info == {}


def test_words_in_the_file_are_gone() -> None:
    """Text chunks of a crafted file are not kept."""
    raw = base64.b64decode(name_drawn().removeprefix(HEAD))
    told = PngInfo()
    told.add_text("Comment", "a secret note")
    crafted = io.BytesIO()
    with Image.open(io.BytesIO(raw)) as image:
        image.save(crafted, "PNG", pnginfo=told)
    assert b"secret" in crafted.getvalue()
    made = read_drawing(HEAD + base64.b64encode(crafted.getvalue()).decode())
    assert made is not None
    assert b"secret" not in made


def test_what_is_no_name() -> None:
    """Blank, a dot, too large, another kind."""
    jpeg = io.BytesIO()
    Image.new("RGB", (300, 200)).save(jpeg, "JPEG")
    for drawing in (
        blank(),
        as_url(Image.new("RGBA", (600, 300), (0, 0, 0, 0))),
        as_url(Image.new("L", (600, 300), 255)),
        as_url(Image.new("1", (4000, 10))),
        as_url(Image.new("1", (2500, 2500))),
        HEAD + base64.b64encode(jpeg.getvalue()).decode(),
        HEAD + "A" * (MOST_BYTES * 2),
        HEAD,
    ):
        assert read_drawing(drawing) is None


@given(st.text() | st.binary().map(lambda raw: HEAD + base64.b64encode(raw).decode()))
def test_anything_else_is_refused_quietly(drawing: str) -> None:
    """Whatever is sent, it is a drawing or none."""
    assert read_drawing(drawing) is None
