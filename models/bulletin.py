"""Bulletins 已发布的统计: figures that were given out, frozen with their day and the tickets behind them.

One a place, form and span: what was given out once is not counted anew. Nothing in it names anybody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Json
from models.grid import GridNode, under
from models.reports.span import Span


class Bulletin(SQLModel, table=True):
    """The figures of one report, as they were when it was given out."""

    __tablename__ = "bulletin"
    __table_args__ = (UniqueConstraint("node_id", "form", "first", "last"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    node_id: int = Field(foreign_key="grid_node.id", sa_type=BigInt)
    form: str
    first: date
    last: date
    content: dict[str, Any] = Field(sa_type=Json)
    """What the report prints, as `handlers.papers.analysis` reads it: ticket numbers, places, days."""
    digest: str
    """SHA-256 of the content in canonical JSON."""
    published_at: datetime


def published(session: Session, node_id: int, form: str, span: Span) -> Bulletin | None:
    """What was given out about a place and a span."""
    asked = select(Bulletin).where(Bulletin.node_id == node_id, Bulletin.form == form)
    return session.exec(asked.where(Bulletin.first == span.first, Bulletin.last == span.last)).first()


def between(session: Session, node_id: int, form: str, days: tuple[date, date]) -> Sequence[Bulletin]:
    """What was given out about a node for spans that ended from one day to another."""
    asked = select(Bulletin).where(Bulletin.node_id == node_id, Bulletin.form == form)
    return session.exec(asked.where(col(Bulletin.last).between(*days))).all()


def publish(
    session: Session, key: tuple[int, str, Span], content: Mapping[str, Any], now: datetime
) -> Bulletin:
    """Give figures out: from now on they stand. A second at once is refused by the database."""
    node_id, form, span = key
    row = Bulletin(
        node_id=node_id,
        form=form,
        first=span.first,
        last=span.last,
        content=dict(content),
        digest=digest_of(content),
        published_at=now,
    )
    session.add(row)
    session.flush()
    return row


def digest_of(content: Mapping[str, Any]) -> str:
    """What shows that a content was changed."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def of_place(session: Session, path: str, forms: Sequence[str]) -> Sequence[tuple[Bulletin, GridNode]]:
    """What was given out in some forms about a node and what lies below it, the newest first."""
    asked = select(Bulletin, GridNode).join(GridNode, col(GridNode.id) == col(Bulletin.node_id))
    asked = asked.where(under(path), col(Bulletin.form).in_(forms))
    return session.exec(asked.order_by(col(Bulletin.id).desc())).all()
