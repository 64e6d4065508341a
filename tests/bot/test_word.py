"""The official layout: page, fonts, indents and page numbers, as the file has them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bot.word.official import write
from handlers.papers.blocks import Heading, Paragraph, Reference, Rows, Signature, Title, To

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PAPER = (
    Title("督办通知书"),
    Reference("综治督〔2026〕1-1号"),
    To("司法所"),
    Paragraph("第一段\n第二段"),
    Heading("一、要求"),
    Heading("（一）期限", 2),
    Rows(("时间", "步骤"), (("3月2日", "登记"), ("3月3日", "办结")), (1, 3)),
    Signature("柳湾镇综治中心", "2026年3月2日"),
)


def _read(*blocks: object) -> io.BytesIO:
    return io.BytesIO(write(blocks or PAPER, AT))  # type: ignore[arg-type]


def test_the_page_is_a4_with_the_official_margins() -> None:
    """210 by 297, 37 above, 35 below, 28 left, 26 right."""
    (section,) = Document(_read()).sections
    measured = (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 37),
        (section.bottom_margin, 35),
        (section.left_margin, 28),
        (section.right_margin, 26),
    )
    for found, wanted in measured:
        assert found is not None
        assert abs(found - Mm(wanted)) < Mm(0.05)


def test_each_part_has_its_typeface_and_size() -> None:
    """二号小标宋, 三号仿宋, 黑体 and 楷体, for every script, black and upright."""
    document = Document(_read())
    for style, name, points in (
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
    ):
        found = document.styles[style]
        assert (found.font.size, found.font.bold) == (Pt(points), False)
        fonts = found.element.rPr.rFonts
        assert {fonts.get(qn(f"w:{one}")) for one in ("ascii", "hAnsi", "eastAsia", "cs")} == {name}
        assert fonts.get(qn("w:eastAsiaTheme")) is None
        assert found.element.rPr.find(qn("w:color")) is None
    used = [one.style.name for one in document.paragraphs if one.style]
    assert used[:7] == ["Title", "Normal", "Normal", "Normal", "Normal", "Normal", "Heading 1"]


def test_paragraphs_begin_two_characters_in() -> None:
    """Each line is a paragraph; whom it is addressed to stands at the margin."""
    told = {one.text: one for one in Document(_read()).paragraphs}
    assert told["第二段"].paragraph_format.first_line_indent == Pt(32)
    assert told["司法所："].paragraph_format.first_line_indent is None
    assert Document(_read()).styles["Normal"].paragraph_format.line_spacing == Pt(28)


def test_pages_are_numbered_at_the_outer_edge() -> None:
    """— 1 —, right on odd pages and left on even ones."""
    document = Document(_read())
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert " PAGE " in paragraph._p.xml
        assert f'w:jc w:val="{side}"' in paragraph._p.xml
        assert paragraph.text.replace(" ", "") == "——"


def test_a_missing_font_has_its_substitutes() -> None:
    """The file itself names what else will do."""
    with zipfile.ZipFile(_read()) as parts:
        table = parts.read("word/fontTable.xml").decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong' in table
    assert "小标宋" in table


def test_a_table_keeps_its_head_on_every_page() -> None:
    """Its columns share the width as they are told."""
    (table,) = Document(_read()).tables
    assert [[cell.text for cell in row.cells] for row in table.rows][1] == ["3月2日", "登记"]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    narrow, wide = (column.width for column in table.columns)
    assert narrow is not None
    assert wide is not None
    assert abs(wide - 3 * narrow) < Mm(1)


def test_what_no_file_may_hold_is_left_out() -> None:
    """A control character in somebody's words spoils no document."""
    document = Document(_read(Title("标题\x00"), Paragraph("一\x0b二\ud800三\nfin\x1b")))
    assert [one.text for one in document.paragraphs] == ["标题", "一二三", "fin"]


def test_nothing_tells_who_made_it() -> None:
    """No author, no machine; the moment is the county's."""
    told = Document(_read()).core_properties
    assert (told.author, told.comments, told.title) == ("", "", "督办通知书")
    assert told.created == AT
