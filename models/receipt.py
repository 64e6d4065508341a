"""Receipts 回执: which messages had an effect, so that each has it once. Others leave no trace."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed


class Receipt(SQLModel, table=True):
    """A message that had an effect; its key is what the channel calls it."""

    __tablename__ = "receipt"

    channel: str = Field(primary_key=True)
    message_id: str = Field(primary_key=True)
    at: datetime = Field(index=True)
    ticket: int | None = Field(default=None, sa_type=BigInt)
    """The ticket it started, or was about."""
    started: bool = False
    event_id: int | None = Field(default=None, sa_type=BigInt)
    """The event that holds its words, so that a recall can erase them."""


class Quarantine(SQLModel, table=True):
    """A message whose handling failed by a fault of ours, kept sealed for `gridbot replay`."""

    __tablename__ = "quarantine"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    channel: str
    message_id: str
    payload: str = Field(sa_type=Sealed("quarantine.payload"))
    error: str
    """The kind of the error and where it arose; never its words, which may quote the message."""
    at: datetime


def receipt_of(session: Session, channel: str, message_id: str) -> Receipt | None:
    """The receipt of a message, if it had an effect."""
    asked = select(Receipt).where(Receipt.channel == channel, Receipt.message_id == message_id)
    return session.exec(asked).first()


def told_of_tickets(session: Session, channel: str, message_ids: Collection[str]) -> set[str]:
    """Which of some messages have gone to a ticket already."""
    asked = select(Receipt.message_id).where(
        Receipt.channel == channel, col(Receipt.message_id).in_(message_ids), col(Receipt.ticket).is_not(None)
    )
    return set(session.exec(asked)) if message_ids else set()


def keep(session: Session, receipt: Receipt) -> None:
    """Write a receipt; of a message that had led to a question only, it takes the place of the former."""
    session.merge(receipt)


def of_event(session: Session, event_id: int) -> Sequence[Receipt]:
    """The receipts of the messages whose words one step holds."""
    return session.exec(select(Receipt).where(Receipt.event_id == event_id)).all()


def forget_start(session: Session, event_id: int) -> None:
    """The words of a step were taken back: the recall of their messages starts nothing any more."""
    for kept in of_event(session, event_id):
        kept.started = False
        session.add(kept)


def quarantine(session: Session, kept: Quarantine) -> None:
    """Keep a message whose handling failed; the same message is kept once."""
    asked = select(Quarantine.id).where(
        Quarantine.channel == kept.channel, Quarantine.message_id == kept.message_id
    )
    if session.exec(asked).first() is None:
        session.add(kept)


def quarantined(session: Session) -> Sequence[Quarantine]:
    """What waits for `gridbot replay`, oldest first."""
    return session.exec(select(Quarantine).order_by(col(Quarantine.id))).all()


def release(session: Session, kept: Quarantine) -> None:
    """Take a message out of quarantine: it was handled."""
    found = session.get(Quarantine, kept.id)
    if found is not None:
        session.delete(found)
