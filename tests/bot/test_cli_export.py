"""gridbot export ledger: our own sheets and the office's, with sums that agree and nothing that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.bot.county import County, make_county
from tests.town import Town

NOISE = "3栋楼上小刘天天半夜放音响，吵得睡不着，我电话13800009001"
LAMP = "=HYPERLINK(村口的路灯坏了三天了，没人来修)"
Place = tuple[Town, County, Path]


@pytest.fixture(name="place")
def _place(quiet_town: Town, tmp_path: Path) -> Place:
    """A quarrel in work and a lamp that was mended."""
    town = quiet_town
    town.says("王大妈", NOISE, sender_name="王大妈")
    town.says("李群主", "确认 1")
    town.says("张大爷", LAMP)
    town.says("李群主", "确认 2")
    town.whispers("赵网格员", "办结 2 换了灯泡")
    town.says("张大爷", "满意 2")
    return town, make_county(tmp_path / "office", url=town.database.url), tmp_path


def exported(place: Place, *words: str, grid: str = "ROOT") -> Any:
    """The workbook that is written."""
    town, county, folder = place
    out = folder / "ledger.xlsx"
    ran = county.runs("export", "ledger", "--grid", grid, "--out", str(out), *words,
                      GRIDBOT_CLOCK=town.now.isoformat())  # fmt: skip
    assert ran.exit_code == 0, ran.output
    return load_workbook(out)


def refused(place: Place, *words: str) -> str:
    """Why nothing is written."""
    town, county, folder = place
    out = folder / "ledger.xlsx"
    ran = county.runs("export", "ledger", "--grid", "ROOT", "--out", str(out), *words,
                      GRIDBOT_CLOCK=town.now.isoformat())  # fmt: skip
    assert ran.exit_code in (1, 2)
    assert not out.exists()
    return ran.stderr.replace("\n", " ")


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    """All rows as values."""
    return list(sheet.iter_rows(values_only=True))


def test_one_line_a_matter(place: Place) -> None:
    """With its place, category, state and result; what people said is no formula."""
    title, _, head, first, second = rows(exported(place)["台账"])
    assert title[0] == "青禾县矛盾纠纷和便民服务台账"
    noise, lamp = (dict(zip(head, row, strict=True)) for row in (first, second))
    assert (noise["编号"], noise["镇街"], noise["地点"]) == (1, "柳湾镇", "幸福村3组")
    assert (noise["类型"], noise["类别"], noise["化解情况"]) == ("矛盾纠纷", "邻里", "未化解")
    assert (lamp["类别"], lamp["化解情况"], lamp["满意度"], lamp["办理结果"]) == (
        "道路路灯交通",
        "化解",
        "满意",
        "换了灯泡",
    )
    assert lamp["经办人"] == "赵网格员"
    sheet = exported(place)["台账"]
    told = next(cell for cell in sheet[5] if isinstance(cell.value, str) and cell.value.startswith("="))
    assert (told.value, told.data_type) == (LAMP, "s")


def test_the_sums_agree_with_the_lines(place: Place) -> None:
    """By place in pairs, by category, and each number with the tickets behind it."""
    book = exported(place)
    assert rows(book["分地区"])[-1] == ("合计", 1, 0, 1, 1, 1, 0, 2, 1, 1)
    assert rows(book["分类别"])[-1] == ("合计", 0, 2, 1, 1, 0)
    behind = rows(book["数字来源"])[3:]
    assert ("柳湾镇", "邻里", "未化解", 1, "1") in behind
    assert ("柳湾镇", "道路路灯交通", "化解", 1, "2") in behind


def test_names_and_numbers_need_a_reason(place: Place) -> None:
    """Without one the resident's name and telephone number are hidden."""
    hidden = str(rows(exported(place)["台账"]))
    assert "王**" in hidden
    assert "王大妈" not in hidden
    assert "13800009001" not in hidden
    whole = str(rows(exported(place, "--reason", "县信访局核查")["台账"]))
    assert "王大妈" in whole
    assert "13800009001" in whole


def test_a_span_holds_what_was_open_in_it(place: Place) -> None:
    """Next week's ledger has the quarrel only; last year's has nothing."""
    town, _, _ = place
    town.later(days=7)
    assert [row[1] for row in rows(exported(place, "--from", "2026-03-09")["台账"])[3:]] == [1]
    assert rows(exported(place, "--to", "2025-12-31")["台账"])[3:] == []


def test_another_village_has_an_empty_ledger(place: Place) -> None:
    """Its sheets are there all the same."""
    book = exported(place, grid="B9")
    assert rows(book["台账"])[3:] == []
    assert rows(book["分地区"])[-1][1:] == (0,) * 9


