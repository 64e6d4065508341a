"""删除我的信息 of people who are much at once: words and names go, what is counted stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlmodel import select

from models.database import Database
from models.enrolment import Enrolment
from models.joiner import Joiner, joined
from models.mediation import Mediation
from models.outbox import OutboxMessage
from models.person import Person
from tests.bot.county import make_county
from tests.databases import bytes_of
from tests.matters import LAMP, NOISE
from tests.town import Town


def _everything(town: Town) -> None:
    """王大妈 reported 1, joined 2, is a party of 2's mediation, called the chief, and is enrolled."""
    served = town.person("王大妈")
    with town.database.session() as session:
        session.add(
            Enrolment(
                person_id=served.id or 0,
                plan="contact",
                reason="外出务工",
                consent_on=town.now.date(),
                since=town.now,
            )
        )
    town.says("王大妈", LAMP)
    town.says("张大爷", NOISE)
    town.says("王大妈", "3栋楼上放音响，我家孙子也睡不着")
    town.says("李群主", "确认 1 2")
    town.whispers("赵网格员", "接单 2")
    town.whispers("赵网格员", "预约 2 周五下午3点 王大妈 老宋")
    town.says("王大妈", "1")
    town.later(days=1)
    town.hush()


def test_whoever_is_much_at_once_is_gone_from_all_of_it(town: Town) -> None:
    """Reporter, joiner, party, caller, enrolled: her words, name, number and account are nowhere."""
    _everything(town)
    town.whispers("王大妈", "删除我的信息")
    assert town.hears("王大妈")
    assert town.ticket(1).text == ""
    assert town.ticket(2).text == NOISE
    with town.database.reading() as session:
        assert joined(session, 2) == []
        assert {one.until is None for one in session.exec(select(Joiner))} == {False}
        meeting = session.exec(select(Mediation)).one()
        assert meeting.parties == "老宋"
        person = session.exec(select(Person).where(Person.code == "P0")).one()
        assert (person.name, person.phone, person.phone_index) == ("erased", None, None)
        entry = session.exec(select(Enrolment)).one()
        assert (entry.reason, entry.ended_at) == ("", town.now)
    with town.database.reading() as session:
        left = [
            one for one in session.exec(select(OutboxMessage)) if "u-wang" in (one.user_id, *one.mentions)
        ]
        assert [one.text for one in left] == ["您的信息已删除"]
    notes = [one.note for number in (1, 2) for one in town.events(number) if one.note]
    assert not [one for one in notes if "孙子" in one or "王大妈" in one or one == LAMP]
    assert town.is_whole(1)
    assert town.is_whole(2)


def test_one_of_the_staff_loses_his_words_and_keeps_his_posts(town: Town) -> None:
    """What he reported goes; his account and his posts end by handover only, and his acts stay."""
    town.whispers("赵网格员", "代报 电话 幸福村3组路灯坏了")
    town.whispers("赵网格员", "删除我的信息")
    assert town.ticket(1).text == ""
    town.hush()
    town.whispers("赵网格员", "接单 1")
    assert town.hears("赵网格员") == ["【1号】赵网格员已接单，正在办理"]


def test_the_office_erases_by_channel_and_account(
    sqlite: Database, make_town: Callable[[Database], Town], tmp_path: Path
) -> None:
    """On the command line; a second time nothing is stored any more."""
    town = make_town(sqlite)
    _everything(town)
    county = make_county(tmp_path / "erasing", url=sqlite.url)
    done = county.runs("erase", "--channel", "bridge", "--user", "u-wang")
    assert (done.exit_code, done.stdout) == (0, "Erased.\n")
    assert b"u-wang" not in bytes_of(sqlite)
    again = county.runs("erase", "--channel", "bridge", "--user", "u-wang")
    assert (again.exit_code, "nothing is stored of this account" in again.stderr) == (1, True)
