"""The runner: what is due goes out once, on the right day, to the right person."""

from __future__ import annotations

import pytest

from models.database import Database
from models.role import Role
from models.task import TaskStatus
from tests.schedules.county import County, at, families

FIRST_WORKDAY = "2026-10-08"


@pytest.fixture
def county(database: Database) -> County:
    """Two villages; three households of 幸福村 whose cadre is 周主任, its adviser 吴律师."""
    county = County.founded(database)
    county.village("幸福村", "周主任", "吴律师")
    county.village("清泉村", "冯主任")
    for name in families(3):
        county.enrols(name, "幸福村")
    return county


def test_a_quarter_opens_on_its_first_working_day(county: County) -> None:
    """国庆 is a rest: the quarter's list comes on 8 October, numbered, with telephone numbers."""
    county.days("2026-10-01", "2026-10-08", clocks=("08:00", "08:30", "12:00", "22:00"))
    digests = county.digests("周主任")
    assert list(digests) == [FIRST_WORKDAY]
    assert digests[FIRST_WORKDAY].splitlines() == [
        "【10月8日提醒】",
        "帮联系：请联系3位外出务工人员，电话、消息各一次，12月31日前",
        "1. 户001（幸福村）：电话、消息 13800001234",
        "2. 户002（幸福村）：电话、消息 13800001234",
        "3. 户003（幸福村）：电话、消息 13800001234",
        "办好请回“完成 1”；另有“没打通 1”“不需要 1”“改期 1 周五”。",
    ]
    assert "1. 幸福村：进村" in county.digests("吴律师")[FIRST_WORKDAY]


def test_nothing_goes_out_in_quiet_hours_or_on_rest_days(county: County) -> None:
    """Before digest_at, after 21:00 and on a Sunday a round does nothing."""
    for moment in (at("2026-10-09", "08:29"), at("2026-10-09", "21:00"), at("2026-10-11", "10:00")):
        assert county.runs(moment) == []
    assert county.digests() == {}


def test_a_make_up_saturday_is_a_working_day(county: County) -> None:
    """10 October 2026 is a Saturday on which offices work."""
    assert county.runs(at("2026-10-10"))
    assert list(county.digests("周主任")) == ["2026-10-10"]


def test_a_round_tells_what_it_did_without_names(county: County) -> None:
    """The lines of `schedule tick` are counts."""
    assert county.runs(at(FIRST_WORKDAY)) == [
        "1 task of plan adviser opened",
        "3 tasks of plan contact opened",
        "2 digests sent",
    ]
    assert county.runs(at(FIRST_WORKDAY)) == []


def test_half_time_and_last_days_are_reminded_and_the_end_is_told_one_level_up(county: County) -> None:
    """Open, half, last days; then the town hears who left what undone, without telephone numbers."""
    county.days("2026-10-08", "2027-01-04")
    digests = county.digests("周主任")
    about = {day: text.splitlines()[1] for day, text in digests.items() if "外出务工" in text}
    assert about["2026-11-16"] == "帮联系：还有3位外出务工人员没联系，请在12月31日前联系"
    assert about["2026-12-24"] == "帮联系：请尽快联系剩下的3位外出务工人员，12月31日截止"
    assert list(about) == [FIRST_WORKDAY, "2026-11-16", "2026-12-24", "2027-01-04"]
    told = county.digests("钱镇长")["2027-01-04"]
    assert "帮联系：周主任上季度还有3位外出务工人员没联系上：户001、户002、户003" in told
    assert "138" not in told
    assert "1. 户001" in digests["2027-01-04"], "the list was empty, so numbers begin again"
    ended = [task for task in county.tasks() if task.period == "2026Q4"]
    assert {task.status for task in ended} == {TaskStatus.MISSED}


def test_what_an_adviser_left_undone_is_told_to_the_villages_cadre(county: County) -> None:
    """The cadre of the same village stands above its adviser; it comes with his own list in one message."""
    county.days("2026-10-08", "2026-11-02")
    told = county.digests("周主任")["2026-11-02"]
    assert "法律顾问：吴律师上月还有1个村（社区）没有进村服务：幸福村" in told


