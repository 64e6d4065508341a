"""Announcements 通告: what whoever handles a matter tells all whom it concerns, and when it is to be over."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed


class Announcement(SQLModel, table=True):
    """One telling; the newest that was not taken back is the matter's last answer."""

    __tablename__ = "announcement"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", index=True, sa_type=BigInt)
    words: str = Field(sa_type=Sealed("announcement.words"))
    expected_at: datetime | None = None
    """When it is to be over, if the words say so."""
    at: datetime
    until: datetime | None = None
    """When it was taken back."""


def latest(session: Session, ticket: int) -> Announcement | None:
    """The last answer to a matter."""
    asked = select(Announcement).where(Announcement.ticket == ticket, col(Announcement.until).is_(None))
    return session.exec(asked.order_by(col(Announcement.id).desc())).first()
