"""Backstage: the tickets that the stage's talk became, read from the database. Only a demo shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo.cast import CHANNEL, Cast
from handlers.office import Office
from models.database import Database, Session
from models.event import TicketEvent, timeline
from models.group import bound_group
from models.moves import MOVES, Action
from models.person import Identity, Person
from models.ticket import Flag, Status, Ticket, of_group

SHOWN = 12
LABELS = {
    Action.REPORT: "登记",
    Action.ASSIGN: "交办",
    Action.REQUEST_APPROVAL: "报请办结",
}
FLAGS = {
    Flag.EXTENDED: "延期",
    Flag.ESCALATED: "上报",
    Flag.SUPERVISED: "督办",
    Flag.REOPENED: "反弹",
    Flag.WHISTLED: "吹哨",
    Flag.LED: "包案",
}


@dataclass(frozen=True, slots=True)
class EventLine:
    """One step of a timeline."""

    when: str
    label: str
    who: str


@dataclass(frozen=True, slots=True)
class Card:
    """One ticket as the column shows it; `why` are the words that made it one."""

    number: int
    status: str
    status_code: str
    category: str
    text: str
    flags: list[str]
    awaits: str
    why: list[str]
    events: list[EventLine]


class Backstage:
    """Reads tickets of the stage's groups."""

    def __init__(self, office: Office, cast: Cast) -> None:
        """`cast`: whose groups count."""
        self._office = office
        self._cast = cast

    def tickets(self) -> list[Card]:
        """The newest tickets of the stage, newest first."""
        with self._database.reading() as session:
            found = [ticket for group in self._groups(session) for ticket in _of(session, group)]
            newest = sorted(found, key=lambda one: one.number, reverse=True)[:SHOWN]
            return [self._card(session, ticket) for ticket in newest]

    @property
    def _database(self) -> Database:
        return self._office.database

    def _groups(self, session: Session) -> Iterator[int]:
        for group in self._cast.groups:
            bound = bound_group(session, CHANNEL, group)
            if bound and bound.id:
                yield bound.id

    def _card(self, session: Session, ticket: Ticket) -> Card:
        facts = json.loads(ticket.facts) if ticket.facts else {}
        return Card(
            number=ticket.number,
            status=Status(ticket.status).label,
            status_code=ticket.status,
            category=self._office.catalogue.get(ticket.category).label,
            text=ticket.text,
            flags=[FLAGS[Flag(one)] for one in ticket.flags],
            awaits={"approval": "等上级同意", "reporter": "等反映人评价"}.get(ticket.awaiting or "", ""),
            why=_telling_words(facts, ticket.text),
            events=[self._line(session, event) for event in timeline(session, ticket.number)],
        )

    def _line(self, session: Session, event: TicketEvent) -> EventLine:
        at = self._office.calendar.local(datetime.fromisoformat(event.at))
        action = Action(event.action)
        label = LABELS.get(action) or (MOVES[action].label if action in MOVES else event.action)
        return EventLine(f"{at.month}月{at.day}日 {at:%H:%M}", label, _actor(session, event.actor))


def _of(session: Session, group: int) -> list[Ticket]:
    return list(of_group(session, group, tuple(Status)))


def _telling_words(facts: dict[str, Any], text: str) -> list[str]:
    """The words that made a text a ticket, as they stand in it; signs for patterns are left out."""
    terms = (one["term"] for one in facts.get("evidence", ()))
    return [term for term in dict.fromkeys(terms) if term in text]


def _actor(session: Session, actor: str) -> str:
    """The name behind a timeline's actor, as the demo's invented people may be named."""
    kind, _, number = actor.partition(":")
    if kind == "person":
        person = session.get(Person, int(number))
        return person.name if person else ""
    if kind == "identity":
        identity = session.get(Identity, int(number))
        return (identity.name or "") if identity else ""
    return "助手"