@pytest.fixture(name="form")
def _form(tmp_path: Path) -> Path:
    """The office's own sheets: sums, and a list with a total and a foot."""
    book = Workbook()
    sums = book.active
    assert sums is not None
    sums.title = "统计表"
    sums.append(("{地区}纠纷排查化解统计表（{统计期}）",))
    sums.append(("乡镇", "总数", "化解", "未化解", "备注"))
    sums.append(("柳湾镇", "{柳湾镇 新增}", "{化解·柳湾镇}", "{A1 邻里 未化解}"))
    sums.append(("合计", "=SUM(B3:B3)"))
    sheet = book.create_sheet("明细")
    sheet.append(("明细表",))
    sheet.merge_cells("A1:E1")
    sheet.append(("序 号", "登记日期", "纠纷类型", "主要内容", "金额"))
    sheet.append((None,))
    sheet["A4"], sheet["E4"], sheet["D4"] = "合计", "=SUM(E3:E3)", "=COUNTA(D3:D3)"
    sheet["A5"] = "填表人："
    sheet["B5"] = '=A4&"x"'
    sheet.merge_cells("C5:E5")
    file = tmp_path / "form.xlsx"
    book.save(file)
    return file


def test_the_offices_own_sheet_is_filled(place: Place, form: Path) -> None:
    """Figures by their words, lines below the head, sums over all lines, the foot below them."""
    book = exported(place, "--template", str(form))
    assert rows(book["统计表"]) == [
        ("青禾县纠纷排查化解统计表（2026年1月1日至3月2日）", None, None, None, None),
        ("乡镇", "总数", "化解", "未化解", "备注"),
        ("柳湾镇", 2, 1, 1, None),
        ("合计", "=SUM(B3:B3)", None, None, None),
    ]
    listed = rows(book["明细"])
    assert [(row[0], row[2], row[3]) for row in listed[2:4]] == [
        (1, "邻里", NOISE.replace("13800009001", "138****9001")),
        (2, "道路路灯交通", LAMP),
    ]
    assert listed[4] == ("合计", None, None, "=COUNTA(D3:D4)", "=SUM(E3:E4)")
    assert listed[5][:2] == ("填表人：", '=A5&"x"')
    assert sorted(map(str, book["明细"].merged_cells.ranges)) == ["A1:E1", "C6:E6"]


def test_a_map_fills_a_sheet_without_words(place: Place, tmp_path: Path) -> None:
    """The cells are named beside the sheet."""
    book = Workbook()
    book.save(tmp_path / "plain.xlsx")
    cells = tmp_path / "cells.toml"
    cells.write_text('[cells]\n"Sheet!B2" = "新增"\n"C2" = "劳资欠薪 未化解"\n', encoding="utf-8")
    filled = exported(place, "--template", str(tmp_path / "plain.xlsx"), "--map", str(cells))["Sheet"]
    assert (filled["B2"].value, filled["C2"].value) == (2, 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{新曾}", "Sheet!A1: '新曾' is no figure, place or category"),
        ("{柳湾镇}", "Sheet!A1: '柳湾镇' names no figure; write one of"),
        ("{幸福村 柳湾镇 新增}", "names two of one sort"),
        ("plain words", "nothing in it can be filled"),
    ],
)
def test_words_that_ask_for_nothing_are_told(place: Place, tmp_path: Path, words: str, told: str) -> None:
    """With the cell they stand in."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = words
    book.save(tmp_path / "bad.xlsx")
    assert told in refused(place, "--template", str(tmp_path / "bad.xlsx"))


def test_a_name_of_two_places_wants_a_code(place: Place, tmp_path: Path) -> None:
    """1组 may be anywhere: here it is one place, 3组 and 4组 too."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "{1组 新增}"
    book.save(tmp_path / "one.xlsx")
    assert exported(place, "--template", str(tmp_path / "one.xlsx"))["Sheet"]["A1"].value == 0


def test_other_mistakes_are_told(place: Place, tmp_path: Path) -> None:
    """A file that is no workbook, a map without a template, a span that ends before it begins."""
    (tmp_path / "t.xlsx").write_text("no workbook", encoding="utf-8")
    assert "is no .xlsx workbook" in refused(place, "--template", str(tmp_path / "t.xlsx"))
    (tmp_path / "m.toml").write_text("[cells]\nA1 = 3\n", encoding="utf-8")
    assert "needs a table [cells]" in refused(
        place, "--template", str(tmp_path / "t.xlsx"), "--map", str(tmp_path / "m.toml")
    )
    (tmp_path / "m.toml").write_text('[cells]\nA1 = "新增"\n', encoding="utf-8")
    assert "name it with --template" in refused(place, "--map", str(tmp_path / "m.toml"))
    assert "lies after" in refused(place, "--from", "2026-03-03", "--to", "2026-03-01")


def test_published_figures_stand_in_the_ledger(place: Place) -> None:
    """The sums are those that were given out; the lines are as they are now, and the notes say so."""
    town, county, folder = place
    clock = town.now.isoformat()
    span = ("--from", "2026-03-01", "--to", "2026-03-02")
    ran = county.runs("report", "monthly", "--grid", "ROOT", "--out", str(folder / "m.docx"), "--publish",
                      GRIDBOT_CLOCK=clock)  # fmt: skip
    assert ran.exit_code == 0, ran.output
    town.whispers("赵网格员", "办结 1 两家说好了")
    town.whispers("周主任", "同意 1")
    book = exported(place, *span)
    assert rows(book["分地区"])[-1][-1] == 1
    assert "2026年3月2日发布" in rows(book["分地区"])[1][0]
    assert any("发布时的数字" in row[0] for row in rows(book["说明"]))
