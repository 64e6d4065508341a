"""Signatures 签字: who is asked to sign an agreement, by which link, and what he drew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed, SealedBytes, keys_of


class State(StrEnum):
    """What became of the asking."""

    OPEN = "open"
    SIGNED = "signed"
    REFUSED = "refused"
    VOID = "void"
    """The agreement was changed, or a newer link takes its place."""


class Signature(SQLModel, table=True):
    """One party and one link. Of the link's token a keyed index is kept; the link itself is only sent."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("token"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", index=True, sa_type=BigInt)
    mediation_id: int = Field(foreign_key="mediation.id", index=True, sa_type=BigInt)
    party: str = Field(sa_type=Sealed("signature.party"))
    identity_id: int | None = Field(default=None, foreign_key="identity.id", index=True, sa_type=BigInt)
    """The account to which the link went; None: somebody hands the party a phone."""
    asked_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    token: str | None = None
    """Keyed index of the link's token; None once the words are erased: the link is dead."""
    asked_at: datetime
    expires_at: datetime
    state: str = State.OPEN
    answered_at: datetime | None = None
    drawing: bytes | None = Field(default=None, sa_type=SealedBytes("signature.drawing"))
    """A small PNG."""
    until: datetime | None = None
    """When the asking was taken back (撤销)."""


def index_of(session: Session, token: str) -> str:
    """The keyed index of a link's token."""
    return keys_of(session.get_bind().dialect).blind(token, "signature.token")


def of_token(session: Session, token: str) -> Signature | None:
    """What a link is about."""
    asked = select(Signature).where(Signature.token == index_of(session, token))
    return session.exec(asked.execution_options(populate_existing=True)).first()


def current(session: Session, mediation_id: int) -> Sequence[Signature]:
    """Who is asked to sign an agreement as it stands, in the order of asking."""
    asked = select(Signature).where(
        Signature.mediation_id == mediation_id,
        col(Signature.until).is_(None),
        Signature.state != State.VOID,
    )
    return session.exec(asked.order_by(col(Signature.id))).all()


def answer(session: Session, row: Signature, now: datetime, drawing: bytes | None) -> bool:
    """Sign, or without a drawing refuse, once; False if that was done, or the link is no good any more."""
    state = State.REFUSED if drawing is None else State.SIGNED
    done = session.execute(
        update(Signature)
        .where(
            col(Signature.id) == row.id,
            col(Signature.state) == State.OPEN,
            col(Signature.until).is_(None),
            col(Signature.expires_at) > now,
        )
        .values(state=state, answered_at=now, drawing=drawing)
        .returning(col(Signature.id))
    ).first()
    session.refresh(row)
    return done is not None
