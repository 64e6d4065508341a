"""What operators read about channels is what the doctor says, and the picture can be seen anywhere."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tests.documents import ROOT, codes, rows

ABROAD = "docs/wecom.zh-CN.md"
PICTURE = ROOT / "docs" / "images" / "which-channel.svg"


def test_what_the_doctor_is_said_to_say_it_says() -> None:
    """Each line of the table of faults stands in the checkup, but for the platform's own numbers."""
    said = "".join(one.read_text(encoding="utf-8") for one in (ROOT / "bot" / "checkup").glob("*.py"))
    quoted = [code.strip("… ") for row in rows(ABROAD, 3) for code in codes(row[0])]
    assert len(quoted) > 8
    assert [one for one in quoted if one not in said and not one.isdigit()] == []


def test_the_picture_needs_nothing_else() -> None:
    """No font, script or image from elsewhere, and letters that a phone shows large enough."""
    text = PICTURE.read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(script|image|use|foreignObject)|@import|url\(", text)
    assert min(int(size) for size in re.findall(r"font-size[:=]\s*\"?(\d+)", text)) >= 17
    drawing = ElementTree.fromstring(text)
    assert int(drawing.attrib["width"]) <= 400
    assert "".join(drawing.itertext()).count("本版") >= 3
