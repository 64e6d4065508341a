"""What is kept of a picture, looked for in its bytes; and what is no picture."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.fetch.failure import FetchError
from bot.fetch.pictures import LONGEST_SIDE, kind_of, redrawn
from tests.fetch.photo_server import BEHIND, MAKER, PLACE_NOTE, photo, png_with_words

POINTS = 1_000_000


def _saved(form: str, mode: str = "RGB", **rest: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, (60, 40)).save(made, form, **rest)
    return made.getvalue()


def test_nothing_is_left_of_what_stood_beside_the_picture() -> None:
    """No EXIF, place, device, XMP, profile, comment, preview or tail: only what a bare JPEG has."""
    raw = photo()
    assert all(sign in raw for sign in (MAKER, PLACE_NOTE, BEHIND, b"Exif", b"ICC_PROFILE", b"xmpmeta"))
    kept = redrawn(raw, POINTS)
    for sign in (MAKER, PLACE_NOTE, BEHIND, b"Exif", b"ICC_PROFILE", b"xmpmeta", b"http"):
        assert sign not in kept
    with Image.open(io.BytesIO(kept)) as found:
        assert not found.getexif()
        assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progression"}
    markers = {
        kept[at + 1] for at in range(len(kept) - 1) if kept[at] == 0xFF and 0xE0 <= kept[at + 1] <= 0xEF
    }
    assert markers <= {0xE0}
    assert kept.endswith(b"\xff\xd9")


def test_it_stands_upright() -> None:
    """The camera's note of how it was held is carried out before it is forgotten."""
    with Image.open(io.BytesIO(redrawn(photo(size=(320, 200)), POINTS))) as found:
        assert found.size == (200, 320)


def test_words_in_a_png_are_gone_and_glass_becomes_paper() -> None:
    """Its text chunks are left out; what is transparent is white."""
    raw = png_with_words()
    assert PLACE_NOTE in raw
    kept = redrawn(raw, POINTS)
    assert PLACE_NOTE not in kept
    assert BEHIND not in kept
    with Image.open(io.BytesIO(kept)) as found:
        assert found.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        _saved("JPEG"),
        _saved("JPEG", "L"),
        _saved("JPEG", "CMYK"),
        _saved("PNG", "P"),
        _saved("PNG", "LA"),
        _saved("PNG", "1"),
        _saved("PNG", "I;16"),
        _saved("WEBP"),
        _saved("GIF"),
        _saved("GIF", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")]),
    ],
)
def test_every_kind_becomes_one(content: bytes) -> None:
    """JPEG, PNG, WebP and GIF, in every colour and moving, become one still JPEG."""
    assert kind_of(content) == "picture"
    with Image.open(io.BytesIO(redrawn(content, POINTS))) as found:
        assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (60, 40))


def test_a_large_one_becomes_smaller() -> None:
    """Its longer side is cut to what is needed for reading."""
    with Image.open(io.BytesIO(redrawn(photo(size=(4000, 1000)), 5_000_000))) as found:
        assert max(found.size) == LONGEST_SIDE


def _bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(1001, 1000), (60_000, 60_000), (2_000_000_000, 1)])
def test_a_bomb_is_not_unpacked(width: int, height: int) -> None:
    """What would be huge is refused by what its head says."""
    with pytest.raises(FetchError, match="too_many_points"):
        redrawn(_bomb(width, height), POINTS)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xef\xbb\xbf<?xml version='1.0'?><svg/>",
        b"GIF87",
        b"BM" + bytes(60),
        b"II*\x00" + bytes(60),
        b"%!PS-Adobe",
        b"PK\x03\x04",
        b"MZ" + bytes(60),
    ],
)
def test_what_is_no_picture(content: bytes) -> None:
    """HTML, SVG, and formats that are not wanted, whatever a name or header says."""
    assert kind_of(content) is None


@given(st.sampled_from([photo(), png_with_words(), _saved("GIF"), _saved("WEBP")]), st.data())
def test_a_broken_one_is_refused_quietly(content: bytes, data: st.DataObject) -> None:
    """Cut or changed anywhere, it is drawn or refused with a word of ours: never another error."""
    cut = data.draw(st.integers(8, len(content)))
    at, byte = data.draw(st.integers(0, cut - 1)), data.draw(st.integers(0, 255))
    broken = content[:at] + bytes([byte]) + content[at + 1 : cut]
    with suppress(FetchError):
        assert redrawn(broken, POINTS).startswith(b"\xff\xd8\xff")
