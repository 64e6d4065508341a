"""Importing what is public: frequent questions and notices."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.database import Database
from models.knowledge import Faq, Notice
from tests.handlers.desk_of_imports import ZONE, Desk, blamed, counts, one_sheet

FAQ = (
    "问题|答案|来源|有效期\n医保在哪里交|镇便民中心|镇公告|2026-12-31\n低保怎么申请|向村委会申请|民政局|长期"
)
NOTICES = "标题|正文|网格编码|发布\n停水通知|10月12日停水|C|2026-10-10 09:00\n停水通知|镇区停水|Z|2026/10/10"


@pytest.fixture
def desk(database: Database) -> Desk:
    """A county with grid and staff."""
    return Desk(database).settled()


def test_questions_come_with_source_and_expiry(desk: Desk) -> None:
    """The question is the key; the rest may be corrected."""
    assert counts(desk.imports("faq", FAQ)) == (2, 0, 0)
    assert counts(desk.imports("faq", FAQ)) == (0, 0, 2)
    assert [one.expires for one in desk.all(Faq)] == [date(2026, 12, 31), None]
    assert counts(desk.imports("faq", FAQ.replace("镇便民中心", "镇便民中心2号窗口"))) == (0, 1, 1)
    assert desk.all(Faq)[0].answer == "镇便民中心2号窗口"


def test_notices_are_known_by_title_and_place(desk: Desk) -> None:
    """The same title at two places is two notices; times are the county's."""
    assert counts(desk.imports("notices", NOTICES)) == (2, 0, 0)
    assert counts(desk.imports("notices", NOTICES)) == (0, 0, 2)
    assert [one.published_at for one in desk.all(Notice)] == [
        datetime(2026, 10, 10, 9, 0, tzinfo=ZONE),
        datetime(2026, 10, 10, 0, 0, tzinfo=ZONE),
    ]
    later = NOTICES.replace("2026-10-10 09:00", "2026-10-10T10:30:00+08:00")
    assert counts(desk.imports("notices", later)) == (0, 1, 1)
    assert desk.all(Notice)[0].published_at == datetime(2026, 10, 10, 10, 30, tzinfo=ZONE)


def test_real_dates_of_excel_are_taken(desk: Desk) -> None:
    """A cell with a date need not be text."""
    row = ("通知", "正文", "C", datetime.fromisoformat("2026-10-10T09:00"))
    assert counts(desk.takes("notices", one_sheet(("标题", "正文", "网格编码", "发布"), row))) == (1, 0, 0)
    assert desk.all(Notice)[0].published_at == datetime(2026, 10, 10, 9, 0, tzinfo=ZONE)


def test_what_is_wrong_is_told(desk: Desk) -> None:
    """Empty answers, repeated questions and dates that are none."""
    assert blamed(desk.imports("faq", FAQ + "\n医保在哪里交||镇公告|明年")) == [
        (2, "question"),
        (4, "question"),
        (4, "answer"),
        (4, "expires"),
    ]
    assert blamed(
        desk.imports("notices", NOTICES + "\n停水通知|又停水|C|今天\n公告|" + "长" * 5001 + "|C9|")
    ) == [
        (2, "title"),
        (4, "title"),
        (4, "at"),
        (5, "body"),
        (5, "grid"),
        (5, "at"),
    ]
