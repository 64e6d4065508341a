"""Tickets 工单: a matter from a resident's words to 销号, and the questions asked of the table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, or_, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Json, Sealed
from models.grid import GridNode, ancestors, under


class Kind(StrEnum):
    """矛盾纠纷 or 便民服务."""

    DISPUTE = "dispute"
    SERVICE = "service"

    @property
    def label(self) -> str:
        """The users' word for it."""
        return KIND_LABELS[self]


KIND_LABELS = {Kind.DISPUTE: "矛盾纠纷", Kind.SERVICE: "便民服务"}


class Urgency(StrEnum):
    """一般, 紧急, 危急."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def label(self) -> str:
        """The users' word for it."""
        return URGENCY_LABELS[self]


URGENCY_LABELS = {Urgency.NORMAL: "一般", Urgency.URGENT: "紧急", Urgency.EMERGENCY: "危急"}


class Status(StrEnum):
    """Where a ticket stands."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    HANDLING = "handling"
    RESOLVED = "resolved"
    REVISITED = "revisited"
    CLOSED = "closed"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The users' word for it."""
        return STATUS_LABELS[self]


STATUS_LABELS = {
    Status.PENDING: "待确认",
    Status.CONFIRMED: "待受理",
    Status.HANDLING: "办理中",
    Status.RESOLVED: "已办结",
    Status.REVISITED: "已回访",
    Status.CLOSED: "销号",
    Status.REJECTED: "不予受理",
    Status.MERGED: "并案",
    Status.WITHDRAWN: "撤回",
}
OPEN = (Status.PENDING, Status.CONFIRMED, Status.HANDLING, Status.RESOLVED, Status.REVISITED)
IN_WORK = (Status.PENDING, Status.CONFIRMED, Status.HANDLING)


class Awaiting(StrEnum):
    """Whose answer a ticket waits for, beside the handler's own work."""

    APPROVAL = "approval"
    REPORTER = "reporter"


class Request(StrEnum):
    """What a superior is asked for, while `awaiting` is approval."""

    CLOSE = "close"
    EXTEND = "extend"


class Flag(StrEnum):
    """What happened to a ticket beside its status."""

    EXTENDED = "extended"
    ESCALATED = "escalated"
    SUPERVISED = "supervised"
    REOPENED = "reopened"
    WHISTLED = "whistled"
    LED = "led"

    @property
    def label(self) -> str:
        """The users' word for it."""
        return FLAG_LABELS[self]


FLAG_LABELS = {
    Flag.EXTENDED: "延期",
    Flag.ESCALATED: "上报",
    Flag.SUPERVISED: "督办",
    Flag.REOPENED: "反弹",
    Flag.WHISTLED: "吹哨",
    Flag.LED: "包案",
}


class Ticket(SQLModel, table=True):
    """One matter. Only handlers/actions change it, each change with an event of the timeline."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ix_ticket_node_status", "node_id", "status"),
        Index("ix_ticket_status_due", "status", "due_at"),
        Index("ix_ticket_reporter", "reporter_id"),
        Index("ix_ticket_closed_at", "closed_at"),
        Index("ix_ticket_awaiting", "awaiting", "number"),
    )

    number: int = Field(primary_key=True, sa_type=BigInt, sa_column_kwargs={"autoincrement": False})
    kind: str
    category: str = Field(index=True)
    status: str
    awaiting: str | None = None
    flags: list[str] = Field(default_factory=list, sa_type=Json)
    urgency: str
    sensitive: bool = False
    node_id: int = Field(foreign_key="grid_node.id", sa_type=BigInt)
    text: str = Field(sa_type=Sealed("ticket.text"))
    facts: str | None = Field(default=None, sa_type=Sealed("ticket.facts"))
    """What the text told (place, time, phone …) and the words that made it a ticket, as JSON."""
    counted_as: str | None = None
    """As what its words were counted right or wrong: a category, or "none" for 误报; None: not yet."""
    result: str | None = Field(default=None, sa_type=Sealed("ticket.result"))
    source: str
    source_id: str | None = None
    channel: str | None = None
    chat_group_id: int | None = Field(default=None, foreign_key="chat_group.id", index=True, sa_type=BigInt)
    message_id: str | None = None
    reporter_id: int | None = Field(default=None, foreign_key="identity.id", sa_type=BigInt)
    handler_id: int | None = Field(default=None, foreign_key="person.id", index=True, sa_type=BigInt)
    """Who is to handle it; answerable since `accepted_at`, until the next accepts."""
    answerable_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    requester_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    """Who asked for the approval that is awaited."""
    request: str | None = None
    """What he asked for."""
    request_days: int | None = None
    """Working days, of an extension."""
    level_id: int | None = Field(default=None, foreign_key="grid_node.id", sa_type=BigInt)
    """The node of whose level it is handled: the ticket's own, or one above once it climbed."""
    created_at: datetime
    confirmed_at: datetime | None = None
    accepted_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    due_at: datetime | None = None
    rung: int | None = None
    """On which rung of the ladder it stands, from 0; since when, and how many working days it has there."""
    rung_since: datetime | None = None
    rung_days: int | None = None
    rung_told: float = Field(default=0.0, sa_column_kwargs={"server_default": "0"})
    """Up to which share of the rung's time everything was said; 1 is the due time."""
    step_at: datetime | None = Field(default=None, index=True)
    """When something is said of it next, or it moves up: None if nothing is due."""
    transfers: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How often its handler passed it on."""
    merged_into: int | None = Field(default=None, index=True, sa_type=BigInt)
    last_seq: int = 0
    last_link: str = ""
    """Number and link of the newest event, so that a cut tail shows."""
    aged_seq: int | None = None
    """Up to which step it has aged: nobody's words or names are left of it; None: not yet."""


