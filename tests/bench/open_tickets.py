"""Fifty thousand open tickets of a hundred villages, with their steps, words and questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models.event import TicketEvent
from models.grid import GridNode
from models.group import ChatGroup
from models.outbox import Fate, OutboxMessage
from models.question import Asked, Asking, Question
from models.ticket import Awaiting, Counter, Kind, Request, Status, Ticket
from tests.bench import ladder
from tests.town import CHANNEL, Town

TICKETS, VILLAGES, GRIDS = 50_000, 100, 5
OF_THE_GROUP = 240
"""So many of them are the cast's own: as many as one grid worker has in a bad year."""
STATES = (Status.PENDING, Status.CONFIRMED, Status.HANDLING, Status.HANDLING, Status.RESOLVED)
CATEGORIES = ("roads_transport", "utilities", "neighbor", "labor", "sanitation", "welfare", "land")

Row = Mapping[str, object]


def state(number: int) -> Status:
    """In which status a ticket begins."""
    return STATES[number % len(STATES)]


def is_asked(number: int) -> bool:
    """Whether its closing waits for a superior."""
    return number % 40 == 2


def fill(town: Town, reporter: int) -> None:
    """Make them all; the first are those of the cast's own group, told by one account."""
    ids = {name: town.person(name).id for name in ("赵网格员", "李群主")}
    with town.database.session() as session:
        groups = [*_groups(session)]
        own = session.exec(select(ChatGroup)).first()
        assert own is not None
        homes = [own if n <= OF_THE_GROUP else groups[n % len(groups)] for n in range(1, TICKETS + 1)]
        rows = [_ticket(town, n, home) for n, home in enumerate(homes, start=1)]
        for row in rows[:OF_THE_GROUP]:
            row["reporter_id"] = reporter
            if row["status"] in (Status.CONFIRMED, Status.HANDLING):
                row |= {"handler_id": ids["赵网格员"], "step_at": town.now + timedelta(days=90)}
        session.execute(insert(Ticket), rows)
        session.get_one(Counter, "ticket").value = TICKETS
        session.execute(insert(TicketEvent), [_step(row) for row in rows])
        session.execute(insert(OutboxMessage), [_said(town, row) for row in rows])
        _questions(session, town, rows, ids["李群主"] or 0)


def _groups(session: Session) -> Iterator[ChatGroup]:
    above = session.exec(select(GridNode).where(GridNode.code == "A1")).one()
    for village in range(VILLAGES):
        node = _node(session, f"V{village}", "村", above)
        for grid in range(GRIDS):
            home = _node(session, f"V{village}-{grid}", "组", node)
            group = ChatGroup(channel=CHANNEL, group_id=f"v{village}-{grid}", node_id=home.id or 0)
            session.add(group)
            session.flush()
            yield group


def _node(session: Session, code: str, level: str, above: GridNode) -> GridNode:
    node = GridNode(code=code, name=f"{code}{level}", level=level, parent_id=above.id)
    session.add(node)
    session.flush()
    node.path = f"{above.path}{node.id}/"
    return node


def _ticket(town: Town, number: int, home: ChatGroup) -> dict[str, object]:
    asked = is_asked(number)
    return ladder.row(number, home.node_id) | {
        "kind": Kind.DISPUTE if asked else Kind.SERVICE,
        "category": CATEGORIES[number % len(CATEGORIES)],
        "status": Status.HANDLING if asked else state(number),
        "awaiting": Awaiting.APPROVAL if asked else None,
        "request": Request.CLOSE if asked else None,
        "channel": CHANNEL,
        "chat_group_id": home.id,
        "reporter_id": None,
        "handler_id": None,
        "created_at": town.now - timedelta(minutes=number % 80_000),
        "step_at": None,
        "last_seq": 1,
    }


def _step(row: Row) -> Row:
    return {
        "ticket": row["number"],
        "seq": 1,
        "action": "report",
        "at": "2026-03-01T09:00:00+08:00",
        "actor": "bot",
        "channel": CHANNEL,
        "detail": "{}",
        "note": row["text"],
        "link": "",
    }


def _said(town: Town, row: Row) -> Row:
    number = row["number"]
    return {
        "delivery_id": f"d{number}",
        "key": f"k{number}",
        "chat": f"{CHANNEL}/u/v{number}",
        "channel": CHANNEL,
        "user_id": f"v{number}",
        "text": f"请办理【{number}号】",
        "mentions": [],
        "ticket": number,
        "priority": 5,
        "choices": [],
        "created_at": town.now,
        "fate": Fate.SENT,
        "next_at": town.now,
        "attempts": 1,
    }


def _questions(session: Session, town: Town, rows: Sequence[Row], owner: int) -> None:
    """Whether each pending one is a ticket; the owner of the cast's group was asked about his own."""
    pending = [row for row in rows if row["status"] is Status.PENDING]
    about = [
        {
            "asking": Asking.CONFIRM,
            "ticket": row["number"],
            "asked_at": town.now,
            "stage": 0,
            "next_at": town.now + timedelta(days=90),
        }
        for row in pending
    ]
    session.execute(insert(Question), about)
    own = session.exec(select(Question.id).where(col(Question.ticket) <= OF_THE_GROUP))
    session.execute(insert(Asked), [{"question_id": n, "person_id": owner, "at": town.now} for n in own])
