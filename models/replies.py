"""Replies 当场回复: the first answer to a message, given inside the callback that brought it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.outbox import Chat, DeliveryAttempt, Fate, OutboxMessage, has_older

INSIDE = "inside"
"""The outcome of a reply that went back inside a callback."""


def answer_inside(
    session: Session, chat: Chat, message_id: str, now: datetime, *, may_take: bool = True
) -> OutboxMessage | None:
    """Take the first reply to a message of a chat, if one may be taken just now: it counts as sent.

    Asked again (the callback came again, for our answer was lost) it is the same reply once more. None if
    there is none, if another worker carries it, or if the chat has something older to hear first.
    """
    asked = select(OutboxMessage).where(
        OutboxMessage.chat == chat.key, OutboxMessage.in_reply_to == message_id
    )
    reply = session.exec(asked.order_by(col(OutboxMessage.id))).first()
    if reply is None or not (_was_inside(session, reply) or (may_take and _take(session, reply, now))):
        return None
    return reply


def _take(session: Session, reply: OutboxMessage, now: datetime) -> bool:
    taken = session.execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.id) == reply.id,
            col(OutboxMessage.fate) == Fate.QUEUED,
            col(OutboxMessage.attempts) == 0,
            ~has_older(),
        )
        .values(fate=Fate.SENT, settled_at=now, attempts=1)
        .returning(col(OutboxMessage.id))
    ).first()
    if taken is not None:
        session.add(DeliveryAttempt(outbox_id=reply.id or 0, at=now, outcome=INSIDE))
    return taken is not None


def _was_inside(session: Session, reply: OutboxMessage) -> bool:
    asked = select(DeliveryAttempt.outcome).where(DeliveryAttempt.outbox_id == reply.id)
    return reply.fate == Fate.SENT and session.exec(asked).all() == [INSIDE]
