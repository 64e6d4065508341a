"""Times as they are said, and the days they mean: pure, and true at any moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nlp.facts.moments import Span, moments_in, resolve

ZONE = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 3, 4, 9, 0, tzinfo=ZONE)
PAST = (
    "昨晚",
    "昨天",
    "前天夜里",
    "大前天",
    "上周三",
    "上周末",
    "上个月",
    "去年十月",
    "三天前",
    "半个月前",
    "刚才",
    "两年前",
)
LASTING = ("三天", "三个月", "半年", "两个半小时", "一个半月", "两周", "俩月", "20分钟")
moments = some.integers(0, 3_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, ZONE))


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("昨晚", "03-03 18:00", "03-04 00:00"),
        ("昨天半夜", "03-03 22:00", "03-04 05:00"),
        ("今早", "03-04 05:00", "03-04 10:00"),
        ("上周三", "02-25 00:00", "02-26 00:00"),
        ("周三", "03-04 00:00", "03-05 00:00"),
        ("周五", "02-27 00:00", "02-28 00:00"),
        ("上上周五", "02-20 00:00", "02-21 00:00"),
        ("周末", "02-28 00:00", "03-02 00:00"),
        ("3号", "03-03 00:00", "03-04 00:00"),
        ("上个月3号", "02-03 00:00", "02-04 00:00"),
        ("三天前", "03-01 00:00", "03-02 00:00"),
        ("3天", "03-01 09:00", "03-04 09:00"),
        ("两个半小时", "03-04 06:30", "03-04 09:00"),
        ("昨天晚上八点半", "03-03 20:30", "03-03 20:45"),
        ("晚上十二点", "03-04 00:00", "03-04 00:15"),
        ("凌晨两点", "03-04 02:00", "03-04 02:15"),
        ("20点", "03-03 20:00", "03-03 20:15"),
        ("今天下午2点到4点", "03-04 14:00", "03-04 16:15"),
        ("3号到5号", "03-03 00:00", "03-06 00:00"),
        ("上个月以来", "02-01 00:00", "03-04 09:00"),
        ("3月5号", "03-05 00:00", "03-06 00:00"),
        ("2026-3-2", "03-02 00:00", "03-03 00:00"),
        ("明天上午", "03-05 06:00", "03-05 12:00"),
    ],
)
def test_what_is_meant_on_a_wednesday(said: str, start: str, end: str) -> None:
    """Said on 4 March 2026 at nine."""
    found = resolve(said, WEDNESDAY)
    assert found is not None
    assert [f"{one:%m-%d %H:%M}" for one in found] == [start, end]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("去年十月", "2025-10-01", "2025-11-01"),
        ("去年十月到现在", "2025-10-01", "2026-03-04"),
        ("10月3号下午两点", "2025-10-03", "2025-10-03"),
        ("三个月", "2025-12-04", "2026-03-04"),
        ("前年冬天", "2024-12-01", "2025-03-01"),
        ("2024年", "2024-01-01", "2025-01-01"),
        ("去年国庆", "2025-10-01", "2025-10-08"),
        ("十二月底", "2025-12-21", "2026-01-01"),
    ],
)
def test_what_is_meant_in_earlier_years(said: str, start: str, end: str) -> None:
    """A month without a year is the latest one."""
    found = resolve(said, WEDNESDAY)
    assert found is not None
    assert [f"{one:%Y-%m-%d}" for one in found] == [start, end]


@pytest.mark.parametrize(
    "said", ["每天半夜", "好几天", "正月十五", "过年前", "前几天", "2月30号", "", "路灯"]
)
def test_nobody_guesses(said: str) -> None:
    """What is repeated, vague, counted by the moon, or no day at all has no date."""
    assert resolve(said, WEDNESDAY) is None


@given(moments, some.sampled_from(PAST + LASTING))
def test_what_has_been_lies_before_the_message(at: datetime, said: str) -> None:
    """It begins before it ends, ends when it is told at the latest, and is told on the same clock."""
    found = resolve(said, at)
    assert found is not None
    assert found.start < found.end <= at + timedelta(days=1)
    assert found.start < at
    assert found.start.tzinfo == found.end.tzinfo == at.tzinfo
    if said in LASTING:
        assert found.end == at


@given(moments, some.sampled_from(("昨晚", "周三", "上周三", "大前天", "明天上午", "凌晨两点")))
def test_a_week_later_it_means_a_week_later(at: datetime, said: str) -> None:
    """Days are counted on the calendar, over the end of months and leap years."""
    week = timedelta(weeks=1)
    now, then = resolve(said, at), resolve(said, at + week)
    assert now is not None
    assert then == Span(now.start + week, now.end + week)


@given(some.text("昨今前上下周月年天一二三十0123456789点半号从到去每晚早:-日初廿", max_size=14), moments)
def test_no_words_confuse_it(said: str, at: datetime) -> None:
    """Whatever is said, there is an answer or none, and a span is never turned round."""
    for one in moments_in(said):
        found = resolve(one.said, at)
        assert found is None or found.start < found.end


@pytest.mark.parametrize("at", [datetime(1, 1, 2, tzinfo=ZONE), datetime(9999, 12, 31, tzinfo=ZONE)])
def test_the_ends_of_the_calendar(at: datetime) -> None:
    """Before the first year and after the last there are no days."""
    for said in (*PAST, *LASTING, "大后天", "明年", "周三", "下个月", "3号"):
        resolve(said, at)


def test_the_evening_before_last_is_two_days_ago() -> None:
    """「前晚」 is told as the day before yesterday, as 「昨晚」 is yesterday."""
    at = datetime(2026, 11, 27, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    for said in ("前晚", "前早"):
        moment = resolve(said, at)
        assert moment is not None
        assert moment.start.date() == date(2026, 11, 25)
