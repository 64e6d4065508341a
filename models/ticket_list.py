"""Tickets listed for reading: newest first, by place and status."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.grid import GridNode, under
from models.ticket import Status, Ticket


def newest_tickets(
    session: Session, path: str | None = None, status: Status | None = None, most: int = 50
) -> Sequence[Ticket]:
    """The newest tickets, under a node if a path is given, in one status if one is given."""
    asked = select(Ticket)
    if path is not None:
        asked = asked.join(GridNode, col(GridNode.id) == col(Ticket.node_id)).where(under(path))
    if status is not None:
        asked = asked.where(Ticket.status == status)
    return session.exec(asked.order_by(col(Ticket.number).desc()).limit(most)).all()