class Counter(SQLModel, table=True):
    """A number that only grows, without gaps: the ticket numbers of the county."""

    __tablename__ = "counter"

    name: str = Field(primary_key=True)
    value: int = Field(default=0, sa_type=BigInt)


def next_number(session: Session) -> int:
    """The next ticket number; a transaction that is rolled back gives it back."""
    bump = (
        update(Counter)
        .where(col(Counter.name) == Ticket.__tablename__)
        .values(value=Counter.value + 1)
        .returning(col(Counter.value))
    )
    number: int = session.execute(bump).scalar_one()
    return number


def in_turn(session: Session) -> None:
    """From here to the end of its transaction nobody else opens a ticket; SQLite lets one write anyhow."""
    held = select(Counter).where(Counter.name == Ticket.__tablename__)
    session.exec(held.with_for_update()).first()


def newest_number(session: Session) -> int:
    """The last ticket number given; 0 before the first."""
    found = session.get(Counter, str(Ticket.__tablename__))
    return 0 if found is None else found.value


def by_number(session: Session, number: int) -> Ticket | None:
    """The ticket of a number; None for any number the database cannot hold."""
    return session.get(Ticket, number) if 0 < number < 2**63 else None


def held(session: Session, number: int) -> Ticket | None:
    """A ticket, held until the transaction ends."""
    return session.get(Ticket, number, with_for_update=True, populate_existing=True)


def steps_due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """The numbers of tickets of which something is due, longest waiting first."""
    asked = select(Ticket.number).where(col(Ticket.step_at) <= now)
    return session.exec(asked.order_by(col(Ticket.step_at), col(Ticket.number)).limit(most)).all()


def of_group(session: Session, group: int, statuses: Collection[Status]) -> Sequence[Ticket]:
    """The tickets of a group in one of `statuses`, newest first."""
    asked = select(Ticket).where(Ticket.chat_group_id == group, col(Ticket.status).in_(statuses))
    return session.exec(asked.order_by(col(Ticket.number).desc())).all()


def of_reporter(session: Session, identity: int, statuses: Collection[Status]) -> Sequence[Ticket]:
    """The tickets that an identity reported, newest first."""
    asked = select(Ticket).where(Ticket.reporter_id == identity, col(Ticket.status).in_(statuses))
    return session.exec(asked.order_by(col(Ticket.number).desc())).all()


def alike(session: Session, category: str, node: int, group: int | None, since: datetime) -> Sequence[Ticket]:
    """What is in work of a category at a place or told in a group, and not sensitive; oldest first."""
    here = col(Ticket.node_id) == node
    if group is not None:
        here = or_(here, col(Ticket.chat_group_id) == group)
    asked = select(Ticket).where(
        Ticket.category == category,
        col(Ticket.status).in_(IN_WORK),
        col(Ticket.sensitive).is_(False),
        col(Ticket.created_at) >= since,
        here,
    )
    return session.exec(asked.order_by(col(Ticket.number)).limit(100)).all()


def near(session: Session, category: str, path: str, span: tuple[datetime, datetime]) -> Sequence[Ticket]:
    """What is open of a category at a place, below or above it, told in a time, and not sensitive."""
    here = or_(under(path), col(GridNode.id).in_(ancestors(path)))
    asked = select(Ticket).join(GridNode, col(GridNode.id) == col(Ticket.node_id)).where(here)
    asked = asked.where(
        Ticket.category == category,
        col(Ticket.status).in_(OPEN),
        col(Ticket.sensitive).is_(False),
        col(Ticket.created_at).between(*span),
    )
    return session.exec(asked.order_by(col(Ticket.number)).limit(200)).all()


def of_handler(session: Session, person: int, statuses: Collection[Status]) -> Sequence[Ticket]:
    """The tickets that a person is to handle, newest first."""
    asked = select(Ticket).where(Ticket.handler_id == person, col(Ticket.status).in_(statuses))
    return session.exec(asked.order_by(col(Ticket.number).desc())).all()


def awaiting_approval(session: Session, path: str, most: int) -> Sequence[Ticket]:
    """Of the tickets under a node for which a superior's yes is awaited so many at most, newest first."""
    asked = (
        select(Ticket)
        .join(GridNode, col(GridNode.id) == col(Ticket.node_id))
        .where(Ticket.awaiting == Awaiting.APPROVAL, under(path))
    )
    return session.exec(asked.order_by(col(Ticket.number).desc()).limit(most)).all()
