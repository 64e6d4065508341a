"""到期清除: what ended long ago keeps its counts and nobody's words; looked for in the database's bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import select

from handlers.actions.aging import TICKETS_AT_ONCE, forget, would_go
from models.call import ChiefCall
from models.columns import Sealed
from models.database import Database
from models.enrolment import Enrolment
from models.event import verify
from models.imports import Register
from models.knowledge import Faq
from models.outbox import OutboxMessage
from models.person import Identity
from models.question import Question
from models.receipt import Receipt
from models.source import TicketSource
from models.tables import ALL
from models.ticket import Status
from tests.databases import bytes_of
from tests.matters import LAMP
from tests.town import CAST, GROUP, SLOW, Town

NOISE = "3栋楼上天天半夜放音响，吵得睡不着，电话13812345678"
ACCOUNT = "u-passing-by"


@pytest.fixture(name="county")
def _county(town: Town) -> Town:
    """Nothing moves up by itself, and what is carried is kept for thirty days."""
    town.office = replace(town.office, ladder=SLOW, closed_months=24, receipt_days=30)
    return town


def months_later(town: Town, months: int) -> None:
    """So many months pass, and the clock's work is done until nothing is left of the day's."""
    for _ in range(5):
        town.later(days=months * 31 / 5)
    for _ in range(3):
        town.later(minutes=1)


def whole_case(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarrel with everything that a quarrel can have, told by somebody on no list; it is closed."""
    monkeypatch.setitem(CAST, "过路客", replace(CAST["路人"], account=ACCOUNT))
    town.says("过路客", NOISE)
    town.says("李群主", "1")
    town.says("张大爷", "3栋楼上放音响吵死人了，我家也睡不着")
    town.whispers("过路客", "补充 1 就是三楼那户老宋家")
    town.whispers("赵网格员", "接单 1")
    town.whispers("郑主任", "督办 1 司法所 期限 3天 要求去老宋家看看")
    town.whispers("郑主任", "包案 1 钱镇长 司法所")
    town.whispers("钱镇长", "措施 1 帮扶 给老宋家装隔音棉")
    town.whispers("赵网格员", "预约 1 周五下午3点 在老宋家 老宋 过路客")
    town.whispers("赵网格员", "到场 1 老宋 过路客")
    town.whispers("赵网格员", "协议 1 老宋家十点后不放音响")
    town.whispers("赵网格员", "司法确认 1 不办")
    town.whispers("赵网格员", "调解 1 成功 老宋答应十点后关掉")
    town.whispers("周主任", "同意 1")
    town.whispers("过路客", "满意 1")
    assert town.ticket(1).status == Status.CLOSED
    for days in (7, 92):
        town.later(days=days)
        town.whispers("赵网格员", "回访 1 已稳定 老宋家安静")


PERSONAL = ("老宋", "13812345678", "睡不着", "隔音棉", ACCOUNT, "过路客")


def left_of(town: Town) -> list[str]:
    """Which of the case's words can be read, in the sealed columns opened and in the bytes."""
    opened: list[str] = []
    with town.database.reading() as session:
        for table in ALL:
            sealed = [one.name for one in table.__table__.columns if isinstance(one.type, Sealed)]  # type: ignore[attr-defined]
            for row in session.exec(select(table)):
                opened += [str(getattr(row, name)) for name in sealed]
    everything = "\n".join(opened).encode() + bytes_of(town.database)
    return [word for word in PERSONAL if word.encode() in everything]


