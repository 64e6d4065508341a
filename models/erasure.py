"""Erasure 删除: what is wiped of a person's enrolments and tasks, and beside a ticket; counts stay."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, inspect
from sqlmodel import Session, col, select

from models import attachment, event, retraction, undo
from models.enrolment import Enrolment
from models.mediation import Mediation
from models.personal import BESIDE_A_TICKET, Personal
from models.signature import Signature
from models.task import Task, TaskStatus

PARTY = "当事人"
"""What stands in an agreement in place of a name that was erased."""
_PART = re.compile(r"[、，,;；\s]+")


def matter(session: Session, ticket: int, *, has_aged: bool = False) -> None:
    """Wipe the words of a ticket's rows, in every table that declares some; no deed on them is undone.

    Its photos and files go whole.
    """
    attachment.forget_tickets(session, [ticket])
    for one in BESIDE_A_TICKET:
        if one.words and not (has_aged and one.outlasts):
            _wipe(session, one, ticket)


def _wipe(session: Session, one: Personal, ticket: int) -> None:
    rows = session.exec(select(one.table).where(_column(one, one.ticket) == ticket)).all()
    if str(one.table.__tablename__) in undo.KINDS:
        undo.settle_about(session, one.table, [int(getattr(row, _key(one))) for row in rows])
    for row in rows:
        for name, value in one.words.items():
            setattr(row, name, value)
        session.add(row)


def drop(session: Session, one: Personal, ticket: int) -> None:
    """Delete a ticket's rows of a table: nothing of them is left to count."""
    session.execute(delete(one.table).where(_column(one, one.ticket) == ticket))


def _column(one: Personal, name: str) -> Any:
    return getattr(one.table, name)


def _key(one: Personal) -> str:
    return str(inspect(one.table).primary_key[0].name)


def signatures(session: Session, identities: Collection[int]) -> None:
    """Erase what somebody drew, by the ids of his accounts, and his name; that a party signed, stays."""
    rows = session.exec(select(Signature).where(col(Signature.identity_id).in_(identities))).all()
    undo.settle_about(session, Signature, [one.id or 0 for one in rows])
    for row in rows:
        row.party, row.drawing, row.token, row.identity_id = "", None, None, None
        session.add(row)


def party(session: Session, names: Collection[str]) -> None:
    """Somebody is no party of a mediation by name any more, whoever told the matter.

    Only what names him goes: his name among the parties and in the agreement, and the notes of steps and the
    outgoing words of that matter in which it stands.
    """
    for meeting in session.exec(select(Mediation)):
        listed = _PART.split(f"{meeting.parties or ''} {meeting.present or ''}")
        there = [one for one in names if one in listed]
        if not there:
            continue
        undo.settle_about(session, Mediation, [meeting.id or 0])
        meeting.parties, meeting.present = (
            _without(one, there, "、") for one in (meeting.parties, meeting.present)
        )
        meeting.agreement = _without(meeting.agreement, there, PARTY)
        session.add(meeting)
        for step in event.timeline(session, meeting.ticket):
            if step.note and any(one in step.note for one in there):
                event.erase_note(session, step.id or 0)
        for one in there:
            retraction.erase_part(session, meeting.ticket, one, least=len(one))


def _without(words: str | None, names: Collection[str], instead: str) -> str | None:
    """Words without some names; of a list what is left of it."""
    if words is None or instead == PARTY:
        for one in names if words else ():
            words = (words or "").replace(one, PARTY)
        return words
    left = [one for one in _PART.split(words) if one and one not in names]
    return instead.join(left) or None


def end_plans(session: Session, person_id: int, now: datetime) -> None:
    """End every enrolment and open task of a person, and wipe the words that stand in them."""
    entries = session.exec(select(Enrolment).where(Enrolment.person_id == person_id)).all()
    tasks = session.exec(select(Task).where(Task.person_id == person_id)).all()
    undo.settle_about(session, Enrolment, [one.id or 0 for one in entries])
    undo.settle_about(session, Task, [task.id or 0 for task in tasks])
    for one in entries:
        one.reason, one.end_note = "", None
        one.ended_at = one.ended_at or now
        session.add(one)
    for task in tasks:
        task.note = None
        if task.status == TaskStatus.OPEN:
            task.status, task.closed_at, task.next_on = TaskStatus.ENDED, now, None
        session.add(task)
