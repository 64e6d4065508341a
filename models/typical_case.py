"""Typical cases 典型案例: closed matters that were chosen for a booklet, which has nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.grid import GridNode, under
from models.ticket import Status, Ticket


class TypicalCase(SQLModel, table=True):
    """One choice; `until`: since when it is none any more."""

    __tablename__ = "typical_case"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", index=True, sa_type=BigInt)
    chosen_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    at: datetime
    until: datetime | None = None


def chosen(session: Session, ticket: int) -> TypicalCase | None:
    """The choice of a ticket that holds."""
    asked = select(TypicalCase).where(TypicalCase.ticket == ticket, col(TypicalCase.until).is_(None))
    return session.exec(asked).first()


def cases_under(
    session: Session, path: str, span: tuple[datetime, datetime] | None = None
) -> Sequence[Ticket]:
    """The chosen tickets at or below a node that are closed, and were from one moment until another.

    By the time of closing. What came up again, or whose words were erased, is no case.
    """
    asked = (
        select(Ticket)
        .join(TypicalCase, col(TypicalCase.ticket) == col(Ticket.number))
        .join(GridNode, col(GridNode.id) == col(Ticket.node_id))
        .where(col(TypicalCase.until).is_(None), Ticket.status == Status.CLOSED, under(path))
    )
    if span is not None:
        asked = asked.where(col(Ticket.closed_at) >= span[0], col(Ticket.closed_at) < span[1])
    found = session.exec(asked.order_by(col(Ticket.closed_at), col(Ticket.number))).all()
    return [one for one in found if one.text and one.result]
