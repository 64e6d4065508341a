"""The grid tree 网格: levels are data, a path answers every subtree question."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Binary

AFTER_SLASH = chr(ord("/") + 1)


class GridNode(SQLModel, table=True):
    """One place of the tree: a county, town, village, group, building, by whatever name its `level` has."""

    __tablename__ = "grid_node"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    code: str = Field(unique=True)
    name: str
    level: str = Field(index=True)
    parent_id: int | None = Field(default=None, foreign_key="grid_node.id", index=True, sa_type=BigInt)
    path: str = Field(default="", index=True, sa_type=Binary)
    """The ids from the root to this node, "/1/5/23/"; empty only until the row has its id."""


def ancestors(path: str) -> list[int]:
    """The ids on `path`, the node itself first, the root last."""
    return [int(part) for part in reversed(path.strip("/").split("/")) if part]


def is_at_or_above(path: str, place: str) -> bool:
    """Whether the node of `path` is `place` itself or lies above it."""
    return bool(path) and place.startswith(path)


def under(path: str) -> ColumnElement[bool]:
    """The condition that a `GridNode` is the node of `path` or lies below it: one range of the index."""
    return and_(col(GridNode.path) >= path, col(GridNode.path) < path[:-1] + AFTER_SLASH)


def by_code(session: Session, code: str) -> GridNode | None:
    """The node of an import code."""
    return session.exec(select(GridNode).where(GridNode.code == code)).first()


def roots(session: Session) -> Sequence[GridNode]:
    """The nodes with nothing above them: usually one, the county."""
    return session.exec(select(GridNode).where(col(GridNode.parent_id).is_(None))).all()


def with_ids(session: Session, ids: Sequence[int]) -> Sequence[GridNode]:
    """The nodes of ids."""
    return session.exec(select(GridNode).where(col(GridNode.id).in_(ids))).all()


def subtree(session: Session, path: str) -> Sequence[GridNode]:
    """The node of `path` and all below it, parents before children."""
    return session.exec(select(GridNode).where(under(path)).order_by(col(GridNode.path))).all()


def named(session: Session, path: str, word: str) -> list[GridNode]:
    """The nodes at or below one of `path` that a word is the code or name of: 3组, 幸福村3组."""
    below = subtree(session, path)
    names = {node.id: node.name for node in below}
    return [
        node for node in below if word in (node.code, node.name, names.get(node.parent_id, "") + node.name)
    ]


def chain(session: Session, path: str) -> list[GridNode]:
    """The nodes of `path`, the node itself first, the root last."""
    found = session.exec(select(GridNode).where(col(GridNode.id).in_(ancestors(path)))).all()
    return sorted(found, key=lambda node: len(node.path), reverse=True)


def full_name(session: Session, node: GridNode, levels: int = 2) -> str:
    """The last `levels` names of the chain, written from the outside in: 幸福村3组."""
    return "".join(place.name for place in reversed(chain(session, node.path)[:levels]))
