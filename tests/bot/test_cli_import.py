"""`gridbot import`: the county from the example files, and how a bad file is told."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from openpyxl import Workbook

from handlers.imports.run import KINDS
from models.database import Database
from models.enrolment import Enrolment
from models.grid import GridNode
from models.person import Person
from tests.bot.county import County, make_county
from tests.handlers.desk_of_imports import Desk

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
IN_ORDER = ("grid", "staff", "groups", "households", "faq", "notices")
CLOCK = "2026-11-22T10:00+08:00"


@pytest.fixture
def county(tmp_path: Path) -> County:
    """A configuration with one channel named bridge, and no database yet."""
    return make_county(tmp_path)


def rows(county: County, shape: type[object]) -> list[object]:
    """What is stored, read as the county's programs read it."""
    parts = county.parts()
    try:
        return Desk(parts.database).all(shape)
    finally:
        parts.close()


def test_the_examples_make_a_county_in_this_order(county: County) -> None:
    """Every example is taken as it stands, and the second time nothing changes."""
    for kind in IN_ORDER:
        result = county.runs("import", kind, str(EXAMPLES / f"{kind}.csv"), GRIDBOT_CLOCK=CLOCK)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "0 changed, 0 unchanged" in result.stdout
    for kind in IN_ORDER:
        result = county.runs("import", kind, str(EXAMPLES / f"{kind}.csv"), GRIDBOT_CLOCK=CLOCK)
        assert result.stdout.startswith(f"{kind}: 0 added, 0 changed, ")
    assert len(rows(county, GridNode)) == 9
    assert len(rows(county, Person)) == 11
    assert len(rows(county, Enrolment)) == 4


def test_a_dry_run_writes_no_row(county: County) -> None:
    """What would change is told, and nothing does."""
    result = county.runs("import", "grid", str(EXAMPLES / "grid.csv"), "--dry-run")
    assert result.exit_code == 0
    assert result.stdout == "grid: 9 added, 0 changed, 0 unchanged\ndry run: nothing was written\n"
    assert rows(county, GridNode) == []


def test_every_bad_row_is_told_on_standard_error(county: County, tmp_path: Path) -> None:
    """Sheet, row, column, masked value and reason; exit status 1; nothing written."""
    county.runs("import", "grid", str(EXAMPLES / "grid.csv"))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "人员"
    for row in (
        ["柳林镇网格人员一览表"],
        ["编码", "姓名", "手机", "岗位", "网格编码"],
        ["S1", "王大妈", 138000000, "群主", "QS01"],
        ["S2", "赵网格员", 13800000002, "网格员", "QS99"],
        ["S3", "孙网格长", 13800000003, "网格长", "QS01"],
    ):
        sheet.append(row)
    book.save(tmp_path / "staff.xlsx")
    result = county.runs("import", "staff", str(tmp_path / "staff.xlsx"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        (
            'sheet 人员, row 3, column 手机 phone, "****": not one Chinese phone number; '
            "write 11 digits for a mobile, for a landline area code and number"
        ),
        (
            'sheet 人员, row 4, column 网格编码 grid, "QS99": no place has this code; '
            "import the grid first, or correct it"
        ),
        "gridbot: 2 of 3 rows can't be imported, so nothing was; correct them and import the file again",
    ]
    assert rows(county, Person) == []


def test_json_is_one_document(county: County, tmp_path: Path) -> None:
    """For programs: what was done, what is wrong, and why a file was refused."""
    done = json.loads(county.runs("import", "grid", str(EXAMPLES / "grid.csv"), "--json").stdout)
    assert (done["ok"], done["added"], done["errors"]) == (True, 9, [])
    (tmp_path / "bad.csv").write_text("code,name,level,parent\nA,甲,村,没有\n", encoding="utf-8")
    bad = county.runs("import", "grid", str(tmp_path / "bad.csv"), "--json")
    assert bad.exit_code == 1
    assert json.loads(bad.stdout)["errors"] == [
        {
            "sheet": "bad.csv",
            "row": 2,
            "column": "上级编码 parent",
            "value": "没有",
            "reason": "no place has this code, in this file or before; add it or correct it",
        }
    ]
    refused = county.runs("import", "grid", str(tmp_path / "none.csv"), "--json")
    assert refused.exit_code == 1
    assert "can't be opened" in json.loads(refused.stdout)["refused"]


def test_files_and_words_that_do_not_do_are_refused(county: County, tmp_path: Path) -> None:
    """Exit status 1 for a bad file, 2 for a wrong use."""
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0 and more")
    result = county.runs("import", "grid", str(tmp_path / "old.xls"))
    assert result.exit_code == 1
    assert result.stderr == (
        "gridbot: old.xls: it is an old .xls or has a password; "
        "in Excel or WPS save it as .xlsx without password; nothing was imported\n"
    )
    assert county.runs("import", "gird", "a.csv").exit_code == 2
    assert county.runs("import", "grid").exit_code == 2


def test_an_unknown_channel_is_told(county: County, tmp_path: Path) -> None:
    """Channels are those of the configuration."""
    county.runs("import", "grid", str(EXAMPLES / "grid.csv"))
    (tmp_path / "groups.csv").write_text("渠道,群号,网格编码,群主\nbridg,g1,QS,\n", encoding="gb18030")
    result = county.runs("import", "groups", str(tmp_path / "groups.csv"))
    assert "no channel has this name; the configuration has bridge" in result.stderr


def test_a_county_of_households_comes_in_seconds(sqlite: Database) -> None:
    """A twelfth of a county's 60,000 households: bulk statements, not row by row."""
    desk = Desk(sqlite).settled()
    lines = (
        f"H{n}|户主{n}|1380{n:07}|C3|帮联系;帮照料|外出务工|2026-03-02|浙江|S4|village|h{n}"
        for n in range(5_000)
    )
    head = "编码|姓名|手机|网格编码|帮扶类别|理由|同意|外出地|责任人|渠道|账号"
    start = time.monotonic()
    assert not desk.imports("households", "\n".join([head, *lines])).flaws
    assert time.monotonic() - start < 10
    assert len(desk.all(Enrolment)) == 10_000


def test_every_column_stands_in_the_manual() -> None:
    """docs/import.md names each column of each kind as errors name it."""
    manual = (EXAMPLES.parent / "import.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        section = manual.split(f"### {kind.name} ")[1].split("###")[0]
        assert [column.label for column in kind.columns if column.label not in section] == []
