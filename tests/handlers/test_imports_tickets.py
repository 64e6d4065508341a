"""Importing matters from other lines: each becomes one confirmed ticket, and its handler is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.event import verify_all
from models.outbox import OutboxMessage
from models.source import TicketSource
from models.ticket import Ticket
from tests.handlers.desk_of_imports import ZONE, Desk, blamed, counts
from tests.town import Town

HEADER = "来源|来源编号|时间|内容|网格编码\n"
HOTLINE = (
    HEADER + "12345|W2026-001|2026-02-27 09:30|3栋楼上半夜放音响，说了几次都不听，吵得睡不着|C3\n"
    "窗口|7|2026年3月1日|办事的人问材料|C3"
)


@pytest.fixture
def desk(town: Town) -> Desk:
    """幸福村 with its cast."""
    return Desk(town.database, now=town.now, office=town.office)


def test_a_matter_becomes_a_confirmed_ticket(desk: Desk, town: Town) -> None:
    """It is judged like words from a chat, dated as it was taken, and handed to the grid worker."""
    assert counts(desk.imports("tickets", HOTLINE)) == (2, 0, 0)
    noise, other = desk.all_by(Ticket, "number")
    assert (noise.status, noise.source, noise.source_id) == ("confirmed", "12345", "W2026-001")
    assert (noise.kind, noise.category) == ("dispute", "neighbor")
    assert noise.created_at == datetime(2026, 2, 27, 9, 30, tzinfo=ZONE)
    assert noise.confirmed_at == desk.now
    assert (other.kind, other.category) == ("service", "service_other")
    with desk.writing() as session:
        assert not [broken for broken in verify_all(session) if broken]
    town.deliver()
    assert any("【1号】" in words for words in town.hears("赵网格员"))


def test_the_same_file_twice_makes_no_second_ticket(desk: Desk) -> None:
    """Source and number there are a matter's identity; nobody is told again."""
    desk.imports("tickets", HOTLINE)
    before = len(desk.all(OutboxMessage))
    assert counts(desk.imports("tickets", HOTLINE)) == (0, 0, 2)
    assert len(desk.all(OutboxMessage)) == before


def test_a_dry_run_makes_no_ticket(desk: Desk) -> None:
    """Not even a number is used."""
    assert counts(desk.imports("tickets", HOTLINE, dry_run=True)) == (2, 0, 0)
    assert desk.all_by(Ticket, "number") == []


def test_what_is_wrong_is_told(desk: Desk) -> None:
    """Repeated numbers, moments to come, unknown places."""
    rows = ("12345|1|2026-02-27|没水|C3", "12345|1|2026-02-27|没水|C3", "12345|2|2099-01-01|没水|C3")
    outcome = desk.imports("tickets", HEADER + "\n".join([*rows, "110|1|2026-02-27||X9"]))
    assert blamed(outcome) == [
        (2, "source_id"),
        (3, "source_id"),
        (4, "at"),
        (5, "text"),
        (5, "grid"),
    ]


LAMP = "村口的路灯坏了三天了，没人来修"
CALL = "来电人反映幸福村3组村口路灯损坏多日，夜间出行不便，希望尽快维修"


def sources(desk: Desk) -> list[tuple[int, str, str | None]]:
    """All sources of all tickets."""
    return [(one.ticket, one.source, one.source_id) for one in desk.all(TicketSource)]


