"""Headers and files as a whole: what is found, tolerated, noted and refused."""

from __future__ import annotations

import pytest

from handlers.imports.sheet import File, FileError, Sheet, Unusable
from models.database import Database
from models.grid import GridNode
from tests.handlers.desk_of_imports import Desk, blamed, counts, one_sheet, table

ROOT = "X|青山县|县|"


@pytest.fixture
def desk(sqlite: Database) -> Desk:
    """An empty county."""
    return Desk(sqlite)


@pytest.mark.parametrize(
    "header",
    [
        "编码|名称|层级|上级编码",
        "code|name|level|parent",
        "编码 code|名称 name|层级 level|上级编码 parent",
        " 编 码 *|＊名称|层级：|上级编码（可空）",
        "Ｃｏｄｅ|NAME|级别|上级",
        "parent|level|name|code",
    ],
)
def test_headers_are_understood_however_they_are_written(desk: Desk, header: str) -> None:
    """Chinese, English or both; any order; spaces, stars, notes and full-width letters are free."""
    row = "|".join(reversed(ROOT.split("|"))) if header.startswith("parent") else ROOT
    assert counts(desk.imports("grid", f"{header}\n{row}")) == (1, 0, 0)
    assert [(one.code, one.name, one.level) for one in desk.all(GridNode)] == [("X", "青山县", "县")]


def test_a_title_above_the_header_and_empty_rows_are_skipped(desk: Desk) -> None:
    """The header is looked for in the first ten rows; rows keep the numbers of the file."""
    text = f"青山县网格一览表\n\n编码|名称|层级|上级编码\n\n{ROOT}\n|||\nY||镇|X"
    assert blamed(desk.imports("grid", text)) == [(7, "name")]


def test_unknown_columns_are_noted_and_not_read(desk: Desk) -> None:
    """A remark column is no reason to refuse a file."""
    outcome = desk.imports("grid", f"备注|编码|名称|层级|上级编码\n老城|{ROOT}")
    assert counts(outcome) == (1, 0, 0)
    assert outcome.notes == ["sheet Sheet1: not read, being no columns of this import: 备注"]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("编码|名称|层级", "the header lacks 上级编码 parent"),
        ("编码|名称|层级|上级编码|code", "the column 编码 code stands twice"),
        ("姓名|手机", "no sheet has the header"),
        ("编码|名称|层级|上级编码", "no row under it"),
    ],
)
def test_a_header_that_does_not_do_is_refused(desk: Desk, header: str, reason: str) -> None:
    """Missing and repeated columns are named, and so is what is needed."""
    with pytest.raises(FileError, match=reason):
        desk.imports("grid", header)


def test_every_sheet_with_the_header_is_read(desk: Desk) -> None:
    """One sheet a town is fine; other and hidden sheets are noted; flaws name their sheet."""
    head = "编码|名称|层级|上级编码\n"
    file = File(
        "county.xlsx",
        [
            Sheet("说明", table("请先填写\n再导入")),
            Sheet("县", table(head + ROOT)),
            Sheet("镇", table(head + "Z|柳林镇|镇|X\nZ|另一个|镇|X")),
            Sheet("旧", table(head + "Q|旧县|县|"), hidden=True),
        ],
    )
    outcome = desk.takes("grid", file)
    assert [(flaw.sheet, flaw.row) for flaw in outcome.flaws] == [("镇", 2), ("镇", 3)]
    assert outcome.notes == [
        "sheet 说明 has another header and was left out",
        "sheet 旧 is hidden and was left out",
    ]


def test_a_cell_that_nobody_can_know_is_told(desk: Desk) -> None:
    """A formula without result has its reason from whoever opened the file."""
    row = ("X", Unusable("#REF!", "an error of Excel"), "县", "")
    outcome = desk.takes("grid", one_sheet(("编码", "名称", "层级", "上级编码"), row))
    assert [(flaw.value, flaw.reason) for flaw in outcome.flaws] == [("#REF!", "an error of Excel")]
