"""Joiners 同样反映的人: whose words joined a ticket that somebody else, or he himself, had opened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint, or_
from sqlmodel import Field, Session, SQLModel, col, select

from models import merging
from models.columns import BigInt
from models.person import Identity
from models.ticket import Ticket


class Joiner(SQLModel, table=True):
    """One message that joined a ticket; its words are the note of the ticket's `join` step."""

    __tablename__ = "joiner"
    __table_args__ = (UniqueConstraint("channel", "message_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", index=True, sa_type=BigInt)
    identity_id: int = Field(foreign_key="identity.id", index=True, sa_type=BigInt)
    channel: str
    message_id: str
    chat_group_id: int | None = Field(default=None, foreign_key="chat_group.id", sa_type=BigInt)
    """Where it was said; None: in private."""
    event_id: int = Field(index=True, sa_type=BigInt)
    """The step that holds its words."""
    reports: bool
    """Whether the words would have been a ticket of their own."""
    at: datetime
    until: datetime | None = None
    """When it left again, or its sender became the reporter."""


def joined(session: Session, ticket: int) -> Sequence[Joiner]:
    """What has joined a ticket and not left, oldest first."""
    asked = select(Joiner).where(Joiner.ticket == ticket, col(Joiner.until).is_(None))
    return session.exec(asked.order_by(col(Joiner.id))).all()


def of_identities(session: Session, identities: Collection[int]) -> Sequence[Joiner]:
    """By what somebody, by the ids of his accounts, takes part in tickets; the newest first."""
    asked = select(Joiner).where(col(Joiner.identity_id).in_(identities or {0}), col(Joiner.until).is_(None))
    return session.exec(asked.order_by(col(Joiner.id).desc())).all()


def has_joined(session: Session, identity: Identity, ticket: Ticket) -> bool:
    """Whether somebody, by any of his accounts, takes part in a ticket, or in what was merged into it."""
    mine = col(Joiner.identity_id) == identity.id
    if identity.person_id is not None:
        same = select(Identity.id).where(Identity.person_id == identity.person_id)
        mine = or_(mine, col(Joiner.identity_id).in_(same))
    asked = select(Joiner.ticket).where(col(Joiner.until).is_(None), mine)
    tickets = set(session.exec(asked))
    return bool(tickets) and any(one.number in tickets for one in merging.family(session, ticket))


def of_event(session: Session, event_id: int) -> Joiner | None:
    """What joined by a step, if it has not left."""
    asked = select(Joiner).where(Joiner.event_id == event_id, col(Joiner.until).is_(None))
    return session.exec(asked).first()


def others(session: Session, ticket: Ticket) -> list[tuple[Joiner, Identity]]:
    """Who beside the reporter told a ticket's matter: everybody once, with the first that he said."""
    asked = (
        select(Joiner, Identity)
        .join(Identity, col(Identity.id) == col(Joiner.identity_id))
        .where(Joiner.ticket == ticket.number, col(Joiner.until).is_(None))
        .order_by(col(Joiner.id))
    )
    reporter = session.get(Identity, ticket.reporter_id) if ticket.reporter_id else None
    found: dict[str, tuple[Joiner, Identity]] = {}
    for one, identity in session.exec(asked):
        found.setdefault(identity.actor, (one, identity))
    if reporter is not None:
        found.pop(reporter.actor, None)
    return list(found.values())


def tickets_of(session: Session, identities: Collection[int], statuses: Collection[str]) -> Sequence[Ticket]:
    """The tickets, in one of `statuses`, that somebody joined; newest first."""
    mine = select(Joiner.ticket).where(
        col(Joiner.identity_id).in_(identities or {0}), col(Joiner.until).is_(None)
    )
    asked = select(Ticket).where(col(Ticket.number).in_(mine), col(Ticket.status).in_(statuses))
    return session.exec(asked.order_by(col(Ticket.number).desc())).all()
