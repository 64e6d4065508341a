"""Opening spreadsheets: what Excel, WPS and people make of them, and what is refused."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.sheets import MOST_BYTES, NO_RESULT, ROUNDED, open_file
from handlers.imports.sheet import Cell, FileError, Unusable

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(path: Path, *rows: list[Any]) -> Path:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def with_xml(path: Path, part: str, content: str) -> Path:
    """The same workbook with one part replaced, as other programs write it."""
    old = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, bytes_ in (old | {part: content.encode()}).items():
            archive.writestr(name, bytes_)
    return path


def sheet_xml(rows: str) -> str:
    """A sheet as a program writes it."""
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def rows_of(path: Path) -> list[list[Cell]]:
    """All cells of the first sheet, without empty ones at the end."""
    with open_file(path) as file:
        rows = [list(row) for _, row in file.sheets[0].rows]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return rows


def test_numbers_become_the_text_they_stand_for(tmp_path: Path) -> None:
    """No phone number ends in .0, and what Excel has rounded is not taken."""
    path = saved(tmp_path / "a.xlsx", [13800138000.0, 1.0, 7, 1.5, True, 0.1 + 0.2, 610327199001011234])
    assert rows_of(path) == [["13800138000", "1", "7", "1.5", "TRUE", "0.3", ROUNDED]]


def test_dates_stay_dates_and_text_stays_text(tmp_path: Path) -> None:
    """A text that begins with = is text."""
    moment = datetime.fromisoformat("2026-11-22T08:30")
    path = saved(tmp_path / "a.xlsx", [moment, None, " 张三 ", "001"])
    xml = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>=A1</t></is></c></row>')
    assert rows_of(path) == [[moment, "", " 张三 ", "001"]]
    assert rows_of(with_xml(path, SHEET, xml)) == [["=A1"]]


def test_formulas_give_their_stored_results(tmp_path: Path) -> None:
    """A result, an empty result, no result, and an error are told apart."""
    cells = (
        '<c r="A1" t="str"><f>B9</f><v>C3</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>1+1</f><v/></c>'
        '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    xml = sheet_xml(f'<row r="1">{cells}</row>')
    found = rows_of(with_xml(saved(tmp_path / "a.xlsx", ["x"]), SHEET, xml))[0]
    assert found[:4] == ["C3", "2", "", NO_RESULT]
    assert isinstance(found[4], Unusable)
    assert found[4].shown == "#DIV/0!"


def test_a_files_word_on_its_own_size_is_not_believed(tmp_path: Path) -> None:
    """Some programs write a dimension of one cell; gaps between rows keep their numbers."""
    xml = (
        f'<worksheet {MAIN}><dimension ref="A1"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="4"><c r="B4"><v>2</v></c></row></sheetData></worksheet>'
    )
    path = with_xml(saved(tmp_path / "a.xlsx", ["x"]), SHEET, xml)
    with open_file(path) as file:
        found = [(number, [cell for cell in row if cell]) for number, row in file.sheets[0].rows]
    assert found == [(1, ["1"]), (4, ["2"])]


def test_hidden_sheets_are_told_as_such(tmp_path: Path) -> None:
    """What the user does not see is left to the reader to judge."""
    book = Workbook()
    book.create_sheet("旧").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    with open_file(tmp_path / "a.xlsx") as file:
        assert [(sheet.name, sheet.hidden) for sheet in file.sheets] == [("Sheet", False), ("旧", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_usual_dress(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """Encoding and delimiter are found; quotes, lists and line breaks inside cells survive."""
    path = tmp_path / "a.csv"
    text = '青山县\r\n编码,名称,帮扶\r\n1,"张三,李四","帮联系;帮照料"\r\n\r\n2,"两\r\n行",=1+1\r\n'
    if delimiter != ",":
        text = text.replace('"张三,李四"', "@").replace(",", delimiter).replace("@", '"张三,李四"')
    path.write_bytes(text.encode(encoding))
    with open_file(path) as file:
        assert list(file.sheets[0].rows) == [
            (1, ["青山县"]),
            (2, ["编码", "名称", "帮扶"]),
            (3, ["1", "张三,李四", "帮联系;帮照料"]),
            (5, ["2", "两\r\n行", "=1+1"]),
        ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.csv", b"  \r\n", "empty"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls or has a password"),
        ("a.xls", b"<html><table>", "neither an .xlsx workbook nor a .csv"),
        ("a.csv", b"<html><table>", "no CSV file"),
        ("a.csv", b"a,b\0c", "no CSV file"),
        ("a.csv", b"\x89PNG\r\n\xff\xff", "neither UTF-8 nor GB18030|no CSV file"),
        ("a.xlsx", b"code,name", "neither an .xlsx"),
        ("a.pdf", b"%PDF-1.7", "neither an .xlsx"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "damaged or no Excel workbook"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_the_remedy(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    """By what it holds, not by its name."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError, match=reason):
        rows_of(path)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    """The system's word for it, and no traceback."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(FileError, match="can't be opened"):
            rows_of(path)


def test_other_zip_files_are_refused(tmp_path: Path) -> None:
    """A Word file is a zip file too."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(FileError, match="no Excel workbook"):
        rows_of(tmp_path / "a.xlsx")


