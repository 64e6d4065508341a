"""Broadcasts 广播: a notice to all group chats under a place, and what became of it in each.

One row a group, written with the broadcast itself: so each group gets it once, and the counts always add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, func, insert, literal, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed
from models.grid import GridNode, under
from models.group import ChatGroup
from models.outbox import WAITING, DeliveryAttempt, Fate, OutboxMessage


class LeftOut(StrEnum):
    """Why a group does not get it."""

    MUTED = "muted"
    """It was silent (静音) for longer than the notice holds."""
    UNBOUND = "unbound"
    ANSWERS_ONLY = "answers_only"
    """Its channel speaks only when it is spoken to."""
    LATE = "late"
    """The notice held no more when its turn came."""
    STOPPED = "stopped"


class Broadcast(SQLModel, table=True):
    """One notice; its number is the id. `until`: since when it is stopped."""

    __tablename__ = "broadcast"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    node_id: int = Field(foreign_key="grid_node.id", index=True, sa_type=BigInt)
    by_id: int | None = Field(default=None, foreign_key="person.id", index=True, sa_type=BigInt)
    """None: from the command line."""
    text: str | None = Field(default=None, sa_type=Sealed("broadcast.text"))
    """As the groups read it; None once it has aged."""
    urgent: bool = False
    """It is said in quiet hours and under 静音."""
    at: datetime
    start_at: datetime
    ends_at: datetime
    """From then on no group hears it any more."""
    until: datetime | None = None


class BroadcastGroup(SQLModel, table=True):
    """One group of a broadcast: it waits (`next_at`), is in the outbox, or is left out."""

    __tablename__ = "broadcast_group"
    __table_args__ = (
        UniqueConstraint("broadcast", "group_id"),
        Index("ix_broadcast_group_next_at", "next_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    broadcast: int = Field(foreign_key="broadcast.id", sa_type=BigInt)
    group_id: int = Field(foreign_key="chat_group.id", sa_type=BigInt)
    next_at: datetime | None = None
    outbox_id: int | None = Field(default=None, sa_type=BigInt)
    left_out: str | None = None

    @property
    def key(self) -> str:
        """The occasion: a group hears a broadcast once."""
        return f"broadcast:{self.broadcast}/{self.group_id}"


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a broadcast: every group is counted once."""

    total: int
    sent: int
    waiting: int
    failed: Sequence[tuple[int, str]]
    """The node of each group that failed for good, with what the last try said."""
    left_out: dict[str, int]


def groups_under(session: Session, path: str) -> int:
    """How many groups are bound at or below a node."""
    asked = (
        select(func.count()).select_from(ChatGroup).join(GridNode, col(GridNode.id) == col(ChatGroup.node_id))
    )
    return session.exec(asked.where(under(path), col(ChatGroup.unbound_at).is_(None))).one()


def begin(session: Session, notice: Broadcast, path: str) -> int:
    """Write a broadcast with one row for each group bound at or below a node; how many there are."""
    session.add(notice)
    session.flush()
    moment = SQLModel.metadata.tables[str(BroadcastGroup.__tablename__)].c.next_at.type
    groups = (
        select(literal(notice.id), col(ChatGroup.id), literal(notice.start_at, moment))
        .join(GridNode, col(GridNode.id) == col(ChatGroup.node_id))
        .where(under(path), col(ChatGroup.unbound_at).is_(None))
    )
    session.execute(insert(BroadcastGroup).from_select(["broadcast", "group_id", "next_at"], groups))
    asked = select(func.count()).select_from(BroadcastGroup).where(BroadcastGroup.broadcast == notice.id)
    return session.exec(asked).one()


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """The rows whose turn has come, by id, longest waiting first."""
    asked = select(BroadcastGroup.id).where(col(BroadcastGroup.next_at) <= now)
    found = session.exec(asked.order_by(col(BroadcastGroup.next_at), col(BroadcastGroup.id)).limit(most))
    return [one or 0 for one in found]


