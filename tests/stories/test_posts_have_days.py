"""任职有期: a post counts from its first minute to its last; a deputy's day ends at midnight by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import select

from models.appointment import Appointment
from models.grid import by_code
from models.role import Role
from tests.matters import LAMP
from tests.town import ZONE, Town


def _ends(town: Town, who: str, until: datetime) -> None:
    with town.database.session() as session:
        for post in session.exec(select(Appointment).where(Appointment.person_id == town.person(who).id)):
            post.until = until
            session.add(post)


def _begins(town: Town, who: str, role: Role, place: str, since: datetime) -> None:
    with town.database.session() as session:
        node = by_code(session, place)
        assert node is not None
        person = town.person(who).id or 0
        session.add(Appointment(person_id=person, role=role, node_id=node.id or 0, since=since))


def test_a_post_that_ends_today_loses_its_rights_the_same_minute(town: Town) -> None:
    """Until twelve he may, from twelve on he may not; what comes then goes to who is in office."""
    noon = town.now.replace(hour=12)
    _ends(town, "周主任", noon)
    town.says("王大妈", LAMP)
    town.now = noon - timedelta(minutes=1)
    town.whispers("周主任", "确认 1")
    assert town.ticket(1).status == "confirmed"
    town.says("张大爷", "下水道堵了，污水都流到路上了")
    town.now = noon
    town.hush()
    town.whispers("周主任", "确认 2")
    assert town.hears("周主任") == ["【2号】由群主或网格长确认，您不能办理。"]
    assert town.ticket(2).status == "pending"
    town.whispers("周主任", "接单 1")
    assert town.hears("周主任") == ["【1号】由经办人、网格长或村干部接单，您不能办理。"]


def test_a_post_that_begins_tomorrow_counts_tomorrow(town: Town) -> None:
    """Not a minute before: neither rights nor matters."""
    tomorrow = (town.now + timedelta(days=1)).replace(hour=0)
    _begins(town, "小何", Role.CADRE, "B1", tomorrow)
    town.says("王大妈", LAMP)
    town.now = tomorrow - timedelta(minutes=1)
    town.hush()
    town.whispers("小何", "确认 1")
    assert town.hears("小何") == ["【1号】由群主或网格长确认，您不能办理。"]
    town.now = tomorrow
    town.whispers("小何", "确认 1")
    assert town.ticket(1).status == "confirmed"


def test_a_handler_whose_post_begins_later_gets_nothing_yet(town: Town) -> None:
    """A new grid worker from tomorrow: today's matters go to the one of today."""
    tomorrow = (town.now + timedelta(days=1)).replace(hour=0)
    _ends(town, "赵网格员", tomorrow)
    _begins(town, "小何", Role.GRID_WORKER, "C3", tomorrow)
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    assert town.ticket(1).handler_id == town.person("赵网格员").id
    town.at(tomorrow.replace(hour=9))
    town.says("张大爷", "下水道堵了，污水都流到路上了")
    town.says("李群主", "1")
    assert town.ticket(2).handler_id == town.person("小何").id


def test_a_deputys_day_ends_at_midnight(town: Town) -> None:
    """Until midnight his 1 counts, after it he is nobody; the owner answers as ever."""
    town.says("李群主", "@小何 今天代班")
    town.says("王大妈", LAMP)
    town.now = datetime(2026, 3, 2, 23, 59, tzinfo=ZONE)
    town.says("小何", "确认 1")
    assert town.ticket(1).status == "confirmed"
    town.says("张大爷", "下水道堵了，污水都流到路上了")
    town.now = datetime(2026, 3, 3, 0, 0, tzinfo=ZONE)
    town.hush()
    town.says("小何", "确认 2")
    assert town.group_hears() == ["【2号】由群主或网格长确认，您不能办理。"]
    assert town.ticket(2).status == "pending"
    town.says("李群主", "确认 2")
    assert town.ticket(2).status == "confirmed"
