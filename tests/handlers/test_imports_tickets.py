"""Importing matters from other lines: each becomes one confirmed ticket, and its handler is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.event import verify_all
from models.outbox import OutboxMessage
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
