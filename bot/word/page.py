"""The page 版式: A4 with the official margins, and its number at the outer edge of the foot."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

from bot.word.fonts import ALL, NUMBER, Font

WIDTH, HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
FOOT = Mm(25)
"""From the page's edge to its number: 7 mm under the text."""
ACROSS = WIDTH - LEFT - RIGHT
"""What is left for the text."""
THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
FONT_TABLE = "/word/fontTable.xml"


def lay_out(document: Document) -> None:
    """Give an empty document its page and its page numbers."""
    section: Section = document.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.footer_distance = FOOT
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    _name_substitutes(document)


def set_font(of: ParagraphStyle | Run, font: Font) -> None:
    """A typeface for every script, in black and upright, whatever the theme says."""
    of.font.size, of.font.bold, of.font.italic = Pt(font.points), False, False
    of.font.color.rgb = None
    properties = of.element.get_or_add_rPr()
    for colour in properties.findall(qn("w:color")):
        properties.remove(colour)
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font.name)
    for theme in THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _number(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(NUMBER.points)
    for words in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if words == "PAGE" else words)
        set_font(run, NUMBER)
        if words == "PAGE":
            for kind in ("begin", "instr", "end"):
                run._r.append(parse_xml(_FIELD[kind]))


_FIELD = {
    "begin": f'<w:fldChar {nsdecls("w")} w:fldCharType="begin"/>',
    "instr": f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>',
    "end": f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>',
}


def _name_substitutes(document: Document) -> None:
    """Write into the file which other fonts will do, where one is missing."""
    fonts = "".join(
        f'<w:font w:name="{one.name}"><w:altName w:val="{",".join(one.others)}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for one in ALL
    )
    table = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    )
    for part in document.part.package.iter_parts():
        if part.partname == FONT_TABLE:
            part._blob = table.encode()
