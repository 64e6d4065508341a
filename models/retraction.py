"""Retraction: words of the outbox that are erased or taken back; what still waits is not sent any more."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import String, cast, update
from sqlmodel import Session, col, select

from models.outbox import WAITING, Chat, Fate, OutboxMessage


def erase_words(session: Session, ticket: int) -> None:
    """Erase what was said about a ticket; what still waits is not sent any more."""
    for row in session.exec(select(OutboxMessage).where(OutboxMessage.ticket == ticket)):
        row.text, row.mentions, row.choices = None, [], []
        row.fate = Fate.DROPPED if row.fate in WAITING else row.fate
        session.add(row)


def erase_part(session: Session, ticket: int, words: str, least: int = 2) -> None:
    """Erase some of the words of a ticket from what was said about it; what still waits goes without them.

    `least`: how many of their first characters must stand there.
    """
    for row in session.exec(select(OutboxMessage).where(OutboxMessage.ticket == ticket)):
        begun = next((n for n in range(len(words), least - 1, -1) if words[:n] in (row.text or "")), 0)
        if begun and row.text is not None:
            row.text = row.text.replace(words[:begun], "（已撤回）") if row.fate in WAITING else None
            session.add(row)


def erase_private(session: Session, channel: str, account: str) -> None:
    """Erase what was said to an account in private, and the account itself from the rows."""
    chat = Chat(channel, None, account).key
    for row in session.exec(select(OutboxMessage).where(OutboxMessage.chat == chat)):
        row.text, row.user_id, row.chat, row.choices = None, None, f"{channel}/u/{row.id}", []
        row.fate = Fate.DROPPED if row.fate in WAITING else row.fate
        session.add(row)


def erase_mentions(session: Session, channels: Collection[str], account: str) -> None:
    """Take an account out of what was said to it by @ in groups; the words name nobody."""
    row = OutboxMessage
    there = cast(col(row.mentions), String).contains(f'"{account}"', autoescape=True)
    for one in session.exec(select(row).where(col(row.channel).in_(channels), there)).all():
        one.mentions = [each for each in one.mentions if each != account]
        session.add(one)


def take_back(session: Session, keys: Sequence[str]) -> list[OutboxMessage]:
    """Drop what still waits of the messages of these keys, and erase their words; those that were heard.

    One that is on its way counts as heard, and so does one that a failed try may have brought.
    """
    waiting = (
        update(OutboxMessage)
        .where(col(OutboxMessage.key).in_(keys), col(OutboxMessage.fate) == Fate.QUEUED)
        .values(fate=Fate.DROPPED)
    )
    session.execute(waiting)
    rows = session.exec(select(OutboxMessage).where(col(OutboxMessage.key).in_(keys))).all()
    for row in rows:
        if row.fate != Fate.CLAIMED:
            row.text, row.choices = None, []
            session.add(row)
    return [row for row in rows if row.fate in (Fate.CLAIMED, Fate.SENT) or row.attempts]
