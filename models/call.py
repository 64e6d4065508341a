"""Calls 群众按“1”: a resident calls the chief of the grid."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt


class ChiefCall(SQLModel, table=True):
    """One call of the chief. `answered_at` measures the time to the answer; nobody is ranked by it."""

    __tablename__ = "chief_call"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    identity_id: int = Field(foreign_key="identity.id", index=True, sa_type=BigInt)
    node_id: int = Field(foreign_key="grid_node.id", sa_type=BigInt)
    chief_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    at: datetime
    answered_at: datetime | None = None


def last_call(session: Session, identity: int) -> datetime | None:
    """When an identity last called its chief."""
    asked = select(ChiefCall.at).where(ChiefCall.identity_id == identity)
    return session.exec(asked.order_by(col(ChiefCall.at).desc())).first()
