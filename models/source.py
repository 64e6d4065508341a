"""Sources 来源: by which lines a matter came; one matter keeps one number, and all its sources."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.crypto import KeyRing

CHAT, PRIVATE, FOUND = "群聊", "私聊", "基层摸排"


class TicketSource(SQLModel, table=True):
    """One way by which a ticket's matter came; a number of another line is known once."""

    __tablename__ = "ticket_source"
    __table_args__ = (UniqueConstraint("source", "source_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", index=True, sa_type=BigInt)
    source: str
    source_id: str | None = None
    """What it is called there, if it has a number there."""
    at: datetime
    """When it was taken there."""


def aged_id(keys: KeyRing, source: str, source_id: str) -> str:
    """What stands in place of another line's number once the ticket has aged: it is known again, not read."""
    return keys.blind(f"{source}\0{source_id}", "ticket_source.source_id")


def sources_of(session: Session, numbers: Collection[int]) -> Sequence[TicketSource]:
    """The sources of tickets, earliest first."""
    asked = select(TicketSource).where(col(TicketSource.ticket).in_(numbers))
    return session.exec(asked.order_by(col(TicketSource.at), col(TicketSource.id))).all()
