"""How the outbox keeps step with another clock than the one it was written by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from models.outbox import Fate, OutboxMessage


def release_early(session: Session, now: datetime) -> int:
    """Let what was posted under a clock that runs ahead be delivered at `now`; how many messages.

    Only what nobody tried to send yet: a message that waits for its next try keeps waiting.
    """
    released = session.execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.fate) == Fate.QUEUED,
            col(OutboxMessage.attempts) == 0,
            col(OutboxMessage.next_at) > now,
        )
        .values(next_at=now)
        .returning(col(OutboxMessage.id))
    )
    return len(released.all())