def hold(session: Session, ids: Sequence[int]) -> Sequence[tuple[BroadcastGroup, Broadcast, ChatGroup]]:
    """Rows that still wait, held until the transaction ends, with their notices and groups."""
    asked = (
        select(BroadcastGroup, Broadcast, ChatGroup)
        .join(Broadcast, col(Broadcast.id) == col(BroadcastGroup.broadcast))
        .join(ChatGroup, col(ChatGroup.id) == col(BroadcastGroup.group_id))
        .where(col(BroadcastGroup.id).in_(ids), col(BroadcastGroup.next_at).is_not(None))
        .order_by(col(BroadcastGroup.id))
        .with_for_update(of=BroadcastGroup)
    )
    return session.exec(asked).all()


def note_posted(session: Session, rows: Sequence[BroadcastGroup]) -> None:
    """These stand in the outbox now, under their keys."""
    keys = [one.key for one in rows]
    asked = select(OutboxMessage.key, OutboxMessage.id).where(col(OutboxMessage.key).in_(keys))
    ids = dict(session.exec(asked).all())
    for one in rows:
        one.outbox_id, one.next_at = ids[one.key], None
        session.add(one)


def stop_rest(session: Session, number: int) -> int:
    """What has not gone out goes to nobody any more; how many groups had it already.

    The groups first: whoever is queueing them at this moment is waited for, and then taken back as well.
    """
    session.execute(
        update(BroadcastGroup)
        .where(col(BroadcastGroup.broadcast) == number, col(BroadcastGroup.next_at).is_not(None))
        .values(next_at=None, left_out=LeftOut.STOPPED)
    )
    posted = select(BroadcastGroup.outbox_id).where(BroadcastGroup.broadcast == number)
    session.execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.id).in_(posted), col(OutboxMessage.fate) == Fate.QUEUED)
        .values(fate=Fate.DROPPED, text=None)
    )
    session.flush()
    return account(session, number).sent


def account(session: Session, number: int) -> Account:
    """What became of a broadcast in each group."""
    fates: Counter[str] = Counter()
    left: Counter[str] = Counter()
    asked = (
        select(BroadcastGroup.left_out, OutboxMessage.fate, func.count())
        .join(OutboxMessage, col(OutboxMessage.id) == col(BroadcastGroup.outbox_id), isouter=True)
        .where(BroadcastGroup.broadcast == number)
        .group_by(col(BroadcastGroup.left_out), col(OutboxMessage.fate))
    )
    for left_out, fate, count in session.exec(asked):
        if left_out:
            left[left_out] += count
        elif fate == Fate.DROPPED:
            left[LeftOut.STOPPED] += count
        else:
            fates[fate or Fate.QUEUED] += count
    waiting = sum(fates[one] for one in WAITING)
    total = sum(fates.values()) + sum(left.values())
    return Account(total, fates[Fate.SENT], waiting, _failed(session, number), dict(left))


def _failed(session: Session, number: int) -> list[tuple[int, str]]:
    last = (
        select(DeliveryAttempt.outcome)
        .where(DeliveryAttempt.outbox_id == OutboxMessage.id)
        .order_by(col(DeliveryAttempt.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    asked = (
        select(ChatGroup.node_id, last)
        .join(BroadcastGroup, col(BroadcastGroup.group_id) == col(ChatGroup.id))
        .join(OutboxMessage, col(OutboxMessage.id) == col(BroadcastGroup.outbox_id))
        .where(BroadcastGroup.broadcast == number, OutboxMessage.fate == Fate.FAILED)
        .order_by(col(BroadcastGroup.id))
    )
    return [(node, outcome or "") for node, outcome in session.execute(asked)]


def of_number(session: Session, number: int) -> Broadcast | None:
    """The broadcast of a number."""
    return session.get(Broadcast, number) if 0 < number < 2**63 else None


def newest(session: Session, path: str, most: int = 20) -> Sequence[Broadcast]:
    """The newest broadcasts to a place and to what lies below it."""
    asked = select(Broadcast).join(GridNode, col(GridNode.id) == col(Broadcast.node_id)).where(under(path))
    return session.exec(asked.order_by(col(Broadcast.id).desc()).limit(most)).all()
