"""The ladder's times: shares of a rung in office hours, due times over holidays and make-up days."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import OPENING, Calendar
from models.grid import GridNode
from models.ladder import DUE, Ladder, Rung, Stay, due_at, first_rung

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(SHANGHAI, (time(21), time(7, 30)), time(8, 30))
LADDER = Ladder((Rung("社级", "chief", "组/片", 1), Rung("村级", "cadre", "村/社区", 2)), (0.5, 0.75, 1.5))
CLOSING = time(17, 30)

minutes = st.integers(0, 5 * 366 * 24 * 60)
moments = minutes.map(lambda n: datetime(2024, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=n))


def here(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def times(start: str, days: int, *, is_last: bool = False) -> list[tuple[float, str]]:
    stages = LADDER.stages(CALENDAR, Stay(here(start), days), is_last=is_last)
    return [(one.share, f"{one.at:%m-%d %H:%M}") for one in stages]


@pytest.mark.parametrize(
    ("start", "days", "told"),
    [
        ("2026-03-02 09:00", 1, [(0.5, "03-02 13:30"), (0.75, "03-02 15:45"), (1, "03-03 09:00")]),
        ("2026-03-02 16:30", 1, [(0.5, "03-03 12:00"), (0.75, "03-03 14:15"), (1, "03-03 16:30")]),
        ("2026-09-30 16:40", 1, [(0.5, "10-08 12:10"), (0.75, "10-08 14:25"), (1, "10-08 16:40")]),
        # 10 October 2026, a Saturday, is worked
        ("2026-10-08 16:40", 2, [(0.5, "10-09 16:40"), (0.75, "10-10 12:10"), (1, "10-10 16:40")]),
        # a Saturday counts as the opening on Monday
        ("2026-03-07 22:00", 1, [(0.5, "03-09 13:00"), (0.75, "03-09 15:15"), (1, "03-10 08:30")]),
        # after closing: the due time falls into the quiet hours, and is told when they end
        ("2026-03-05 22:00", 1, [(0.5, "03-06 13:00"), (0.75, "03-06 15:15"), (1, "03-09 08:30")]),
        ("2026-03-02 09:00", 0, [(1, "03-02 09:00")]),
    ],
)
def test_what_is_told_when(start: str, days: int, told: list[tuple[float, str]]) -> None:
    """Shares are counted in office hours, the due time is the same clock time."""
    assert times(start, days) == told


def test_after_the_due_time_the_last_rung_is_reminded() -> None:
    """From the others a matter has moved up by then."""
    assert times("2026-03-02 09:00", 2)[-1] == (1, "03-04 09:00")
    assert times("2026-03-02 09:00", 2, is_last=True)[-1] == (1.5, "03-05 09:00")


@given(moments, st.integers(0, 12), st.booleans())
def test_stages_rise_and_lie_in_working_hours(start: datetime, days: int, is_last: bool) -> None:
    """Whatever the start: in order, never before it, on working days, never in the quiet hours."""
    stay = Stay(start, days)
    stages = LADDER.stages(CALENDAR, stay, is_last=is_last)
    assert [one.at for one in stages] == sorted(one.at for one in stages)
    for one in stages:
        assert one.at >= start
        assert CALENDAR.is_workday(one.at.date())
        assert not CALENDAR.is_quiet(one.at)
    (due,) = [one.at for one in stages if one.share == DUE]
    assert due >= due_at(CALENDAR, stay)
    assert all(OPENING <= one.at.time() <= CLOSING for one in stages if one.share < DUE)


@given(moments, st.floats(0, 8), st.floats(0, 8))
def test_office_days_never_run_back(start: datetime, one: float, more: float) -> None:
    """The longer, the later."""
    assert CALENDAR.after_office_days(start, one) <= CALENDAR.after_office_days(start, one + more)


def _chain(*levels: str) -> list[GridNode]:
    chain: list[GridNode] = []
    path = "/"
    for number, level in enumerate(reversed(levels), 1):
        path += f"{number}/"
        chain.insert(0, GridNode(id=number, code=level, name=level, level=level, path=path))
    return chain


@pytest.mark.parametrize(
    ("levels", "handled_at", "rung"),
    [(("片", "社区", "县"), 0, 0), (("片", "社区", "县"), 1, 1), (("社区", "县"), 0, 1), (("楼",), 0, 1)],
)
def test_where_a_matter_begins(levels: tuple[str, ...], handled_at: int, rung: int) -> None:
    """On the first rung whose place lies at or above its handler's."""
    chain = _chain(*levels)
    assert first_rung(LADDER, chain, chain[handled_at]) == rung
