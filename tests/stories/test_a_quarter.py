"""A cadre gets the quarter's call list in the morning and ticks it off by reply; the adviser his month."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.town import ZONE, Town

Q2_OPENS = datetime(2026, 4, 1, 8, 30, tzinfo=ZONE)


def _second_quarter(town: Town) -> None:
    town.enrol("陈大山", "陈小山", "刘二妹", responsible="周主任")
    town.at(Q2_OPENS)


def test_the_list_comes_once_in_the_morning(town: Town) -> None:
    """One numbered message on the first working day of the quarter, however often the clock fires."""
    _second_quarter(town)
    (digest,) = town.hears("周主任")
    for number, name in enumerate(("陈大山", "陈小山", "刘二妹"), 1):
        assert f"{number}" in digest
        assert name in digest
    assert "13800001234" in digest
    for _ in range(5):
        town.later(minutes=20)
    assert town.hears("周主任") == []


def test_ticking_off(town: Town) -> None:
    """完成 with several numbers, one unknown; a call without its message; a note; 不需要; 改期."""
    _second_quarter(town)
    town.hush()
    town.whispers("周主任", "完成 1 99")
    assert town.hears("周主任") == ["已完成 1；没有 99 号任务。"]
    town.whispers("周主任", "完成 ２ 电话")
    (told,) = town.hears("周主任")
    assert "还差" in told
    town.whispers("周主任", "完成 2 消息 已换号")
    assert town.hears("周主任") == ["已完成 2。"]
    town.whispers("周主任", "改期 3 周五")
    assert "4月3日" in town.hears("周主任")[0]
    town.at(datetime(2026, 4, 3, 8, 30, tzinfo=ZONE))
    (again,) = town.hears("周主任")
    assert "刘二妹" in again
    assert "陈大山" not in again
    town.whispers("周主任", "不需要 3")
    town.whispers("周主任", "待办")
    assert "刘二妹" not in "".join(town.hears("周主任")[1:])


def test_nobody_elses_list(town: Town) -> None:
    """A number means the speaker's own list; others are told that they have none."""
    _second_quarter(town)
    town.hush()
    for who in ("路人", "王大妈", "李群主"):
        town.says(who, "完成 1")
    assert town.group_hears() == ["您现在没有待办任务。"] * 3
    town.says("路人", "完成 1 单了，再来一单")
    assert town.group_hears() == []
    town.whispers("赵网格员", "完成 1")
    town.hush()
    town.whispers("周主任", "完成 1")
    assert town.hears("周主任") == ["已完成 1。"]


def test_reminded_and_told_upward(town: Town) -> None:
    """What stays open is reminded at half-time and near the end, and told one level up after it."""
    town.enrol("陈大山", responsible="周主任")
    town.mornings(date(2026, 7, 2))
    mine = [text for text in town.hears("周主任") if "陈大山" in text]
    assert len(mine) >= 4  # the rest of the first quarter, then: opened, half-time, last days
    assert any("陈大山" in text or "1" in text for text in town.hears("钱镇长"))


def test_a_week_off_is_caught_up_in_one_digest(town: Town) -> None:
    """After downtime one message comes, not one for each morning missed."""
    town.enrol("陈大山", "刘二妹", responsible="周主任")
    town.at(Q2_OPENS + timedelta(days=8))
    assert len(town.hears("周主任")) == 1


def test_the_advisers_month(town: Town) -> None:
    """Each village with an adviser in office owes a visit a month."""
    town.at(Q2_OPENS)
    (digest,) = town.hears("吴律师")
    assert "幸福村" in digest
    town.whispers("吴律师", "完成 2")
    town.whispers("吴律师", "待办")
    assert town.hears("吴律师")


def test_nothing_is_sent_on_a_day_off(town: Town) -> None:
    """清明 and weekends are respected; the digest comes on the next working day."""
    town.at(Q2_OPENS)
    town.hush()
    town.enrol("陈大山", responsible="周主任")
    town.at(datetime(2026, 4, 5, 9, 0, tzinfo=ZONE))
    assert town.hears("周主任") == []
    town.at(datetime(2026, 4, 7, 8, 30, tzinfo=ZONE))
    assert len(town.hears("周主任")) == 1
