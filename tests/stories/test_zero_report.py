"""零报告: the daily check ends with 无, or with what its owner reports; nothing else is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.database import Database
from nlp.classifier import Classifier
from schedules.pack import load_pack
from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修"


@pytest.fixture
def checks(town: Town) -> Town:
    """The county has turned both checks on; it is Tuesday morning, 3 March."""
    town.office = replace(town.office, plans=load_pack([], ["check_day", "check_week"]))
    town.mornings(date(2026, 3, 3))
    return town


def test_the_morning_asks_in_one_message(checks: Town) -> None:
    """Both checks, and how to answer: no photo, no place, no 收到."""
    (digest,) = [text for text in checks.hears("赵网格员") if "3月3日" in text]
    assert digest.splitlines() == [
        "【3月3日提醒】",
        "五小排查：请今天排查五小，共1个网格",
        "1. 3组：排查",
        "设施排查：请本周排查公共设施，共1个网格，3月6日前",
        "2. 3组：排查",
        "排查没有问题请回“无”；有问题直接说是哪里、什么事。",
    ]


def test_nothing_found(checks: Town) -> None:
    """无 is for what is due today; `无 2` for the other."""
    checks.hush()
    checks.whispers("赵网格员", "无")
    assert checks.hears("赵网格员") == ["已记：五小排查 无。"]
    checks.whispers("赵网格员", "无 2")
    assert checks.hears("赵网格员") == ["已记：设施排查 无。"]
    checks.whispers("赵网格员", "无")
    assert checks.hears("赵网格员") == ["您现在没有要报的排查。"]
    checks.mornings(date(2026, 3, 4))
    assert "赵网格员" not in "".join(checks.hears("钱镇长") + checks.hears("周主任"))


def test_a_report_ticks_the_check_off(checks: Town) -> None:
    """What he reports in the group becomes a ticket, and is his report of today."""
    checks.hush()
    checks.says("赵网格员", LAMP)
    assert checks.tickets()
    assert "五小排查已记，见【1号】" in checks.hears("赵网格员")
    checks.whispers("赵网格员", "无 1")
    assert checks.hears("赵网格员") == ["1 号不是您的排查，请核对编号，发“待办”看全部。"]


def test_an_entry_for_another_ticks_it_off_too(checks: Town) -> None:
    """代报 is a report like any other."""
    checks.hush()
    checks.whispers("赵网格员", f"代报 摸排 {LAMP}")
    assert "五小排查已记，见【1号】" in checks.hears("赵网格员")


def test_a_residents_report_ticks_nothing_off(checks: Town) -> None:
    """It is the owner of the check who looks round."""
    checks.says("王大妈", LAMP)
    checks.hush()
    checks.whispers("赵网格员", "无")
    assert checks.hears("赵网格员") == ["已记：五小排查 无。"]


def test_what_nobody_reported_is_told_one_level_up(checks: Town) -> None:
    """The next morning, in one line; the new day's check is a new one."""
    checks.hush()
    checks.mornings(date(2026, 3, 4))
    told = "".join(checks.hears("孙网格长") + checks.hears("周主任"))
    assert "五小排查：赵网格员有1个网格昨天没有报五小排查：3组" in told


def test_it_can_be_taken_back(checks: Town) -> None:
    """撤销: the check is open again under its number."""
    checks.hush()
    checks.whispers("赵网格员", "无")
    checks.whispers("赵网格员", "撤销")
    assert checks.hears("赵网格员")[-1] == "“无”已撤销，1 号照旧"


def test_from_anybody_else_it_is_talk(checks: Town) -> None:
    """In the group 无 is silence from whoever owes no check; from its owner it counts."""
    checks.hush()
    for who in ("王大妈", "李群主", "路人"):
        checks.says(who, "无")
    assert checks.all_silent()
    checks.says("赵网格员", "无")
    assert checks.group_hears() == ["已记：五小排查 无。"]


def test_a_county_that_did_not_turn_it_on_hears_nothing(database: Database, classifier: Classifier) -> None:
    """The pack as it comes asks nobody for a zero report."""
    town = Town(database, classifier)
    town.mornings(date(2026, 3, 6))
    assert town.hears("赵网格员") == []
