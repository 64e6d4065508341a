"""The outbox 待发: what is to be said, written in the transaction of its cause and carried out later."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Executable, Index, UniqueConstraint, exists, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Json, Sealed
from models.crypto import UnsealError


class Fate(StrEnum):
    """What became of an outgoing message."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    """Its words were erased before it was sent."""


UNSEALABLE = "no key opens it"
WAITING = (Fate.QUEUED, Fate.CLAIMED)
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""When a new message may go: whatever clock wrote it, and whichever carries it."""
EMERGENCY, PROMPT, ROUTINE = 0, 5, 9
"""Priorities: lower goes first among different chats; one chat keeps its order."""


@dataclass(frozen=True, slots=True)
class Chat:
    """Where something is said: a group of a channel, or one account in private."""

    channel: str
    group_id: str | None = None
    user_id: str | None = None

    @property
    def key(self) -> str:
        """One word for the chat; messages of one key keep their order."""
        return f"{self.channel}/g/{self.group_id}" if self.group_id else f"{self.channel}/u/{self.user_id}"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be given by a click where the channel has buttons: it says `words`."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Words for a chat. `key` names the occasion: the same occasion is never said twice."""

    to: Chat
    text: str
    key: str = ""
    mentions: tuple[str, ...] = ()
    in_reply_to: str | None = None
    ticket: int | None = None
    priority: int = PROMPT
    choices: tuple[Choice, ...] = ()
    """What can be answered by a click; the text tells it too, for channels without buttons."""
    in_private: str | None = None
    """Its words where they cannot be said in the group, if those are others."""
    spare: bool = False
    """It gives way to other words about the same ticket in the same chat."""

    def named(self, key: str) -> Outgoing:
        """The same words under an occasion's key, unless they have one."""
        return self if self.key else replace(self, key=key)

    def at(self, priority: int) -> Outgoing:
        """The same words at another priority."""
        return replace(self, priority=priority)

    def offering(self, *choices: Choice) -> Outgoing:
        """The same words with answers to click."""
        return replace(self, choices=choices)


class OutboxMessage(SQLModel, table=True):
    """One outgoing message; its `delivery_id` stays the same through every try."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key"),
        UniqueConstraint("delivery_id"),
        Index("ix_outbox_chat_fate", "chat", "fate", "id"),
        Index("ix_outbox_fate_next", "fate", "next_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    delivery_id: str
    key: str
    chat: str
    channel: str
    group_id: str | None = None
    user_id: str | None = None
    text: str | None = Field(default=None, sa_type=Sealed("outbox.text"))
    """None once its words were erased."""
    mentions: list[str] = Field(default_factory=list, sa_type=Json)
    in_reply_to: str | None = None
    ticket: int | None = Field(default=None, index=True, sa_type=BigInt)
    priority: int = PROMPT
    choices: list[list[str]] = Field(default_factory=list, sa_type=Json)
    """Label and words of each; commands with numbers, never people's words."""
    created_at: datetime
    fate: str = Fate.QUEUED
    next_at: datetime
    attempts: int = 0
    claimed_by: str | None = None
    settled_at: datetime | None = None


class DeliveryAttempt(SQLModel, table=True):
    """One try to carry a message: when, and what came of it (no words of the message)."""

    __tablename__ = "delivery_attempt"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    outbox_id: int = Field(foreign_key="outbox.id", index=True, sa_type=BigInt)
    at: datetime
    outcome: str


def post(session: Session, outgoing: Iterable[Outgoing], now: datetime) -> list[OutboxMessage]:
    """Write messages; a key that was used before raises the database's IntegrityError at the flush."""
    rows = [_row(one, now) for one in outgoing]
    session.add_all(rows)
    session.flush()
    return rows


def is_posted(session: Session, key: str) -> bool:
    """Whether an occasion has been spoken of."""
    return session.exec(select(OutboxMessage.id).where(OutboxMessage.key == key)).first() is not None


