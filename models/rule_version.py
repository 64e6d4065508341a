"""Versions 规则版本: what a county has published for its bot to judge by, each kept, the newest in use."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed


class Content(StrEnum):
    """What a version holds; each kind counts its own numbers from 1."""

    RULES = "rules"
    """A pack of rule files: JSON, the text of each file by its name."""
    LEARNED = "learned"
    """The table of what was learned, as `gridbot learn` writes it: bytes that only nlp reads."""


class RuleVersion(SQLModel, table=True):
    """One version. Rows are added and never changed: to go back is to publish an old one again."""

    __tablename__ = "rule_version"
    __table_args__ = (UniqueConstraint("kind", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    kind: str
    number: int
    digest: str
    """SHA-256 of the content, in hexadecimal."""
    content: str = Field(sa_type=Sealed("rule_version.content"))
    note: str = Field(sa_type=Sealed("rule_version.note"))
    at: datetime
    copy_of: int | None = None
    """The number of the older version that was put back, if this is one."""

    @property
    def raw(self) -> bytes:
        """The content."""
        return base64.b64decode(self.content)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become a version."""

    kind: Content
    raw: bytes
    note: str
    copy_of: int | None = None


def publish(session: Session, draft: Draft, now: datetime) -> RuleVersion:
    """Add the next version; of two at once the second is a `Collision`."""
    newest = newest_numbers(session).get(draft.kind, 0)
    version = RuleVersion(
        kind=draft.kind,
        number=newest + 1,
        digest=hashlib.sha256(draft.raw).hexdigest(),
        content=base64.b64encode(draft.raw).decode("ascii"),
        note=draft.note,
        at=now,
        copy_of=draft.copy_of,
    )
    session.add(version)
    session.flush()
    return version


def newest_numbers(session: Session) -> Mapping[str, int]:
    """The number of the newest version of each kind that has one; cheap enough to ask every second."""
    asked = select(RuleVersion.kind, func.max(RuleVersion.number)).group_by(col(RuleVersion.kind))
    return dict(session.exec(asked).all())


def by_number(session: Session, kind: Content, number: int) -> RuleVersion | None:
    """A version by its number."""
    asked = select(RuleVersion).where(RuleVersion.kind == kind, RuleVersion.number == number)
    return session.exec(asked).first() if 0 < number < 2**31 else None


def all_of(session: Session, kind: Content) -> Sequence[RuleVersion]:
    """Every version of a kind, newest first."""
    asked = select(RuleVersion).where(RuleVersion.kind == kind)
    return session.exec(asked.order_by(col(RuleVersion.number).desc())).all()
