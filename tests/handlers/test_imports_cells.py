"""From cells to values: the traps of Excel and of people."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.imports import cells, masking
from handlers.imports.cells import CellError
from handlers.imports.run import KINDS
from handlers.imports.sheet import Cell


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("13800138000", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("0917-4600006", "09174600006"),
        ("（0917）4600006", "09174600006"),
        ("+86 917 4600006", "09174600006"),
        ("+86 10 6600 0006", "01066000006"),
        ("4600006", "4600006"),
        ("400-820-8820", "4008208820"),
        ("无", ""),
        ("12345", None),
        ("1380013800", None),
        ("138001380001", None),
        ("13800138000/13900139000", None),
        ("1.38E+10", None),
    ],
)
def test_phone_numbers(written: str, meant: str | None) -> None:
    """Mobile and landline forms become digits; what is no number is refused."""
    if meant is None:
        with pytest.raises(CellError, match="phone number"):
            cells.phone(written)
    else:
        assert cells.phone(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22",
        "2026/11/22",
        "2026.11.22",
        "2026年11月22日",
        "20261122",
        "２０２６－１１－２２",
        " 2026-11-22 00:00:00 ",
        "2026-11-22T08:30:00+08:00",
        date(2026, 11, 22),
        datetime.fromisoformat("2026-11-22T08:30"),
    ],
)
def test_days(written: Cell) -> None:
    """Real dates and every usual way of writing one."""
    assert cells.day(written) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "written", ["2026-02-30", "22.11.2026", "明天", "46348", "2026-11", "0001-01-01", "2026-11-22 25:00"]
)
def test_what_is_no_day_is_refused(written: str) -> None:
    """Neither impossible days nor Excel's own numbers are guessed at."""
    with pytest.raises(CellError, match="write it as 2026-11-22"):
        cells.day(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [(" A1 ", "A1"), ("1.0", "1"), ("1.10", "1.10"), ("６１０３", "6103"), ("=A1", "=A1"), ("001", "001")],
)
def test_codes(written: str, meant: str) -> None:
    """Codes lose what Excel added, and nothing else."""
    assert cells.code(written) == meant


@pytest.mark.parametrize("written", ["6.1E+11", "A 1", "A" * 129, date(2026, 3, 1)])
def test_codes_that_excel_spoilt_are_refused(written: Cell) -> None:
    """A shortened number or a date was something else before."""
    with pytest.raises(CellError):
        cells.code(written)


def test_padded_names_lose_their_padding() -> None:
    """张　三 is 张三, and a foreign name keeps its space."""
    read = cells.name(40)
    assert [read(name) for name in ("张　三", " 王大妈\u200b ", "Anna Li")] == ["张三", "王大妈", "Anna Li"]


def test_personal_values_are_masked_and_codes_are_not() -> None:
    """What is shown depends on the column."""
    assert masking.shown("13800000000", masking.number) == "138****0000"
    assert masking.shown("王大妈", masking.name) == "王**"
    assert masking.shown("13800000000", masking.name) == "****"
    assert masking.shown("独居老人", masking.words) == "(4 characters)"
    assert masking.shown("610327100201", masking.plain) == "610327100201"
    assert masking.shown("电话13800000000", masking.plain) == "电话138****0000"
    assert masking.shown("110101199001011234", masking.plain) == "110****1234"


@given(st.text(max_size=300) | st.dates() | st.datetimes(), st.sampled_from(sorted(KINDS)))
def test_any_cell_is_read_or_refused(cell: Cell, kind: str) -> None:
    """No text of any script breaks a reader."""
    for column in KINDS[kind].columns:
        with suppress(CellError):
            column.read(cell)