def due_ids(now: datetime, most: int) -> Executable:
    """The statement for messages that may go now: due, and the oldest of their chat."""
    return (
        select(OutboxMessage.id)
        .where(col(OutboxMessage.fate).in_(WAITING), col(OutboxMessage.next_at) <= now, ~has_older())
        .order_by(col(OutboxMessage.priority), col(OutboxMessage.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )


def has_older() -> ColumnElement[bool]:
    """The condition that the chat of a row has an older message to hear first."""
    earlier = aliased(OutboxMessage)
    return exists().where(
        col(earlier.chat) == col(OutboxMessage.chat),
        col(earlier.fate).in_(WAITING),
        col(earlier.id) < col(OutboxMessage.id),
    )


def claim(
    session: Session, claimant: str, now: datetime, until: datetime, most: int = 50
) -> Sequence[OutboxMessage]:
    """Take due messages for one worker until `until`; a claim that runs out is taken by the next.

    While claimed, `next_at` is the end of the claim. At most one message of a chat is claimed at a time, so
    that order holds.
    """
    ids = list(session.execute(due_ids(now, most)).scalars())
    if not ids:
        return []
    session.execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.id).in_(ids))
        .values(fate=Fate.CLAIMED, claimed_by=claimant, next_at=until, attempts=OutboxMessage.attempts + 1)
    )
    return [row for one in ids if (row := _opened(session, one, claimant, now))]


def _opened(session: Session, row_id: int, claimant: str, now: datetime) -> OutboxMessage | None:
    """A claimed message; one whose words no key opens fails for good, and stands in nobody's way."""
    try:
        return session.get_one(OutboxMessage, row_id)
    except UnsealError:
        settle(session, Settlement(row_id, claimant, now, UNSEALABLE, Fate.FAILED))
        return None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What came of one try: sent, failed for good, or again at `retry_at`."""

    outbox_id: int
    claimant: str
    at: datetime
    outcome: str
    fate: Fate
    retry_at: datetime | None = field(default=None)


def settle(session: Session, result: Settlement) -> bool:
    """Write what came of a try; False if the claim had passed to another worker meanwhile."""
    settled = session.execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.id) == result.outbox_id,
            col(OutboxMessage.fate) == Fate.CLAIMED,
            col(OutboxMessage.claimed_by) == result.claimant,
        )
        .values(
            fate=result.fate,
            next_at=result.retry_at or result.at,
            settled_at=None if result.retry_at else result.at,
        )
        .returning(col(OutboxMessage.id))
    ).first()
    session.add(DeliveryAttempt(outbox_id=result.outbox_id, at=result.at, outcome=result.outcome))
    return settled is not None


def counts(session: Session) -> dict[str, int]:
    """How many messages stand at each fate."""
    asked = select(OutboxMessage.fate, func.count()).group_by(col(OutboxMessage.fate))
    return dict(session.exec(asked).all())


def oldest_waiting(session: Session) -> datetime | None:
    """When the longest waiting message was written."""
    asked = select(func.min(OutboxMessage.created_at)).where(col(OutboxMessage.fate).in_(WAITING))
    return session.exec(asked).one()


def failures(session: Session, most: int = 20) -> list[tuple[OutboxMessage, str]]:
    """The messages that failed for good, newest first, with what the last try said."""
    last = (
        select(DeliveryAttempt.outcome)
        .where(DeliveryAttempt.outbox_id == OutboxMessage.id)
        .order_by(col(DeliveryAttempt.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    asked = select(OutboxMessage, last).where(OutboxMessage.fate == Fate.FAILED)
    rows = session.execute(asked.order_by(col(OutboxMessage.id).desc()).limit(most))
    return [(message, outcome or "") for message, outcome in rows]


def _row(one: Outgoing, now: datetime) -> OutboxMessage:
    return OutboxMessage(
        delivery_id=str(uuid.uuid4()),
        key=one.key or str(uuid.uuid4()),
        chat=one.to.key,
        channel=one.to.channel,
        group_id=one.to.group_id,
        user_id=one.to.user_id,
        text=one.text,
        mentions=list(one.mentions),
        in_reply_to=one.in_reply_to,
        ticket=one.ticket,
        priority=one.priority,
        choices=[[choice.label, choice.words] for choice in one.choices],
        created_at=now,
        next_at=AT_ONCE,
    )