def test_what_the_chat_told_already_keeps_its_number(desk: Desk, town: Town) -> None:
    """12345 and 110 take down the same lamp: one number, all its sources, and the handler hears the words."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.hush()
    rows = HEADER + f"12345|W1|2026-03-01 09:30|{CALL}|C3\n110|7|2026-03-02 08:00|村口路灯不亮，有人摔倒|B1"
    outcome = desk.imports("tickets", rows)
    assert counts(outcome) == (0, 2, 0)
    assert list(outcome.notes) == [
        "row 2 (12345 W1): the same matter as ticket 1",
        "row 3 (110 7): the same matter as ticket 1",
    ]
    assert sources(desk) == [(1, "群聊", None), (1, "12345", "W1"), (1, "110", "7")]
    town.deliver()
    assert town.hears("赵网格员")[0] == f"【1号】又从12345收到同一件事\n{CALL}"
    assert [one.action for one in town.events(1)][-2:] == ["source", "source"]
    assert town.is_whole(1)
    town.says("王大妈", "进度 1")
    assert town.group_hears()[0].endswith("来源：12345、110、群聊")
    assert counts(desk.imports("tickets", rows)) == (0, 0, 2)
    assert len(sources(desk)) == 3


def test_a_dry_run_tells_what_would_join_what(desk: Desk, town: Town) -> None:
    """Nothing is written; two rows of one matter are told of each other."""
    town.says("王大妈", LAMP)
    rows = (
        HEADER + f"12345|W1|2026-03-01 09:30|{CALL}|C3\n"
        "12345|W2|2026-03-01 10:00|幸福村4组停水两天了，没人管|C4\n"
        "窗口|8|2026-03-02 08:00|4组又停水了，什么时候来水|C4"
    )
    outcome = desk.imports("tickets", rows, dry_run=True)
    assert list(outcome.notes) == [
        "row 2 (12345 W1): the same matter as ticket 1",
        "row 3 (12345 W2): new",
        "row 4 (窗口 8): the same matter as row 3",
    ]
    assert (sources(desk), len(town.tickets())) == ([(1, "群聊", None)], 1)
    done = desk.imports("tickets", rows)
    assert list(done.notes)[1:] == [
        "row 3 (12345 W2): new, ticket 2",
        "row 4 (窗口 8): the same matter as ticket 2",
    ]
    assert len(town.tickets()) == 2


def test_what_nobody_confirmed_is_confirmed_by_another_line(desk: Desk, town: Town) -> None:
    """The owner need not answer any more; his question is closed."""
    town.says("王大妈", LAMP)
    desk.imports("tickets", HEADER + f"12345|W1|2026-03-02 08:30|{CALL}|C3")
    assert town.ticket(1).status == "confirmed"
    town.deliver()
    town.hush()
    town.later(minutes=31)
    assert town.all_silent()


@pytest.mark.parametrize(
    "row",
    [
        "12345|1|2026-03-01|幸福村3组老井边路灯不亮|C3",
        "12345|1|2026-03-01|幸福村3组村口下水道堵了，污水外溢|C3",
        "12345|1|2026-01-05|幸福村3组村口路灯坏了没人修|C3",
        "12345|1|2026-03-01|清泉村1组村口路灯坏了没人修|C9",
        "12345|1|2026-03-01|村口路灯的电线掉下来冒火花，有人触电了|C3",
        "12345|1|2026-03-01|咨询养老金认证怎么办|C3",
        "12345|1|2026-03-01|幸福村3组6号路灯坏了没人修|C3",
    ],
    ids=["another lamp", "another matter", "long ago", "another village", "far graver", "papers", "no spot"],
)
def test_a_doubt_makes_two_numbers(desk: Desk, town: Town, row: str) -> None:
    """Another place, matter, time or danger is a ticket of its own; 合并 may put them together."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    assert counts(desk.imports("tickets", HEADER + row)) == (1, 0, 0)
    assert len(town.tickets()) == 2


def test_what_is_sensitive_is_never_put_together(desk: Desk) -> None:
    """A beaten wife has a number of her own, however alike two calls are."""
    call = "3组3栋，老公又喝酒打我了"
    rows = HEADER + f"12345|1|2026-03-01|{call}|C3\n110|2|2026-03-01|{call}|C3"
    assert counts(desk.imports("tickets", rows)) == (2, 0, 0)


def test_what_has_ended_is_not_what_comes_later(desk: Desk, town: Town) -> None:
    """A call from before the result belongs to it; one after it is raised again, with a number of its own."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.whispers("赵网格员", "办结 1 修好了")
    town.later(hours=5)
    desk.now = town.now
    assert counts(desk.imports("tickets", HEADER + f"12345|W1|2026-03-02 08:00|{CALL}|C3")) == (0, 1, 0)
    assert counts(desk.imports("tickets", HEADER + f"12345|W2|2026-03-02 12:00|{CALL}|C3")) == (1, 0, 0)