def test_oversized_files_are_refused_unread(tmp_path: Path) -> None:
    """50 MB on disk, 500 MB unpacked, a million rows."""
    big = tmp_path / "big.csv"
    with big.open("wb") as stream:
        stream.write(b"code")
        stream.truncate(MOST_BYTES + 1)
    with pytest.raises(FileError, match="50 MB"):
        rows_of(big)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                _ = [part.write(bytes(1024 * 1024)) for _ in range(90)]
    with pytest.raises(FileError, match="500 MB"):
        rows_of(tmp_path / "bomb.xlsx")
    (tmp_path / "long.csv").write_text("a,b\n" * 1_000_001, encoding="utf-8")
    with pytest.raises(FileError, match="1,000,000 rows"), open_file(tmp_path / "long.csv") as file:
        _ = sum(1 for _ in file.sheets[0].rows)


def test_entities_are_refused(tmp_path: Path) -> None:
    """No spreadsheet program declares them; bombs do."""
    xml = f'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet {MAIN}><sheetData/></worksheet>'
    with pytest.raises(FileError, match="entities"):
        rows_of(with_xml(saved(tmp_path / "a.xlsx", ["x"]), SHEET, xml))


def test_a_row_far_below_costs_no_eternity(tmp_path: Path) -> None:
    """A stray row number beyond the last row of any program ends the sheet."""
    xml = sheet_xml('<row r="99999999999"><c><v>1</v></c></row>')
    assert rows_of(with_xml(saved(tmp_path / "a.xlsx", ["x"]), SHEET, xml)) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, place: int, byte: int, cut: bool) -> None:
    """Whatever byte is wrong, the user gets a sentence."""
    stream = io.BytesIO()
    book = Workbook()
    book.worksheets[0].append(["编码", 1.0, "=A1"])
    book.save(stream)
    content = bytearray(stream.getvalue())
    place %= len(content)
    content[place] = byte
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(content[:place] if cut else content))
    with suppress(FileError):
        rows_of(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(xml=st.text(alphabet='<>/"= crvfist0123456789AZ.eE-', max_size=60))
def test_a_sheet_of_nonsense_is_read_or_refused(tmp_path: Path, xml: str) -> None:
    """What stands inside the XML may be nonsense too."""
    content = sheet_xml(f'<row r="1"><c r="A1" t="n"><v>{xml}</v></c>{xml}</row>')
    with suppress(FileError):
        rows_of(with_xml(saved(tmp_path / "a.xlsx", ["x"]), SHEET, content))
