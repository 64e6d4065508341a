"""Accounts 登录账号 of the console, with a role and a place; passwords only as argon2 hashes."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, select

from models.columns import BigInt


class Account(SQLModel, table=True):
    """Someone who may log in to the console."""

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    name: str = Field(unique=True)
    role: str
    node_id: int = Field(foreign_key="grid_node.id", sa_type=BigInt)
    password_hash: str
    created_at: datetime


def by_name(session: Session, name: str) -> Account | None:
    """The account of a login name."""
    return session.exec(select(Account).where(Account.name == name)).first()