def test_what_was_ticked_off_is_not_told_again(county: County) -> None:
    """A household that was called is left out of half-time and of the end."""
    county.runs(at(FIRST_WORKDAY))
    county.changes("户002", status=TaskStatus.DONE)
    county.days("2026-10-09", "2027-01-04")
    assert "户002" not in county.digests("周主任")["2026-11-16"]
    assert "户002" not in county.digests("钱镇长")["2027-01-04"]


def test_three_weeks_off_are_caught_up_in_one_digest(county: County) -> None:
    """Only the latest turn of each task is told, once."""
    county.runs(at(FIRST_WORKDAY))
    county.days("2026-12-28", "2026-12-30", clocks=("14:00", "15:00"))
    digests = county.digests("周主任")
    assert list(digests) == [FIRST_WORKDAY, "2026-12-28"]
    assert "请尽快联系剩下的3位" in digests["2026-12-28"]
    assert "没联系，请在" not in digests["2026-12-28"]


def test_a_period_that_ended_while_nothing_ran_is_told_up_once(county: County) -> None:
    """Down from October to February: missed once, and the new quarter opens."""
    county.runs(at(FIRST_WORKDAY))
    county.days("2027-02-01", "2027-02-03")
    assert [day for day, text in county.digests("钱镇长").items() if "没联系上" in text] == ["2027-02-01"]
    assert {task.period for task in county.tasks() if task.plan == "contact"} == {"2026Q4", "2027Q1"}


def test_who_joins_in_the_middle_gets_a_number_behind_the_others(county: County) -> None:
    """A new enrolment opens on its own day; numbers in use keep their tasks."""
    county.runs(at(FIRST_WORKDAY))
    county.enrols("新来的", "幸福村", since=at("2026-11-02", "16:00"))
    county.days("2026-11-02", "2026-11-03")
    assert "4. 新来的（幸福村）：电话、消息" in county.digests("周主任")["2026-11-02"]


def test_a_cadre_without_an_account_is_heard_of_at_the_end(database: Database) -> None:
    """His tasks wait unlisted; the town is told when the period is over."""
    county = County.founded(database)
    county.node("幸福村", "村", "A1")
    county.staff("周主任", Role.CADRE, "幸福村", account=False)
    county.enrols("户001", "幸福村")
    county.days("2026-12-30", "2027-01-04")
    assert list(county.digests()) == ["钱镇长 2027-01-04"]


def test_a_village_without_a_cadre_falls_to_nobody_until_there_is_one(database: Database) -> None:
    """No task is opened for nobody; it opens when somebody takes office."""
    county = County.founded(database)
    county.node("幸福村", "村", "A1")
    county.enrols("户001", "幸福村")
    county.runs(at(FIRST_WORKDAY))
    assert county.tasks() == []
    county.staff("周主任", Role.CADRE, "幸福村")
    county.runs(at("2026-10-09"))
    assert list(county.digests()) == ["周主任 2026-10-09"]


def test_a_successor_gets_what_is_open_and_who_left_hears_nothing_more(county: County) -> None:
    """换届: the open tasks go to the new cadre, as something new, numbered anew."""
    county.runs(at(FIRST_WORKDAY))
    county.leaves("周主任", at("2026-11-10", "12:00"))
    county.staff("马主任", Role.CADRE, "幸福村", since=at("2026-11-10", "12:00"))
    county.days("2026-11-11", "2026-12-31")
    assert "请联系3位外出务工人员" in county.digests("马主任")["2026-11-11"]
    assert [day for day in county.digests("周主任") if day > "2026-11-10"] == []


def test_the_enrolments_own_responsible_person_comes_first(county: County) -> None:
    """责任人 of the entry, while he holds any post."""
    county.enrols("老李", "幸福村", responsible="冯主任")
    county.runs(at(FIRST_WORKDAY))
    assert "老李" in county.digests("冯主任")[FIRST_WORKDAY]
    assert "老李" not in county.digests("周主任")[FIRST_WORKDAY]


def test_a_long_list_shows_its_first_page(database: Database) -> None:
    """Sixty lines, the number of all, and every task has its number."""
    county = County.founded(database)
    county.village("幸福村", "周主任")
    for name in families(75):
        county.enrols(name, "幸福村")
    county.runs(at(FIRST_WORKDAY))
    text = county.digests("周主任")[FIRST_WORKDAY]
    assert "60. 户060" in text
    assert "61. " not in text
    assert "共75项，发“待办”看全部。" in text
    assert sorted(task.number or 0 for task in county.tasks()) == list(range(1, 76))
