"""Officeholders 在岗人员: everyone's posts at once, for work that asks of thousands of places.

A snapshot without names: load it for one round, ask it, let it go.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy
from sqlalchemy import or_
from sqlmodel import Session, SQLModel, col, select

from models.appointment import Appointment
from models.grid import GridNode, ancestors, is_at_or_above
from models.person import Identity
from models.role import SUPERIORS, Role

TOLD = tuple(role for role in SUPERIORS if role is not Role.ADMIN)
"""Who is told what was missed below; an administrator of the program is nobody's superior."""


@dataclass(frozen=True, slots=True)
class Held:
    """One post of one person, for its time."""

    id: int
    person_id: int
    role: str
    node_id: int
    since: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether it is held at that moment."""
        return self.since <= at and (self.until is None or at < self.until)


class Officeholders:
    """Who holds which post where, now and later."""

    def __init__(self, paths: Mapping[int, str], posts: Iterable[Held], reachable: frozenset[int]) -> None:
        """`paths` of all nodes; `reachable`: the people with an account."""
        self.paths = paths
        self._reachable = reachable
        self._at: defaultdict[str, defaultdict[int, list[Held]]] = defaultdict(lambda: defaultdict(list))
        self._of: defaultdict[int, list[Held]] = defaultdict(list)
        for post in sorted(posts, key=lambda post: (post.person_id not in reachable, post.id)):
            self._at[post.role][post.node_id].append(post)
            self._of[post.person_id].append(post)
        held = [post for own in self._of.values() for post in own]
        self._changes = sorted({post.since for post in held} | {post.until for post in held if post.until})

    def is_reachable(self, person_id: int) -> bool:
        """Whether a person has an account on some channel."""
        return person_id in self._reachable

    def holds_post(self, person_id: int, at: datetime) -> bool:
        """Whether a person holds any post."""
        return any(post.holds(at) for post in self._of.get(person_id, ()))

    def holders(self, node_id: int, role: str, at: datetime) -> Iterator[int]:
        """Who holds a role at one node: those with an account first, then by appointment."""
        return (post.person_id for post in self._at[role].get(node_id, ()) if post.holds(at))

    def nearest(self, node_id: int, role: str, at: datetime) -> int | None:
        """The nearest holder of a role at or above a node."""
        chain = ancestors(self.paths[node_id])
        return next((one for node in chain for one in self.holders(node, role, at)), None)

    def places_with(self, role: str, at: datetime) -> dict[int, datetime]:
        """The nodes that have a role in office, and since when its earliest present holder is."""
        found: dict[int, datetime] = {}
        for node, posts in sorted(self._at[role].items()):
            since = [post.since for post in posts if post.holds(at)]
            if since:
                found[node] = min(since)
        return found

    def changes_between(self, after: datetime, until: datetime) -> list[datetime]:
        """When posts begin or end after one moment and up to another, in order."""
        first, last = bisect_right(self._changes, after), bisect_right(self._changes, until)
        return self._changes[first:last]

    def superior(self, person_id: int, node_id: int, at: datetime) -> int | None:
        """Who hears what a person left undone for a node: the next reachable one above his own place.

        At his own place only a higher rank is above him: a village's cadre above its adviser or grid chief.
        """
        place, rank = self._stand(person_id, self.paths[node_id], at)
        for node in ancestors(self.paths[place]):
            for role in TOLD[rank + 1 if node == place else 0 :]:
                for one in self.holders(node, role, at):
                    if one != person_id and one in self._reachable:
                        return one
        return None

    def _stand(self, person_id: int, path: str, at: datetime) -> tuple[int, int]:
        """The node and rank from which a person acts for `path`: the nearest post at or above it."""
        posts = [post for post in self._of.get(person_id, ()) if post.holds(at)]
        over = [post for post in posts if is_at_or_above(self.paths[post.node_id], path)]
        if not over:
            return ancestors(path)[0], -1
        nearest = max(over, key=lambda post: (len(self.paths[post.node_id]), _rank(post.role)))
        return nearest.node_id, _rank(nearest.role)


def _rank(role: str) -> int:
    return TOLD.index(Role(role)) if role in TOLD else -1


def load(session: Session, now: datetime) -> Officeholders:
    """Everyone who holds a post at `now` or will later."""
    table = SQLModel.metadata.tables[str(Appointment.__tablename__)]
    posts = sqlalchemy.select(*(table.c[one.name] for one in fields(Held))).where(
        or_(table.c.until.is_(None), table.c.until > now)
    )
    nodes = session.exec(select(GridNode.id, GridNode.path))
    accounts = select(Identity.person_id).where(col(Identity.person_id).is_not(None)).distinct()
    return Officeholders(
        {node: path for node, path in nodes if node is not None},
        [Held(*row) for row in session.execute(posts)],
        frozenset(session.execute(accounts).scalars()),
    )
