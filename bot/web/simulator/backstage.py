"""Backstage: the tickets that the stage's talk became, read from the database. Only a demo shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.demo.cast import Cast
from bot.web.simulator.posts import Post
from bot.web.simulator.theatre import Source
from bot.web.simulator.waiting import waits_for
from bot.web.simulator.why import Judged, Why, explain
from handlers.office import Office
from models.database import Database, Session
from models.event import TicketEvent, timeline
from models.group import bound_group
from models.moves import MOVES, Action
from models.person import Identity, Person
from models.ticket import OPEN, Flag, Status, Ticket, by_number, of_group

SHOWN = 12
WEEKDAYS = "一二三四五六日"
LABELS = {
    Action.REPORT: "登记",
    Action.ASSIGN: "交办",
    Action.REQUEST_APPROVAL: "报请办结",
    Action.SATISFIED: "满意",
    Action.UNSATISFIED: "不满意",
    Action.MOSTLY_SATISFIED: "基本满意",
    Action.PARTLY_SOLVED: "部分解决",
    Action.RELAPSE: "反弹",
    Action.HANDOVER: "交接",
    Action.SOURCE: "收到来件",
    Action.ERASE: "删除内容",
    Action.AGE: "到期清除",
    Action.UNDO: "撤销",
    Action.ABSENT: "没报到",
    Action.JOIN: "也反映",
    Action.LEAVE: "撤出",
    Action.SUCCEED: "接替反映",
    Action.DISCLOSE: "出具案卷",
    Action.RELEASE: "拆出",
    Action.JUDGE: "这里好了",
}
PATH = (Status.PENDING, Status.CONFIRMED, Status.HANDLING, Status.RESOLVED, Status.CLOSED)
"""The way of an ordinary ticket; what leaves it (误报, 并案, 撤回) ends there."""
SILENT = {"register": "登记成工单", "ask": "拿不准，先私下问群主", "silent": "不是要办的事，不作声"}


@dataclass(frozen=True, slots=True)
class EventLine:
    """One step of a timeline."""

    when: str
    label: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One station of a ticket's way: done, now, or ahead."""

    label: str
    stands: str


@dataclass(frozen=True, slots=True)
class Card:
    """One ticket as the column shows it."""

    number: int
    status: str
    status_code: str
    category: str
    urgency: str
    text: str
    flags: list[str]
    waits: str
    due: str
    path: list[Stop]
    events: list[EventLine]


class Backstage:
    """Reads tickets of the stage's groups."""

    def __init__(self, office: Office, cast: Cast) -> None:
        """`cast`: whose groups count."""
        self._office = office
        self._cast = cast

    def tickets(self, now: datetime, chosen: int | None = None) -> list[Card]:
        """The newest tickets of the stage, newest first; the chosen one among them, wherever it belongs."""
        with self._database.reading() as session:
            found = {ticket.number: ticket for ticket in self._of_stage(session)}
            newest = sorted(found, reverse=True)[:SHOWN]
            extra = by_number(session, chosen) if chosen and chosen not in newest else None
            shown = [*([extra] if extra else []), *(found[number] for number in newest)]
            return [self._card(session, ticket, now) for ticket in shown]

    def source_of(self, number: int) -> Source | None:
        """The words that a ticket was made from; None if it did not come from a chat."""
        with self._database.reading() as session:
            ticket = by_number(session, number)
            if ticket is None or ticket.message_id is None:
                return None
            return Source(ticket.channel or "", ticket.message_id, ticket.text)

    def why(self, number: int) -> Why | None:
        """Why words became a ticket, from the facts kept with it; None if they were erased."""
        with self._database.reading() as session:
            ticket = by_number(session, number)
            if ticket is None or not ticket.facts:
                return None
            judged = Judged(
                SILENT["register"],
                self._office.catalogue.named(ticket.category).label,
                ticket.urgency,
                ticket.sensitive,
            )
            return explain(ticket.text, json.loads(ticket.facts), judged, self._office.catalogue)

    def why_not(self, post: Post) -> Why:
        """How words that led to nothing are judged, worked out on the spot; nothing is kept of it."""
        verdict = self._office.understanding.explain(post.text)
        judged = Judged(SILENT[verdict.decision], verdict.label or "", verdict.urgency, verdict.sensitive)
        return explain(post.text, verdict.as_dict(), judged, self._office.catalogue)

    @property
    def _database(self) -> Database:
        return self._office.database

    def _of_stage(self, session: Session) -> Iterator[Ticket]:
        for group in self._cast.groups.values():
            bound = bound_group(session, group.channel, group.id)
            if bound and bound.id:
                yield from of_group(session, bound.id, tuple(Status))

    def _card(self, session: Session, ticket: Ticket, now: datetime) -> Card:
        return Card(
            number=ticket.number,
            status=Status(ticket.status).label,
            status_code=ticket.status,
            category=self._office.catalogue.named(ticket.category).label,
            urgency=ticket.urgency,
            text=ticket.text,
            flags=[Flag(one).label for one in ticket.flags],
            waits=waits_for(self._office, session, ticket, now),
            due=self._due(ticket, now),
            path=list(_path(ticket)),
            events=[self._line(session, event) for event in timeline(session, ticket.number)],
        )

    def _due(self, ticket: Ticket, now: datetime) -> str:
        if ticket.due_at is None or ticket.status not in OPEN:
            return ""
        at = self._office.calendar.local(ticket.due_at)
        late = "，已过期" if ticket.due_at < now else ""
        return f"期限 {at.month}月{at.day}日 周{WEEKDAYS[at.weekday()]} {at:%H:%M}{late}"

    def _line(self, session: Session, event: TicketEvent) -> EventLine:
        at = self._office.calendar.local(datetime.fromisoformat(event.at))
        action = Action(event.action)
        label = LABELS.get(action) or (MOVES[action].label if action in MOVES else event.action)
        note = "" if action is Action.REPORT else event.note or ""
        return EventLine(f"{at.month}月{at.day}日 {at:%H:%M}", label, _actor(session, event.actor), note)


def _path(ticket: Ticket) -> Iterator[Stop]:
    """The stations up to where the ticket stands, and those ahead; one that left the way ends it."""
    status = Status(ticket.status)
    if status not in PATH and status is not Status.REVISITED:
        yield Stop(Status.PENDING.label, "done")
        yield Stop(status.label, "left")
        return
    here = PATH.index(Status.RESOLVED if status is Status.REVISITED else status)
    for place, one in enumerate(PATH):
        is_over = place < here or status is Status.CLOSED
        yield Stop(one.label, "done" if is_over else "now" if place == here else "ahead")


def _actor(session: Session, actor: str) -> str:
    """The name behind a timeline's actor, as the demo's invented people may be named."""
    kind, _, number = actor.partition(":")
    if kind == "person":
        person = session.get(Person, int(number))
        return person.name if person else ""
    if kind == "party":
        return "当事人"
    if kind == "identity":
        identity = session.get(Identity, int(number))
        return (identity.name or "") if identity else ""
    return "助手"
