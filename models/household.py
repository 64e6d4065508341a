"""Households 住户 as staff speak of them: by name or code, within the places they answer for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.columns import keys_of
from models.grid import GridNode, under
from models.person import HOUSEHOLD, Person, name_index


def households_of(session: Session, called: str, paths: Sequence[str]) -> Sequence[Person]:
    """The households of a name, or of a code, at or below one of some places; none that was erased."""
    index = name_index(keys_of(session.get_bind().dialect), called)
    asked = (
        select(Person)
        .join(GridNode, col(GridNode.id) == col(Person.node_id))
        .where(
            Person.roster == HOUSEHOLD,
            col(Person.erased_at).is_(None),
            or_(col(Person.name_index) == index, col(Person.code) == called),
            or_(*(under(path) for path in paths)),
        )
    )
    return session.exec(asked.order_by(col(Person.code))).all()
