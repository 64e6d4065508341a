"""What was said 已说: questions asked of the outbox by whoever follows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.outbox import Chat, Fate, OutboxMessage


def newest_id(session: Session) -> int:
    """The id of the newest message; 0 before the first."""
    return session.exec(select(func.max(OutboxMessage.id))).one() or 0


def said_since(session: Session, after: int) -> Sequence[OutboxMessage]:
    """The messages written after the one of an id, oldest first."""
    asked = select(OutboxMessage).where(col(OutboxMessage.id) > after)
    return session.exec(asked.order_by(col(OutboxMessage.id))).all()


def heard_of(session: Session, ticket: int, chat: Chat, accounts: Collection[str]) -> bool:
    """Whether a chat has heard of a ticket: in private, or in a group to all or to one of these accounts."""
    asked = select(OutboxMessage).where(OutboxMessage.ticket == ticket, OutboxMessage.chat == chat.key)
    return any(not row.mentions or set(row.mentions) & set(accounts) for row in session.exec(asked))


def is_under_way(session: Session, now: datetime) -> bool:
    """Whether somebody is carrying a message just now."""
    asked = select(OutboxMessage.id).where(OutboxMessage.fate == Fate.CLAIMED, OutboxMessage.next_at > now)
    return session.exec(asked.limit(1)).first() is not None
