"""A round of the clock: what fails in one piece hinders no other, and is not hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from handlers.actions.due import each, every
from handlers.desk import Desk
from models.supervision import Supervision
from schedules.runner import run_due
from tests.town import SLOW, Town

LAMP = "村口的路灯坏了三天了，没人来修"
WAGES = "老板拖欠我们三个月工资不给"


def test_a_fault_in_one_ticket_hinders_no_other(town: Town) -> None:
    """A row that nobody understands: everything else of the round is done, and then the round has failed."""
    town.office = replace(town.office, ladder=SLOW)
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.whispers("钱镇长", "督办 1 期限 1天")
    with town.database.session() as session:
        standing = session.exec(select(Supervision)).one()
        standing.step = "of a later version"
        session.add(standing)
    town.now += timedelta(days=1, hours=1)
    town.says("张大爷", WAGES)
    town.hush()
    town.now += timedelta(minutes=31)
    with pytest.raises(ValueError, match="of a later version"):
        run_due(town.office, town.now)
    town.deliver()
    (asked,) = town.group_hears()
    assert asked.startswith("@李群主 请确认【2号】")


def test_the_others_of_its_kind_go_on(town: Town) -> None:
    """Of three that are due the first fails: the other two are done, once each."""
    seen: list[int] = []

    def go(_: Desk, one: int) -> str:
        seen.append(one)
        if one == 1:
            raise KeyError("a fault of ours")
        return f"{one} done"

    with pytest.raises(KeyError):
        each(town.office, town.now, lambda *_: [1, 2, 3], go)
    assert seen == [1, 2, 3]


def test_without_a_database_nothing_is_tried(town: Town) -> None:
    """Where the database is away the round ends at once: the next one does it all."""
    seen: list[int] = []

    def away() -> list[str]:
        raise OperationalError("", None, Exception())

    def other() -> list[str]:
        seen.append(1)
        return []

    with pytest.raises(OperationalError):
        every([away, other])
    assert seen == []
