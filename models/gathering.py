"""Gatherings 合成一件: one matter that many groups report (停水) is one parent; the tickets rest under it.

A ticket that was taken in is `merged` into its parent, and how it stood before is kept here, so that it can
stand so again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models import joiner, merging
from models.columns import BigInt
from models.grid import GridNode, ancestors, under
from models.person import Identity
from models.ticket import IN_WORK, Status, Ticket, Urgency


@dataclass(frozen=True, slots=True)
class Threshold:
    """How much must pile up before it is asked whether tickets are one matter."""

    reports: int = 3
    groups: int = 3
    """From so many different groups; those of the whole county's top from more."""
    groups_at_top: int = 10
    span: timedelta = timedelta(hours=2)


class Gathering(SQLModel, table=True):
    """A parent: what it is called in the users' words, and until when it held tickets together."""

    __tablename__ = "gathering"

    ticket: int = Field(
        primary_key=True,
        foreign_key="ticket.number",
        sa_type=BigInt,
        sa_column_kwargs={"autoincrement": False},
    )
    matter: str = Field(index=True)
    at: datetime
    until: datetime | None = None


class Gathered(SQLModel, table=True):
    """A ticket that rests under a parent, and how it stood before."""

    __tablename__ = "gathered"
    __table_args__ = (UniqueConstraint("parent", "ticket"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    parent: int = Field(foreign_key="ticket.number", index=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", index=True, sa_type=BigInt)
    was: str
    """Its status before."""
    question_id: int | None = Field(default=None, foreign_key="question.id", sa_type=BigInt)
    """The question whether it is a ticket, if that was open."""
    since: datetime
    until: datetime | None = None
    """When it was taken out again."""
    judged_at: datetime | None = None
    """When its reporter said that the result is good."""


def is_parent(session: Session, ticket: Ticket) -> bool:
    """Whether a ticket holds others together."""
    found = session.get(Gathering, ticket.number)
    return found is not None and found.until is None


def of(session: Session, ticket: Ticket) -> Gathering | None:
    """The gathering of a parent, while it holds."""
    found = session.get(Gathering, ticket.number)
    return found if found is not None and found.until is None else None


def children(session: Session, parent: int) -> Sequence[Gathered]:
    """What rests under a parent, by number; what its reporter took back meanwhile does not."""
    asked = (
        select(Gathered)
        .join(Ticket, col(Ticket.number) == col(Gathered.ticket))
        .where(Gathered.parent == parent, col(Gathered.until).is_(None), col(Ticket.status) == Status.MERGED)
    )
    return session.exec(asked.order_by(col(Gathered.ticket))).all()


def parent_of(session: Session, ticket: int) -> Gathered | None:
    """Under which parent a ticket rests, if under any."""
    asked = select(Gathered).where(Gathered.ticket == ticket, col(Gathered.until).is_(None))
    return session.exec(asked).first()


def row_of(session: Session, parent: int, ticket: int) -> Gathered | None:
    """The row of a ticket under a parent, also if it was taken out since."""
    return session.exec(select(Gathered).where(Gathered.parent == parent, Gathered.ticket == ticket)).first()


def living(session: Session, matter: str, path: str) -> Ticket | None:
    """The parent of a matter in work at or above a place, or that in which it lives on; the nearest."""
    asked = (
        select(Ticket)
        .join(Gathering, col(Gathering.ticket) == col(Ticket.number))
        .join(GridNode, col(GridNode.id) == col(Ticket.node_id))
        .where(
            Gathering.matter == matter,
            col(Gathering.until).is_(None),
            col(Ticket.status).in_((*IN_WORK, Status.MERGED)),
            col(GridNode.id).in_(ancestors(path)),
        )
        .order_by(col(GridNode.path).desc(), col(Ticket.number))
    )
    living = (merging.survivor(session, one) for one in session.exec(asked).all())
    return next((one for one in living if Status(one.status) in IN_WORK), None)


def pile(session: Session, categories: Collection[str], path: str, since: datetime) -> Sequence[Ticket]:
    """What can be gathered under a node: in work, told since a moment, in no hurry, private to nobody.

    What waits for a superior, or has more hanging on it (吹哨, 督办, 包案), is left alone.
    """
    asked = (
        select(Ticket)
        .join(GridNode, col(GridNode.id) == col(Ticket.node_id))
        .where(
            col(Ticket.category).in_(categories),
            col(Ticket.status).in_(IN_WORK),
            col(Ticket.created_at) >= since,
            Ticket.urgency == Urgency.NORMAL,
            col(Ticket.sensitive).is_(False),
            col(Ticket.awaiting).is_(None),
            under(path),
        )
    )
    found = session.exec(asked.order_by(col(Ticket.number)).limit(1000)).all()
    return [one for one in found if not one.flags and session.get(Gathering, one.number) is None]


def households(session: Session, ticket: Ticket) -> int:
    """How many households tell a matter: those of its reporters, and those that joined; each once."""
    parent = is_parent(session, ticket)
    if not parent:
        return 1 + len(joiner.others(session, ticket))
    told: set[str] = set()
    for one in merging.family(session, ticket):
        reporter = session.get(Identity, one.reporter_id) if one.reporter_id else None
        if one.number != ticket.number:
            told.add(f"ticket:{one.number}" if reporter is None else reporter.actor)
        told |= {who.actor for _, who in joiner.others(session, one)}
    return len(told)


def groups(session: Session, ticket: Ticket) -> list[int]:
    """The groups that a matter concerns: in which it was told, each once."""
    found: dict[int, None] = {}
    for one in merging.family(session, ticket):
        rows = [one.chat_group_id, *(row.chat_group_id for row in joiner.joined(session, one.number))]
        found |= dict.fromkeys(group for group in rows if group is not None)
    return list(found)