def test_what_ended_long_ago_keeps_its_counts_only(county: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, names, numbers, accounts, parties and sources are gone; what can be counted stays, and holds."""
    whole_case(county, monkeypatch)
    assert set(left_of(county)) >= {"老宋", "13812345678", "隔音棉", ACCOUNT}
    before = county.ticket(1)
    steps = [(one.seq, one.action, one.at, one.link) for one in county.events(1)]
    months_later(county, 19)
    assert county.ticket(1).text != ""
    months_later(county, 4)
    assert left_of(county) == []
    now = county.ticket(1)
    for kept in ("number", "kind", "category", "status", "node_id", "flags", "source", "chat_group_id"):
        assert getattr(now, kept) == getattr(before, kept)
    assert (now.created_at, now.closed_at, now.resolved_at) == (
        before.created_at,
        before.closed_at,
        before.resolved_at,
    )
    assert [(one.seq, one.action, one.at, one.link) for one in county.events(1)][: len(steps)] == steps
    assert county.events(1)[-1].action == "age"
    assert "satisfied" in [one.action for one in county.events(1)]
    assert {one.actor for one in county.events(1) if one.action in ("report", "join", "satisfied")} == {
        "resident"
    }
    assert county.is_whole(1)


def test_a_resident_in_the_timeline_cannot_be_exchanged(county: Town) -> None:
    """Neither by another, nor by nobody before the ticket has aged: `verify` finds it."""
    county.says("王大妈", LAMP)
    for actor in ("person:2", "resident"):
        with county.database.session() as session:
            step = county.events(1)[0]
            step.actor = actor
            session.merge(step)
            session.flush()
            found = verify(session, 1)
            assert found is not None
            assert found.reason == "who took the step was changed"
            session.rollback()


def test_what_is_under_way_does_not_age(county: Town) -> None:
    """A dispute whose revisits go on, one with a running 司法确认, and what is open, however old."""
    county.says("王大妈", NOISE)
    county.says("李群主", "1")
    county.whispers("赵网格员", "调解 1 成功 说好了")
    county.whispers("周主任", "同意 1")
    county.says("王大妈", "满意 1")
    county.says("张大爷", LAMP)
    county.says("李群主", "1")
    months_later(county, 40)
    assert county.ticket(1).status == Status.CLOSED
    assert "音响" in county.ticket(1).text
    assert county.ticket(2).text == LAMP
    county.whispers("赵网格员", "回访 1 已稳定")
    county.later(days=92)
    county.whispers("赵网格员", "回访 1 已稳定")
    county.later(days=92)
    county.whispers("赵网格员", "回访 1 已稳定")
    county.later(days=1)
    assert county.ticket(1).text == ""
    county.hush()
    county.whispers("赵网格员", "协议 1 白天也小声些")
    county.later(days=29)
    assert [one.note for one in county.events(1) if one.note] == ["白天也小声些"]
    county.later(days=3)
    county.later(days=1)
    assert [one.note for one in county.events(1) if one.note] == []
    assert county.is_whole(1)


def test_what_was_merged_ages_with_what_lives(county: Town) -> None:
    """Its reporter hears what comes of it for as long as the other is open."""
    county.says("王大妈", NOISE)
    county.says("张大爷", LAMP)
    county.says("李群主", "确认 1 2")
    county.says("李群主", "合并 2 1")
    months_later(county, 30)
    assert county.ticket(2).text == LAMP
    county.says("李群主", "误报 1")
    months_later(county, 25)
    assert (county.ticket(1).text, county.ticket(2).text) == ("", "")
    assert county.is_whole(1)
    assert county.is_whole(2)


def test_what_carried_messages_goes_by_days(county: Town) -> None:
    """Receipts, tries, answered questions, who called whom, and outgoing words; the ticket stays as it is."""
    county.enrol("陈大山")
    with county.database.session() as session:
        session.add(Faq(question="低保怎么办", answer="带身份证", source="民政"))
    county.says("王大妈", LAMP)
    county.says("李群主", "1")
    county.says("路人", "1")
    county.later(days=20)
    with county.database.reading() as session:
        assert session.exec(select(Receipt)).all()
    county.later(days=12)
    with county.database.reading() as session:
        assert session.exec(select(Receipt)).all() == []
        assert session.exec(select(Question)).all() != []
        said = session.exec(select(OutboxMessage).where(OutboxMessage.ticket == 1)).all()
        assert said
        old = [one for one in said if one.created_at < county.now.replace(month=3, day=4)]
        assert {(one.text, one.user_id, tuple(one.mentions)) for one in old} == {(None, None, ())}
        call = session.exec(select(ChiefCall)).one()
        assert (call.identity_id, call.chief_id, call.called) == (None, None, [])
        accounts = {one.account for one in session.exec(select(Identity))}
        assert "u-stranger" not in accounts
        assert session.exec(select(Faq)).one().answer == "带身份证"
        assert session.exec(select(Enrolment)).one().reason == "外出务工"
    assert county.ticket(1).text == LAMP


def test_a_number_of_another_line_is_known_again_and_not_read(county: Town) -> None:
    """An aged ticket of 12345 holds no number of theirs, and the same row imported again is known."""
    county.says("王大妈", LAMP)
    with county.database.session() as session:
        row = session.exec(select(TicketSource)).one()
        row.source, row.source_id = "12345", "LW-0017"
        session.add(row)
    county.whispers("王大妈", "撤回 1")
    months_later(county, 25)
    assert b"LW-0017" not in bytes_of(county.database)
    with county.database.session() as session:
        register = Register(session, county.database, lambda _: None)
        assert register.tickets([("12345", "LW-0017"), ("12345", "LW-0018")]) == {("12345", "LW-0017")}


def test_it_goes_on_piece_by_piece(sqlite: Database, make_town: Callable[[Database], Town]) -> None:
    """A round does so much only; interrupted anywhere the next goes on, and twice changes nothing."""
    town = make_town(sqlite)
    town.office = replace(town.office, ladder=SLOW, receipt_days=9_000)
    for number in range(TICKETS_AT_ONCE + 3):
        town.whispers("赵网格员", f"代报 电话 幸福村3组第{number}号井盖坏了")
    with town.database.session() as session:
        for one in town.tickets():
            one.status, one.closed_at = Status.REJECTED, town.now
            session.merge(one)
    total = len(town.tickets())
    town.now = town.now.replace(year=2029)
    assert would_go(town.office, town.now)["ticket"] == total
    assert forget(town.office, town.now, most=1) == {"ticket": TICKETS_AT_ONCE}
    assert would_go(town.office, town.now)["ticket"] == total - TICKETS_AT_ONCE
    assert forget(town.office, town.now)["ticket"] == total - TICKETS_AT_ONCE
    assert set(would_go(town.office, town.now).values()) == {0}
    assert forget(town.office, town.now) == {}
    town.office = replace(town.office, receipt_days=30)
    would = {table: count for table, count in would_go(town.office, town.now).items() if count}
    assert set(would) >= {"outbox", "delivery_attempt"}
    assert forget(town.office, town.now) == would
    assert all(town.is_whole(one.number) for one in town.tickets())
    assert {one.text for one in town.tickets()} == {""}
    assert GROUP not in {one.text for one in town.tickets()}
