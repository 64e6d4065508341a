"""帮扶 ends by one reply: of the cadre who calls, or of the family itself; and nothing is asked back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from handlers.actions.erase import erase_now
from models.database import Session
from models.enrolment import Enrolment
from models.task import Task
from schedules.pack import load_pack
from tests.town import CHANNEL, Town


@pytest.fixture(name="enrolled")
def _enrolled(town: Town) -> Town:
    """张大爷, whose account is known, is called by 周主任 each quarter, and waits for visits.

    The county has turned 帮照料 off.
    """
    town.office = replace(town.office, plans={"contact": town.office.plans["contact"]})
    served = town.person("张大爷")
    with town.database.session() as session:
        for plan in ("contact", "care"):
            session.add(
                Enrolment(
                    person_id=served.id or 0,
                    plan=plan,
                    reason="外出务工",
                    consent_on=town.now.date(),
                    since=town.now,
                )
            )
    town.mornings(date(2026, 3, 3))
    assert any("张大爷" in one for one in town.hears("周主任"))
    town.hush()
    return town


def _entries(town: Town) -> dict[str, Enrolment]:
    with town.database.reading() as session:
        return {one.plan: one for one in session.exec(select(Enrolment))}


def _open_tasks(session: Session) -> int:
    return len([one for one in session.exec(select(Task)) if one.status == "open" and one.person_id])


@pytest.mark.parametrize("words", ["退出 帮联系", "退出帮联系", "不需要 帮联系", "不需要帮扶 帮联系"])
def test_a_family_ends_one_plan(enrolled: Town, words: str) -> None:
    """The plan ends with its open task; the cadre hears so in one line; the other plan goes on."""
    enrolled.whispers("张大爷", words)
    assert enrolled.hears("张大爷") == ["好的，帮联系已经停了，以后不再为这个联系您"]
    assert enrolled.hears("周主任") == ["张大爷退出帮联系，以后不用再联系"]
    assert enrolled.all_silent()
    entry = _entries(enrolled)["contact"]
    assert (entry.ended_at, entry.ended_by_id, entry.end_note, entry.reason) == (
        enrolled.now,
        enrolled.person("张大爷").id,
        "本人退出",
        "外出务工",
    )
    assert _entries(enrolled)["care"].ended_at is None
    with enrolled.database.reading() as session:
        assert _open_tasks(session) == 0
    enrolled.mornings(date(2026, 7, 3))
    assert not any("张大爷" in one for one in enrolled.hears("周主任"))


@pytest.mark.parametrize("words", ["不需要帮扶", "退出帮扶", "退出"])
def test_a_family_ends_all_of_it(enrolled: Town, words: str) -> None:
    """Both plans, one line to each who acts."""
    enrolled.whispers("张大爷", words)
    (told,) = enrolled.hears("张大爷")
    assert told.startswith("好的，帮联系、帮照料已经停了")
    assert all(one.ended_at for one in _entries(enrolled).values())
    enrolled.hush()
    enrolled.whispers("张大爷", words)
    assert enrolled.hears("张大爷") == ["您没有登记帮扶，不会再有人为这个联系您"]


def test_a_help_ends_with_all_its_rhythms(enrolled: Town) -> None:
    """帮照料 is a visit, a message and a subsidy: one word of the family ends the three of them."""
    enrolled.office = replace(enrolled.office, plans=load_pack())
    enrolled.mornings(date(2026, 3, 4))
    with enrolled.database.reading() as session:
        assert _open_tasks(session) == 4
    enrolled.whispers("张大爷", "退出 帮照料")
    with enrolled.database.reading() as session:
        assert _open_tasks(session) == 1
    enrolled.mornings(date(2026, 4, 1))
    with enrolled.database.reading() as session:
        assert _open_tasks(session) == 1


def test_it_is_taken_back_within_ten_minutes(enrolled: Town) -> None:
    """撤销: the plan and its task stand as before, and the cadre hears so."""
    enrolled.whispers("张大爷", "退出 帮联系")
    enrolled.hush()
    enrolled.whispers("张大爷", "撤销")
    assert _entries(enrolled)["contact"].ended_at is None
    with enrolled.database.reading() as session:
        assert _open_tasks(session) == 1
    assert enrolled.hears("周主任") == ["刚才的“退出帮扶”已撤销"]


def test_talk_is_no_end(enrolled: Town) -> None:
    """In the group, from whoever is not enrolled, and with other words it is talk."""
    for who in ("张大爷", "路人", "周主任"):
        enrolled.says(who, "退出")
        enrolled.says(who, "不需要帮扶")
    enrolled.whispers("路人", "退出 帮联系")
    enrolled.whispers("张大爷", "退出 群聊了")
    assert enrolled.all_silent()
    assert all(one.ended_at is None for one in _entries(enrolled).values())
    enrolled.whispers("张大爷", "退出 帮增收")
    assert enrolled.hears("张大爷") == ["您没有登记这一项，您登记的是帮联系、帮照料"]


def test_the_cadre_ends_it_by_number(enrolled: Town) -> None:
    """不需要 1: that person's plan ends for good, and its note is locked; nobody else is asked anything."""
    enrolled.whispers("周主任", "不需要 1 孩子接走了")
    assert enrolled.hears("周主任") == ["已结束帮扶登记 1。"]
    entry = _entries(enrolled)["contact"]
    assert (entry.end_note, entry.ended_by_id) == ("孩子接走了", enrolled.person("周主任").id)
    assert enrolled.hears("张大爷") == []
    enrolled.mornings(date(2026, 7, 3))
    assert not any("张大爷" in one for one in enrolled.hears("周主任"))


def test_whoever_is_erased_is_called_no_more(enrolled: Town) -> None:
    """Enrolments and tasks end, their words are gone."""
    assert erase_now(enrolled.office, CHANNEL, "u-zhang", enrolled.now)
    entries = _entries(enrolled).values()
    assert {(one.reason, one.end_note) for one in entries} == {("", None)}
    assert all(one.ended_at for one in entries)
    enrolled.mornings(date(2026, 7, 3))
    assert not any("张大爷" in one for one in enrolled.hears("周主任"))
