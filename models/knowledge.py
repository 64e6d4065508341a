"""Knowledge 便民咨询: frequent questions with source and expiry, and published notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.grid import ancestors


class Faq(SQLModel, table=True):
    """A question whose answer is published."""

    __tablename__ = "faq"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    question: str = Field(unique=True)
    answer: str
    source: str
    expires: date | None = None


class Notice(SQLModel, table=True):
    """A notice, procedure or handled matter made public in a node and all below it."""

    __tablename__ = "notice"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    title: str
    body: str
    node_id: int = Field(foreign_key="grid_node.id", index=True, sa_type=BigInt)
    published_at: datetime


def valid_faqs(session: Session, today: date) -> Sequence[Faq]:
    """The questions whose answers hold on `today`."""
    asked = select(Faq).where(or_(col(Faq.expires).is_(None), col(Faq.expires) >= today))
    return session.exec(asked.order_by(col(Faq.id))).all()


def notices_about(session: Session, word: str, path: str | None, now: datetime) -> Sequence[Notice]:
    """The newest notices that hold a word, published in a place or above it; with no path, in any place."""
    like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    asked = select(Notice).where(
        or_(col(Notice.title).like(like, escape="\\"), col(Notice.body).like(like, escape="\\")),
        col(Notice.published_at) <= now,
    )
    if path is not None:
        asked = asked.where(col(Notice.node_id).in_(ancestors(path)))
    return session.exec(asked.order_by(col(Notice.published_at).desc()).limit(3)).all()
