"""The names of the grid's places, for whoever reads texts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.grid import GridNode


def place_names(session: Session) -> Sequence[str]:
    """Every name of the tree, once."""
    return session.exec(select(GridNode.name).distinct().order_by(col(GridNode.name))).all()
