"""The names of the grid's places, for whoever reads texts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.grid import GridNode
from models.ticket import Counter

EDITION = str(GridNode.__tablename__)


def place_names(session: Session) -> Sequence[str]:
    """Every name of the tree, once."""
    return session.exec(select(GridNode.name).distinct().order_by(col(GridNode.name))).all()


def edition(session: Session) -> int:
    """A number that grows whenever places were imported, so that readers know when to read anew."""
    found = session.get(Counter, EDITION)
    return 0 if found is None else found.value


def note_change(session: Session) -> None:
    """Places were added or changed in this transaction."""
    found = session.get(Counter, EDITION, with_for_update=True) or Counter(name=EDITION)
    found.value += 1
    session.add(found)
