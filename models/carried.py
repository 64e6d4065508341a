"""Carried 传送痕迹: how messages came and went, and what was asked on the way; it goes by days.

Notes of tasks and demands on units go with them, by months, and accounts to which nothing leads any more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, case, cast, delete, exists, literal, or_, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.broadcast import Broadcast
from models.call import ChiefCall
from models.joiner import Joiner
from models.outbox import WAITING, DeliveryAttempt, OutboxMessage
from models.person import ERASED, Identity
from models.question import Asked, Question
from models.receipt import Quarantine, Receipt
from models.retention import Cut, Kept, some
from models.task import Task
from models.ticket import IN_WORK, Ticket
from models.unit_supervision import UnitSupervision


def drop_questions(session: Session, ids: Sequence[int]) -> None:
    """Questions go with the note of whom they were put to."""
    session.execute(delete(Asked).where(col(Asked.question_id).in_(ids)))
    session.execute(delete(Question).where(col(Question.id).in_(ids)))


def questions_about(session: Session, ticket: int) -> list[int]:
    """All questions about a ticket, by id."""
    asked = select(Question.id).where(Question.ticket == ticket)
    return [one for one in session.exec(asked) if one is not None]


def said_about(session: Session, ticket: int) -> list[int]:
    """All that was said about a ticket, by id."""
    asked = select(OutboxMessage.id).where(OutboxMessage.ticket == ticket)
    return [one for one in session.exec(asked) if one is not None]


def forget_said(session: Session, ids: Sequence[int]) -> None:
    """Wipe the words of messages and whom they went to; that they went, when and on which channel, stays."""
    row = OutboxMessage
    private = col(row.channel) + literal(f"/u/{ERASED}:") + cast(col(row.id), String)
    session.execute(
        update(row)
        .where(col(row.id).in_(ids))
        .values(
            text=None,
            mentions=[],
            choices=[],
            in_reply_to=None,
            key=col(row.delivery_id),
            chat=case((col(row.group_id).is_(None), private), else_=col(row.chat)),
            user_id=None,
        )
    )


def _all_of(table: type[DeliveryAttempt] | type[Quarantine]) -> Callable[[Session, Sequence[int]], None]:
    def drop(session: Session, ids: Sequence[int]) -> None:
        session.execute(delete(table).where(col(table.id).in_(ids)))

    return drop


def _forget_notes(session: Session, ids: Sequence[int]) -> None:
    session.execute(update(Task).where(col(Task.id).in_(ids)).values(note=None))


def _forget_callers(session: Session, ids: Sequence[int]) -> None:
    nobody: dict[str, object] = {"identity_id": None, "chief_id": None, "called": []}
    session.execute(update(ChiefCall).where(col(ChiefCall.id).in_(ids)).values(**nobody))


def _forget_accounts(session: Session, ids: Sequence[int]) -> None:
    name = literal(f"{ERASED}:") + cast(col(Identity.id), String)
    session.execute(update(Identity).where(col(Identity.id).in_(ids)).values(account=name, name=None))


def _strangers(_: Cut) -> SelectOfScalar[Any]:
    """Accounts of nobody on a list, to which no matter leads any more."""
    me = col(Identity.id)
    asked = select(Identity.id).where(
        col(Identity.person_id).is_(None),
        ~col(Identity.account).startswith(f"{ERASED}:"),
        ~exists().where(col(Ticket.reporter_id) == me),
        ~exists().where(col(Joiner.identity_id) == me),
        ~exists().where(col(ChiefCall.identity_id) == me),
    )
    return asked.order_by(me)


def _said(cut: Cut) -> SelectOfScalar[Any]:
    row = OutboxMessage
    asked = select(row.id).where(
        col(row.key) != col(row.delivery_id), col(row.created_at) < cut.carried, ~col(row.fate).in_(WAITING)
    )
    return asked.order_by(col(row.id))


def _tries(cut: Cut) -> SelectOfScalar[Any]:
    return select(DeliveryAttempt.id).where(col(DeliveryAttempt.at) < cut.carried)


def _quarantined(cut: Cut) -> SelectOfScalar[Any]:
    return select(Quarantine.id).where(col(Quarantine.at) < cut.carried)


def _asked(cut: Cut) -> SelectOfScalar[Any]:
    in_work = exists().where(col(Ticket.number) == col(Question.ticket), col(Ticket.status).in_(IN_WORK))
    return select(Question.id).where(col(Question.closed_at) < cut.carried, ~in_work)


def _called(cut: Cut) -> SelectOfScalar[Any]:
    named = or_(col(ChiefCall.identity_id).is_not(None), col(ChiefCall.chief_id).is_not(None))
    return select(ChiefCall.id).where(col(ChiefCall.at) < cut.carried, named)


def _noted(cut: Cut) -> SelectOfScalar[Any]:
    return select(Task.id).where(col(Task.closed_at) < cut.closed, col(Task.note).is_not(None))


def _broadcast(cut: Cut) -> SelectOfScalar[Any]:
    """Notices to groups: to how many they went stays."""
    over = col(Broadcast.ends_at) < cut.carried
    return select(Broadcast.id).where(over, col(Broadcast.text).is_not(None))


def _forget_notices(session: Session, ids: Sequence[int]) -> None:
    session.execute(update(Broadcast).where(col(Broadcast.id).in_(ids)).values(text=None))


def _receipts(cut: Cut) -> SelectOfScalar[datetime]:
    return select(Receipt.at).where(col(Receipt.at) < cut.carried)


def _drop_receipts(session: Session, cut: Cut, most: int) -> int:
    """They have no id of their own."""
    asked = select(Receipt).where(col(Receipt.at) < cut.carried).order_by(col(Receipt.at))
    old = session.exec(asked.limit(most)).all()
    for one in old:
        session.delete(one)
    return len(old)


def _kept(
    table: str,
    due: Callable[[Cut], SelectOfScalar[Any]],
    change: Callable[[Session, Sequence[int]], None],
) -> Kept:
    def forget(session: Session, cut: Cut, most: int) -> int:
        ids = some(session, due(cut), most)
        if ids:
            change(session, ids)
        return len(ids)

    return Kept(table, due, forget)


def _demanded(cut: Cut) -> SelectOfScalar[Any]:
    row = UnitSupervision
    return select(row.id).where(col(row.until) < cut.closed, col(row.demand).is_not(None))


def _forget_demands(session: Session, ids: Sequence[int]) -> None:
    session.execute(update(UnitSupervision).where(col(UnitSupervision.id).in_(ids)).values(demand=None))


CARRIED: tuple[Kept, ...] = (
    Kept("receipt", _receipts, _drop_receipts),
    _kept("outbox", _said, forget_said),
    _kept("broadcast", _broadcast, _forget_notices),
    _kept("delivery_attempt", _tries, _all_of(DeliveryAttempt)),
    _kept("quarantine", _quarantined, _all_of(Quarantine)),
    _kept("question", _asked, drop_questions),
    _kept("chief_call", _called, _forget_callers),
    _kept("task", _noted, _forget_notes),
    _kept("unit_supervision", _demanded, _forget_demands),
)
"""What goes beside the tickets, in this order."""

ACCOUNTS = _kept("identity", _strangers, _forget_accounts)
"""What goes once nothing leads to it any more."""
