"""A paper as a Word file in the official layout: title 二号小标宋, body 三号仿宋, headings 黑体 and 楷体."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from bot.word.fonts import BODY, CELL, FIRST, SECOND, TITLE, Font
from bot.word.page import ACROSS, lay_out, set_font
from handlers.papers.blocks import (
    Block,
    Heading,
    Paper,
    Paragraph,
    Picture,
    Reference,
    Rows,
    Signature,
    Title,
    To,
)

CHARACTER = Pt(BODY.points)
LINE = Pt(28)
"""Twenty-two lines a page."""
TITLE_LINE = Pt(36)
IN_CELL = Pt(2)
SHORT = 8
"""Longer texts of a cell begin at its left."""
STYLES = {"Normal": BODY, "Title": TITLE, "Heading 1": FIRST, "Heading 2": SECOND}
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(paper: Paper, at: datetime) -> bytes:
    """The bytes of the .docx file, made at a moment."""
    document = Document()
    for name, font in STYLES.items():
        _set_style(document.styles[name], font)
    lay_out(document)
    for block in paper:
        _WRITERS[type(block)](document, block)
    _set_properties(document, next((one.text for one in paper if isinstance(one, Title)), ""), at)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_style(style: ParagraphStyle, font: Font) -> None:
    set_font(style, font)
    spacing = style.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = TITLE_LINE if font is TITLE else LINE
    spacing.widow_control = False
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _set_properties(document: WordFile, title: str, at: datetime) -> None:
    """Nothing in the file tells who made it, on which machine."""
    told = document.core_properties
    told.title, told.author, told.comments = _clean(title), "", ""
    told.created = told.modified = at.astimezone(UTC).replace(tzinfo=None)


def _title(document: WordFile, block: Title) -> None:
    paragraph = document.add_paragraph(_clean(block.text), style="Title")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _reference(document: WordFile, block: Reference) -> None:
    document.add_paragraph(_clean(block.text)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph()


def _to(document: WordFile, block: To) -> None:
    document.add_paragraph(f"{_clean(block.text)}：")


def _heading(document: WordFile, block: Heading) -> None:
    _indent(document.add_paragraph(_clean(block.text), style=f"Heading {block.level}"))


def _words(document: WordFile, block: Paragraph) -> None:
    for line in _clean(block.text).splitlines():
        _indent(document.add_paragraph(line))


def _signature(document: WordFile, block: Signature) -> None:
    document.add_paragraph()
    for line in (block.who, block.day):
        paragraph = document.add_paragraph(_clean(line))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = 4 * CHARACTER


def _picture(document: WordFile, block: Picture) -> None:
    """No wider than the text; its caption stays on its page."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule, spacing.keep_with_next = WD_LINE_SPACING.SINGLE, True
    drawn = paragraph.add_run().add_picture(io.BytesIO(block.content))
    scale = min(ACROSS / drawn.width, Mm(block.height) / drawn.height, 1)
    drawn.width, drawn.height = Emu(int(drawn.width * scale)), Emu(int(drawn.height * scale))
    document.add_paragraph(_clean(block.caption)).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _rows(document: WordFile, block: Rows) -> None:
    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    table.autofit = False
    for row in block.rows:
        table.add_row()
        _fill(table, len(table.rows) - 1, row)
    _fill(table, 0, block.head)
    for row_number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if row_number == 0:
            properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for column, share in zip(table.columns, block.shares, strict=True):
        width = ACROSS * share // sum(block.shares)
        column.width = width
        for cell in column.cells:
            cell.width = width


def _fill(table: Table, row: int, texts: Sequence[str]) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = IN_CELL
        if len(text) <= SHORT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_font(paragraph.add_run(_clean(text)), CELL)


def _indent(paragraph: WordParagraph) -> None:
    """Two characters, whatever size they have."""
    paragraph.paragraph_format.first_line_indent = 2 * CHARACTER
    paragraph.paragraph_format.element.pPr.ind.set(qn("w:firstLineChars"), "200")


def _clean(text: str) -> str:
    """Words without the characters that no XML file may hold."""
    return _NOT_IN_XML.sub("", text)


_WRITERS: dict[type[Block], Callable[..., None]] = {
    Title: _title,
    Reference: _reference,
    To: _to,
    Heading: _heading,
    Paragraph: _words,
    Rows: _rows,
    Signature: _signature,
    Picture: _picture,
}
