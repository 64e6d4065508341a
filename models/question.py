"""Questions 待答: what the bot has asked of whom, and until when an answer counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed
from models.ticket import IN_WORK, Ticket

ANSWER_COUNTS = timedelta(hours=24)


class Asking(StrEnum):
    """What a question is about."""

    CONFIRM = "confirm"
    """Is this a ticket? Answered by 1, 2 or 3."""
    REGISTER = "register"
    """A text the bot is not sure of: should it become a ticket? Its words are kept sealed until answered."""
    PLACE = "place"
    """Where is it? The reporter is asked; the payload has the ids of the places offered."""
    PUBLISH = "publish"
    """May it be published that it was handled? The reporter is asked; the payload has the words."""
    BROADCAST = "broadcast"
    """Is this notice to go to the groups? Whoever wrote it is asked; the payload has it."""
    GATHER = "gather"
    """Many groups report one outage: is it one matter? The payload has the outage and the place."""
    QUARREL = "quarrel"
    """People quarrel in a group: is a room to be booked? The payload has the group, and nobody's words."""
    VOUCH = "vouch"
    """Is this account that of one of the staff? A superior answers."""


class Question(SQLModel, table=True):
    """One matter to be decided; `stage` counts how far it was carried up, `next_at` is when it goes on."""

    __tablename__ = "question"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    asking: str
    ticket: int | None = Field(default=None, foreign_key="ticket.number", index=True, sa_type=BigInt)
    payload: str | None = Field(default=None, sa_type=Sealed("question.payload"))
    origin: str | None = Field(default=None, index=True)
    """"channel/message id" of the text that is asked about, so that its recall ends the question; of a
    question about an account, its keyed index.
    """
    asked_at: datetime
    stage: int = 0
    next_at: datetime | None = Field(default=None, index=True)
    closed_at: datetime | None = None


