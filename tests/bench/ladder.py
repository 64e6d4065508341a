"""What the ladder's sweep costs among 50,000 open tickets: one indexed query, on either database."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from models.crypto import KeyRing
from models.database import Database
from models.grid import GridNode
from models.ticket import Kind, Status, Ticket, Urgency, steps_due
from tests import databases, servers
from tests.bench.measure import Figure, compare

TICKETS, DUE = 50_000, 50
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEYS = KeyRing("bench", [bytes(32)])


def measure(folder: Path) -> Iterator[Figure]:
    """Ask who of 50,000 is due / read one ticket by its number; a round is 20 of each."""
    yield _figure("SQLite", Database(f"sqlite:///{folder}/ladder.db", KEYS))
    with servers.postgresql() as server:
        name = f"gridbot_bench_{uuid.uuid4().hex[:6]}"
        yield _figure("PostgreSQL", Database(databases.create(server, name), KEYS))
        databases.drop(server, name)


def _figure(kind: str, database: Database) -> Figure:
    database.upgrade()
    fill(database)

    def ours() -> None:
        for _ in range(20):
            with database.reading() as session:
                assert len(steps_due(session, NOW, 200)) == DUE

    def peer() -> None:
        for number in range(1, 21):
            with database.reading() as session:
                session.get_one(Ticket, number)

    figure = compare(f"who of {TICKETS} is due / one by its number, {kind}", ours, peer, rounds=5)
    database.close()
    return figure


def fill(database: Database) -> None:
    """Fifty thousand tickets in work, of which fifty are due."""
    with database.session() as session:
        node = GridNode(code="C", name="组", level="组", path="/1/")
        session.add(node)
        session.flush()
        rows = [row(number, node.id or 0) for number in range(1, TICKETS + 1)]
        session.execute(insert(Ticket), rows)


def row(number: int, node: int) -> dict[str, object]:
    """One ticket in work, the first fifty of them due."""
    step = NOW - timedelta(minutes=number) if number <= DUE else NOW + timedelta(minutes=number)
    return {
        "number": number,
        "kind": Kind.SERVICE,
        "category": "utilities",
        "status": Status.HANDLING,
        "flags": [],
        "urgency": Urgency.NORMAL,
        "sensitive": False,
        "node_id": node,
        "text": "路灯坏了",
        "source": "群聊",
        "created_at": NOW,
        "step_at": step,
        "rung_told": 0.0,
        "transfers": 0,
        "last_seq": 0,
        "last_link": "",
    }
