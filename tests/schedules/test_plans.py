"""The built-in plans on their days: three rhythms of one enrolment, meetings that a county turns on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.database import Database
from models.plan import AtEnd, Plan, Whom
from models.rhythm import Cadence
from models.role import Role
from models.task import TaskStatus
from schedules.pack import BUILT_IN, load_plan
from tests.schedules.county import PLANS, County, at

HELPS = ("learning", "learning_law", "learning_rules", "care", "care_watch", "care_subsidy", "income")


@pytest.fixture
def county(database: Database) -> County:
    """One village with a cadre and a grid whose chief is 孙网格长; all helps."""
    county = County.founded(database, tuple(PLANS))
    county.village("幸福村", "周主任")
    county.node("3组", "组", "幸福村")
    county.staff("孙网格长", Role.CHIEF, "3组")
    return county


def built_in(*codes: str) -> list[Plan]:
    return [load_plan(BUILT_IN / f"{code}.toml") for code in codes]


def opened(county: County) -> list[tuple[str, str]]:
    return [(task.plan, task.period) for task in county.tasks()]


def test_one_enrolment_has_the_rhythms_of_its_help(county: County) -> None:
    """帮学习: a talk each month, law each quarter, the village rules once a year; each once."""
    county.enrols("户001", "3组", since=at("2026-10-01"), plan="learning")
    county.days("2026-10-08", "2026-12-01", clocks=("08:30", "16:00"))
    assert opened(county) == [
        ("learning", "2026-10"),
        ("learning_law", "2026Q4"),
        ("learning_rules", "2026"),
        ("learning", "2026-11"),
        ("learning", "2026-12"),
    ]
    first = county.digests("周主任")["2026-10-08"]
    assert "帮学习（学法）：请带1户学法律政策，12月31日前" in first


def test_who_acts_may_be_another_than_who_is_responsible(county: County) -> None:
    """帮照料: the grid chief visits each half month, the cadre sees to subsidy and message."""
    county.enrols("户001", "3组", since=at("2026-10-01"), plan="care", responsible="孙网格长")
    county.days("2026-10-08", "2026-10-16")
    assert opened(county) == [
        ("care", "2026-10a"),
        ("care_subsidy", "2026-10"),
        ("care_watch", "2026-10"),
        ("care", "2026-10b"),
    ]
    assert "帮照料：请探访1户，10月15日前" in county.digests("孙网格长")["2026-10-08"]
    assert "帮照料（补贴）：请核对1户的监护补贴，10月30日前" in county.digests("周主任")["2026-10-08"]


def test_five_day_meetings_when_the_county_turned_them_on(county: County) -> None:
    """逢五说事 on 5, 15 and 25, moved from rest days, told of on the working day before and that morning."""
    county = county.with_plans(*built_in("five_day"))
    county.days("2026-11-02", "2026-11-30")
    about = {day: text.splitlines()[1] for day, text in county.digests("周主任").items()}
    assert about == {
        "2026-11-04": "逢五说事：请准备1个村（社区）的说事会，11月5日",
        "2026-11-05": "逢五说事：11月5日是说事日，请办1个村（社区）的说事会",
        "2026-11-13": "逢五说事：请准备1个村（社区）的说事会，11月16日",
        "2026-11-16": "逢五说事：11月16日是说事日，请办1个村（社区）的说事会",
        "2026-11-24": "逢五说事：请准备1个村（社区）的说事会，11月25日",
        "2026-11-25": "逢五说事：11月25日是说事日，请办1个村（社区）的说事会",
    }
    assert "周主任还有1个村（社区）的说事会没办" in county.digests("钱镇长")["2026-11-11"]


def test_a_day_that_has_passed_is_not_asked_for(county: County) -> None:
    """Turned on after the 25th: nothing is said of it, and the 5th is the first."""
    county = county.with_plans(*built_in("five_day"))
    county.days("2026-11-27", "2026-12-04")
    assert opened(county) == [("five_day", "2026-12@05")]


def test_meetings_of_town_and_county(county: County) -> None:
    """Joint meetings each quarter, the week's and the month's look at matters on Friday."""
    county = county.with_plans(*built_in("joint_county", "analysis_week_town", "analysis_month_county"))
    county.days("2026-10-08", "2026-10-30")
    assert "请召开本季度县联席会议，12月31日前" in county.digests("郑主任")["2026-10-08"]
    assert "请召开本月县研判会，10月30日" in county.digests("郑主任")["2026-10-27"]
    assert "10月16日请召开本周镇（街道）研判会" in county.digests("钱镇长")["2026-10-16"]


def test_a_plan_for_places_needs_nobody_in_a_post(county: County) -> None:
    """Every 村 of the county, told to the nearest chief or cadre above or at it."""
    (meeting,) = built_in("five_day")
    place = replace(meeting, whom=Whom.PLACE, role=None, level="组", on=None, cadence=Cadence.WEEK)
    county = county.with_plans(replace(place, actor_role=Role.CHIEF))
    county.runs(at("2026-11-02"))
    assert [(task.subject[:5], task.period) for task in county.tasks()] == [("node:", "2026W45")]
    assert "1. 3组：说事" in county.digests("孙网格长")["2026-11-02"]


def test_a_plan_may_end_without_a_word(county: County) -> None:
    """at_end = "drop": missed all the same, but nobody above hears of it."""
    (meeting,) = built_in("five_day")
    county = county.with_plans(replace(meeting, on=None, cadence=Cadence.WEEK, at_end=AtEnd.DROP))
    county.days("2026-11-02", "2026-11-09")
    assert [task.status for task in county.tasks()] == [TaskStatus.MISSED, TaskStatus.OPEN]
    assert county.digests("钱镇长") == {}


def test_a_year_of_all_helps_for_one_family(county: County) -> None:
    """As many tasks of each plan as its periods; never two messages to one person on a day."""
    for number, plan in enumerate(sorted({PLANS[code].enrolled_as for code in HELPS})):
        county.enrols(f"户{number}", "3组", since=at("2026-01-01"), plan=plan)
    day = date(2026, 1, 5)
    while day < date(2027, 1, 1):
        county.runs(at(day.isoformat()))
        day = county.office.calendar.workday_on_or_after(date.fromordinal(day.toordinal() + 1))
    counted = {code: sum(task.plan == code for task in county.tasks()) for code in HELPS}
    assert counted == {
        "learning": 12,
        "learning_law": 4,
        "learning_rules": 1,
        "care": 24,
        "care_watch": 12,
        "care_subsidy": 12,
        "income": 4,
    }
    assert county.digests()