class Asked(SQLModel, table=True):
    """A person to whom a question was put, and when last."""

    __tablename__ = "asked"
    __table_args__ = (UniqueConstraint("question_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    question_id: int = Field(foreign_key="question.id", index=True, sa_type=BigInt)
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=BigInt)
    at: datetime


def ask(session: Session, question: Question, person_id: int, now: datetime) -> None:
    """Note that a question was put to a person, again if need be."""
    asked = put_to(session, question, person_id) or Asked(
        question_id=question.id or 0, person_id=person_id, at=now
    )
    asked.at = now
    session.add(asked)


def put_to(session: Session, question: Question, person_id: int) -> Asked | None:
    """That a question was put to a person, if it was."""
    asked = select(Asked).where(Asked.question_id == question.id, Asked.person_id == person_id)
    return session.exec(asked).first()


def open_for(session: Session, person_id: int, now: datetime) -> Sequence[Question]:
    """The open questions a person can still answer, oldest first."""
    asked = (
        select(Question)
        .join(Asked, col(Asked.question_id) == col(Question.id))
        .where(
            Asked.person_id == person_id,
            col(Question.closed_at).is_(None),
            Asked.at > now - ANSWER_COUNTS,
        )
        .order_by(col(Question.id))
    )
    return session.exec(asked).all()


def about(session: Session, ticket: int) -> Question | None:
    """The open question whether a ticket is one."""
    of_the_reporter = (Asking.PLACE, Asking.PUBLISH)
    return next((one for one in open_about(session, ticket) if one.asking not in of_the_reporter), None)


def open_about(session: Session, ticket: int) -> Sequence[Question]:
    """All open questions about a ticket."""
    asked = select(Question).where(Question.ticket == ticket, col(Question.closed_at).is_(None))
    return session.exec(asked.order_by(col(Question.id))).all()


def place_of(session: Session, ticket: int) -> Question | None:
    """The question where a ticket's matter is, open or ended; there is never a second."""
    asked = select(Question).where(Question.ticket == ticket, Question.asking == Asking.PLACE)
    return session.exec(asked).first()


def places_asked_of(session: Session, reporters: Collection[int], now: datetime) -> Sequence[Question]:
    """The open questions about places that a reporter, by the ids of his accounts, can still answer."""
    asked = (
        select(Question)
        .join(Ticket, col(Ticket.number) == col(Question.ticket))
        .where(
            Question.asking == Asking.PLACE,
            col(Question.closed_at).is_(None),
            Question.asked_at > now - ANSWER_COUNTS,
            col(Ticket.reporter_id).in_(reporters),
        )
    )
    return session.exec(asked.order_by(col(Question.id))).all()


def consents_asked_of(session: Session, reporters: Collection[int]) -> Sequence[Question]:
    """The open questions whether a matter may be published that a reporter, by his accounts, can answer."""
    asked = (
        select(Question)
        .join(Ticket, col(Ticket.number) == col(Question.ticket))
        .where(
            Question.asking == Asking.PUBLISH,
            col(Question.closed_at).is_(None),
            col(Ticket.reporter_id).in_(reporters),
        )
    )
    return session.exec(asked.order_by(col(Question.id))).all()


def consent_about(session: Session, ticket: int) -> Question | None:
    """The open question whether a matter may be published."""
    return next((one for one in open_about(session, ticket) if one.asking == Asking.PUBLISH), None)


def asked_people(session: Session, question: Question) -> Sequence[int]:
    """The ids of those to whom a question was put, in that order."""
    asked = select(Asked.person_id).where(Asked.question_id == question.id)
    return session.exec(asked.order_by(col(Asked.at), col(Asked.id))).all()


def is_asked(session: Session, ticket: int, person_id: int, now: datetime) -> bool:
    """Whether a person can still answer the open question about a ticket."""
    return any(one.ticket == ticket for one in open_for(session, person_id, now))


def close(session: Session, ticket: Ticket, now: datetime) -> None:
    """End the questions about a ticket: it was decided. Where it is can be told as long as it is in work."""
    for question in session.exec(select(Question).where(Question.ticket == ticket.number)):
        if question.asking != Asking.PLACE or ticket.status not in IN_WORK:
            end(session, question, now)


def end(session: Session, question: Question, now: datetime) -> None:
    """End one question and erase the words kept for it."""
    question.closed_at = question.closed_at or now
    question.next_at, question.payload = None, None
    session.add(question)


def asked_tickets(session: Session, person_id: int, now: datetime) -> Sequence[Ticket]:
    """The tickets a person is being asked about, newest first."""
    asked = (
        select(Ticket)
        .join(Question, col(Question.ticket) == col(Ticket.number))
        .join(Asked, col(Asked.question_id) == col(Question.id))
        .where(
            Asked.person_id == person_id,
            col(Question.closed_at).is_(None),
            Asked.at > now - ANSWER_COUNTS,
        )
    )
    return session.exec(asked.order_by(col(Ticket.number).desc())).all()


def from_message(session: Session, origin: str) -> Sequence[Question]:
    """The open questions about the text of a message."""
    asked = select(Question).where(Question.origin == origin, col(Question.closed_at).is_(None))
    return session.exec(asked).all()


def asked_since(session: Session, origin: str, person_id: int, since: datetime) -> bool:
    """Whether a person was asked about the same since a moment, whatever he answered."""
    asked = (
        select(Asked.id)
        .join(Question, col(Question.id) == col(Asked.question_id))
        .where(Asked.person_id == person_id, Question.origin == origin, Question.asked_at > since)
    )
    return session.exec(asked).first() is not None


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """The ids of questions whose next stage is due, longest waiting first."""
    asked = (
        select(Question.id)
        .where(col(Question.closed_at).is_(None), col(Question.next_at) <= now)
        .order_by(col(Question.next_at), col(Question.id))
        .limit(most)
    )
    return [one or 0 for one in session.exec(asked)]


def last_unsolicited(session: Session, person_id: int) -> datetime | None:
    """When a person was last asked about what nobody had addressed to the bot."""
    asked = (
        select(Asked.at)
        .join(Question, col(Question.id) == col(Asked.question_id))
        .where(Asked.person_id == person_id, col(Question.asking).in_((Asking.REGISTER, Asking.QUARREL)))
        .order_by(col(Asked.at).desc())
    )
    return session.exec(asked).first()
