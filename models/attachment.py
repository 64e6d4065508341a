"""Attachments 照片和附件: what came with the words of a ticket, from its address until it is kept, sealed.

Rows are written with the step that tells of the files, in its transaction; a worker fetches them later.
They go with the words of their step: whoever erases those erases them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint, delete, func, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed, SealedBytes


class State(StrEnum):
    """How far a file has come."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    KEPT = "kept"
    FAILED = "failed"


WAITING = (State.QUEUED, State.CLAIMED)
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
PICTURE = "image/jpeg"
"""What every picture becomes before it is kept."""


class Attachment(SQLModel, table=True):
    """One file: which message brought it, which step tells of it, and what became of it."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("channel", "message_id", "position"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", index=True, sa_type=BigInt)
    event_id: int | None = Field(default=None, foreign_key="ticket_event.id", index=True, sa_type=BigInt)
    """The step that tells of it; None while it passes from one ticket to another."""
    channel: str
    message_id: str
    position: int
    """Its place among the files of its message: with channel and message the identity of the occasion."""
    kind: str
    """What the message called it: image or file."""
    url: str = Field(sa_type=Sealed("attachment.url"))
    state: str = Field(default=State.QUEUED, index=True)
    next_at: datetime = Field(default=AT_ONCE)
    """When it may be tried; of a claimed row, when the claim runs out."""
    attempts: int = 0
    claimed_by: str | None = None
    outcome: str | None = None
    """What the last try came to, as a short word: kept, http_404, too_long …"""
    media: str | None = None
    """Its content type, decided by its bytes."""
    size: int | None = None
    """Of what is kept, in bytes."""
    at: datetime
    """When its message was heard."""


class AttachmentContent(SQLModel, table=True):
    """The bytes of one kept file; apart, so that whoever lists files does not open them."""

    __tablename__ = "attachment_content"

    attachment_id: int = Field(primary_key=True, foreign_key="attachment.id", sa_type=BigInt)
    content: bytes = Field(sa_type=SealedBytes("attachment_content.content"))


@dataclass(frozen=True, slots=True)
class Settlement:
    """What came of one try: kept with its content, failed for good, or again at `retry_at`."""

    attachment_id: int
    claimant: str
    outcome: str
    state: State
    media: str | None = None
    content: bytes | None = field(default=None, repr=False)
    retry_at: datetime | None = None


def add(session: Session, rows: Sequence[Attachment]) -> None:
    """Queue files of one step; one that has just passed over from another ticket is taken as it is."""
    aside = list(session.exec(select(Attachment).where(col(Attachment.event_id).is_(None))))
    for row in rows:
        same = next((one for one in aside if (one.channel, one.url) == (row.channel, row.url)), None)
        if same is None:
            session.add(row)
            continue
        aside.remove(same)
        same.ticket, same.event_id = row.ticket, row.event_id
        session.add(same)
    session.flush()


def set_aside(session: Session, events: Collection[int]) -> None:
    """The files of steps leave their ticket; whoever tells of them next in this transaction has them."""
    rows = update(Attachment).where(col(Attachment.event_id).in_(events)).values(event_id=None)
    session.execute(rows.execution_options(synchronize_session="fetch"))


def forget_aside(session: Session) -> None:
    """What was set aside and taken by nobody is erased."""
    _erase(session, session.exec(select(Attachment.id).where(col(Attachment.event_id).is_(None))).all())


def forget(session: Session, events: Collection[int]) -> None:
    """Erase the files of steps, content and all."""
    asked = select(Attachment.id).where(col(Attachment.event_id).in_(events)).with_for_update()
    _erase(session, session.exec(asked).all())


def forget_tickets(session: Session, tickets: Collection[int]) -> None:
    """Erase all files of tickets."""
    asked = select(Attachment.id).where(col(Attachment.ticket).in_(tickets)).with_for_update()
    _erase(session, session.exec(asked).all())


def of_ticket(session: Session, tickets: Collection[int]) -> Sequence[Attachment]:
    """The files of tickets, oldest first."""
    asked = select(Attachment).where(col(Attachment.ticket).in_(tickets))
    return session.exec(asked.order_by(col(Attachment.ticket), col(Attachment.id))).all()


def of_event(session: Session, event_id: int) -> Sequence[Attachment]:
    """The files of one step."""
    asked = select(Attachment).where(Attachment.event_id == event_id)
    return session.exec(asked.order_by(col(Attachment.id))).all()


def of_message(session: Session, channel: str, message_id: str) -> Sequence[Attachment]:
    """The files that one message brought."""
    asked = select(Attachment).where(Attachment.channel == channel, Attachment.message_id == message_id)
    return session.exec(asked.order_by(col(Attachment.id))).all()


def count(session: Session, ticket: int) -> int:
    """How many files a ticket has, fetched or not."""
    asked = select(func.count()).select_from(Attachment).where(Attachment.ticket == ticket)
    return session.exec(asked).one()


def pictures(session: Session, tickets: Collection[int]) -> dict[int, tuple[int, int]]:
    """How many pictures of each ticket are kept, and how many files could not be had."""
    asked = select(Attachment.ticket, Attachment.state, Attachment.media, func.count()).where(
        col(Attachment.ticket).in_(tickets), col(Attachment.state).in_((State.KEPT, State.FAILED))
    )
    grouped = asked.group_by(col(Attachment.ticket), col(Attachment.state), col(Attachment.media))
    found: dict[int, tuple[int, int]] = {}
    for ticket, state, media, count in session.execute(grouped):
        kept, lost = found.get(ticket, (0, 0))
        is_picture = state == State.KEPT and media == PICTURE
        found[ticket] = (kept + count * is_picture, lost + count * (state == State.FAILED))
    return found


def content_of(session: Session, attachment_id: int) -> bytes | None:
    """The bytes of a kept file."""
    found = session.get(AttachmentContent, attachment_id)
    return None if found is None else found.content


def claim(session: Session, claimant: str, now: datetime, until: datetime, most: int) -> Sequence[Attachment]:
    """Take files that may be fetched now, for one worker until `until`; then another may have them."""
    due = (
        select(Attachment.id)
        .where(col(Attachment.state).in_(WAITING), col(Attachment.next_at) <= now)
        .order_by(col(Attachment.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids = list(session.exec(due).all())
    if not ids:
        return []
    taken = update(Attachment).where(col(Attachment.id).in_(ids))
    values = {"state": State.CLAIMED, "claimed_by": claimant, "next_at": until}
    session.execute(taken.values(attempts=Attachment.attempts + 1, **values))
    return session.exec(select(Attachment).where(col(Attachment.id).in_(ids))).all()


def settle(session: Session, result: Settlement) -> bool:
    """Write what came of a try; False if the file was erased meanwhile, or another worker has it."""
    settled = session.execute(
        update(Attachment)
        .where(
            col(Attachment.id) == result.attachment_id,
            col(Attachment.state) == State.CLAIMED,
            col(Attachment.claimed_by) == result.claimant,
        )
        .values(
            state=result.state,
            outcome=result.outcome,
            media=result.media,
            size=None if result.content is None else len(result.content),
            **({"next_at": result.retry_at} if result.retry_at else {}),
        )
        .returning(col(Attachment.id))
    ).first()
    if settled is not None and result.content is not None:
        session.add(AttachmentContent(attachment_id=result.attachment_id, content=result.content))
    session.flush()
    return settled is not None


def _erase(session: Session, ids: Sequence[int | None]) -> None:
    if not ids:
        return
    session.execute(delete(AttachmentContent).where(col(AttachmentContent.attachment_id).in_(ids)))
    session.execute(delete(Attachment).where(col(Attachment.id).in_(ids)))
