"""One-time codes 绑定码: whoever says one binds a group to a place, or an account to a member of the staff.

A code is printed once and never stored: only its keyed index is. It is good for some days and for one use.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, keys_of

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are taken for one another."""
LENGTH = 8


class BindCode(SQLModel, table=True):
    """One code that was given out, for a place or for a person."""

    __tablename__ = "bind_code"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    digest: str = Field(unique=True)
    node_id: int | None = Field(default=None, foreign_key="grid_node.id", sa_type=BigInt)
    person_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    expires_at: datetime = Field(index=True)


@dataclass(frozen=True, slots=True)
class Use:
    """What a code is for."""

    node_id: int | None = None
    person_id: int | None = None


def issue(session: Session, use: Use, expires_at: datetime) -> str:
    """A new code, as it is printed: ABCD-EFGH."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    session.add(
        BindCode(
            digest=_digest(session, code),
            node_id=use.node_id,
            person_id=use.person_id,
            expires_at=expires_at,
        )
    )
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def find(session: Session, said: str, now: datetime) -> BindCode | None:
    """The code that was said, if it is good at `now`."""
    asked = select(BindCode).where(BindCode.digest == _digest(session, said), BindCode.expires_at > now)
    return session.exec(asked).first()


def use_up(session: Session, code: BindCode) -> bool:
    """Use a code; False if somebody else was first."""
    used = session.execute(
        delete(BindCode).where(col(BindCode.id) == code.id).returning(col(BindCode.id))
    ).first()
    return used is not None


def has_expired(session: Session, now: datetime) -> bool:
    """Whether there are codes that are good no more."""
    return session.exec(select(BindCode.id).where(BindCode.expires_at <= now)).first() is not None


def forget_expired(session: Session, now: datetime) -> None:
    """Erase the codes that are good no more."""
    session.execute(delete(BindCode).where(col(BindCode.expires_at) <= now))


def _digest(session: Session, said: str) -> str:
    plain = "".join(char for char in said.upper() if char.isalnum())
    return keys_of(session.get_bind().dialect).blind(plain, "bind_code.digest")
