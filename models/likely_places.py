"""Which of the places below a node a matter is likely in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from models.grid import GridNode, is_at_or_above, under
from models.ticket import Ticket


def children(session: Session, node_id: int) -> Sequence[GridNode]:
    """The places directly below a node, in the order of their codes."""
    asked = select(GridNode).where(GridNode.parent_id == node_id).order_by(col(GridNode.code))
    return session.exec(asked).all()


def likely_children(session: Session, node: GridNode, category: str, home: str) -> list[GridNode]:
    """The places below a node: where the reporter lives first, then where most such matters were.

    `home`: the path of the reporter's home, "" if it is not known.
    """
    found = children(session, node.id or 0)
    if len(found) < 2:
        return list(found)
    counted: Counter[str] = Counter()
    asked = (
        select(GridNode.path, func.count())
        .join(Ticket, col(Ticket.node_id) == col(GridNode.id))
        .where(under(node.path), Ticket.category == category)
        .group_by(col(GridNode.path))
    )
    for path, count in session.exec(asked):
        for child in found:
            if is_at_or_above(child.path, path):
                counted[child.path] += count
    return sorted(found, key=lambda one: (not is_at_or_above(one.path, home), -counted[one.path], one.code))


def named_in(session: Session, node: GridNode, words: str) -> GridNode | None:
    """The place below a node that words name, the longest name first and the deepest of a name; else None.

    A name counts only as a whole: 3组 is not named by 13组.
    """
    asked = select(GridNode).where(under(node.path), GridNode.id != node.id)
    named = [one for one in session.exec(asked) if _is_named(one.name, words)]
    best = sorted(named, key=lambda one: (-len(one.name), -len(one.path), one.code))
    if not best or (len(best) > 1 and best[0].name == best[1].name):
        return None  # 1组 of which village?
    return best[0]


def _is_named(name: str, words: str) -> bool:
    start = words.find(name)
    while start >= 0:
        before = words[start - 1 : start]
        if not (name[:1] in _COUNTING and before and before in _COUNTING):
            return True
        start = words.find(name, start + 1)
    return False


NUMERALS = dict(zip("一二三四五六七八九", "123456789", strict=True))
"""三组 is 3组."""
_COUNTING = frozenset("0123456789一二三四五六七八九十百")
