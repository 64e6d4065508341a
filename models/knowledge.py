"""Knowledge 便民咨询: frequent questions with source and expiry, and published notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.grid import ancestors
from models.role import Role
from models.ticket import Status, Ticket

KEEPERS = (Role.COUNTY, Role.ADMIN, Role.TOWN)
"""Who keeps the known answers: the first of these roles that anybody holds."""


class Faq(SQLModel, table=True):
    """A question whose answer is published."""

    __tablename__ = "faq"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    question: str = Field(unique=True)
    answer: str
    source: str
    expires: date | None = None
    """The last day on which the answer holds."""
    warned_for: date | None = None
    """For which last day its keeper was told that it is near."""
    ended_for: date | None = None
    """For which last day its keeper was told that it has passed."""


class Notice(SQLModel, table=True):
    """A notice, procedure or handled matter made public in a node and all below it."""

    __tablename__ = "notice"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    title: str
    body: str
    node_id: int = Field(foreign_key="grid_node.id", index=True, sa_type=BigInt)
    published_at: datetime
    ticket: int | None = Field(default=None, foreign_key="ticket.number", index=True, sa_type=BigInt)
    """The handled matter that it tells; it is shown only while that is closed."""
    until: datetime | None = None
    """Since when it is taken down."""


def valid_faqs(session: Session, today: date) -> Sequence[Faq]:
    """The questions whose answers hold on `today`."""
    asked = select(Faq).where(or_(col(Faq.expires).is_(None), col(Faq.expires) >= today))
    return session.exec(asked.order_by(col(Faq.id))).all()


def to_be_warned(session: Session, today: date, until: date) -> Sequence[int]:
    """The questions, by id, whose last day lies between two days and of which nobody was warned."""
    unsaid = or_(col(Faq.warned_for).is_(None), col(Faq.warned_for) != col(Faq.expires))
    asked = select(Faq.id).where(col(Faq.expires) >= today, col(Faq.expires) <= until, unsaid)
    return [one or 0 for one in session.exec(asked.order_by(col(Faq.expires), col(Faq.id)))]


def to_be_told_ended(session: Session, today: date) -> Sequence[int]:
    """The questions, by id, whose last day has passed without anybody told."""
    unsaid = or_(col(Faq.ended_for).is_(None), col(Faq.ended_for) != col(Faq.expires))
    asked = select(Faq.id).where(col(Faq.expires) < today, unsaid)
    return [one or 0 for one in session.exec(asked.order_by(col(Faq.expires), col(Faq.id)))]


def hold_faqs(session: Session, ids: Sequence[int]) -> Sequence[Faq]:
    """The questions of some ids, held until the transaction ends."""
    asked = select(Faq).where(col(Faq.id).in_(ids)).order_by(col(Faq.expires), col(Faq.id))
    return session.exec(asked.with_for_update()).all()


def notices_about(session: Session, word: str, path: str | None, now: datetime) -> Sequence[Notice]:
    """The newest notices that hold a word, published in a place or above it; with no path, in any place."""
    like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    asked = (
        select(Notice)
        .join(Ticket, col(Ticket.number) == col(Notice.ticket), isouter=True)
        .where(
            or_(col(Notice.title).like(like, escape="\\"), col(Notice.body).like(like, escape="\\")),
            col(Notice.published_at) <= now,
            col(Notice.until).is_(None),
            or_(col(Notice.ticket).is_(None), col(Ticket.status) == Status.CLOSED),
        )
    )
    if path is not None:
        asked = asked.where(col(Notice.node_id).in_(ancestors(path)))
    return session.exec(asked.order_by(col(Notice.published_at).desc()).limit(3)).all()


def published_matter(session: Session, ticket: int) -> Notice | None:
    """What is published of a handled matter and was not taken down."""
    asked = select(Notice).where(Notice.ticket == ticket, col(Notice.until).is_(None))
    return session.exec(asked).first()
