"""Posts 任职: who holds which role at which place, from when until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.grid import GridNode, ancestors
from models.person import Identity, Person
from models.role import HANDLERS, SUPERIORS, Role

BEFORE_RECORDS = datetime(2000, 1, 1, tzinfo=UTC)
"""Since when a post counts whose beginning nobody wrote down: what an office first lists was so before."""


class Appointment(SQLModel, table=True):
    """A role held by a person at a node for a time; an ended one stays as history."""

    __tablename__ = "appointment"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=BigInt)
    role: str = Field(index=True)
    node_id: int = Field(foreign_key="grid_node.id", index=True, sa_type=BigInt)
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A role in office, with the path of its place."""

    role: Role
    node_id: int
    path: str


def in_office(now: datetime) -> ColumnElement[bool]:
    """The condition that an appointment holds at `now`."""
    ended = or_(col(Appointment.until).is_(None), col(Appointment.until) > now)
    return and_(col(Appointment.since) <= now, ended)


def posts_of(session: Session, person_id: int, now: datetime) -> tuple[Post, ...]:
    """The posts a person holds at `now`."""
    asked = (
        select(Appointment.role, GridNode.id, GridNode.path)
        .join(GridNode, col(GridNode.id) == col(Appointment.node_id))
        .where(Appointment.person_id == person_id, in_office(now))
        .order_by(col(Appointment.id))
    )
    return tuple(Post(Role(role), node or 0, path) for role, node, path in session.exec(asked))


def holders(
    session: Session, path: str, roles: Iterable[Role], now: datetime
) -> list[tuple[Role, int, Person]]:
    """Everyone who holds one of `roles` on `path`, nearest place first, then by rank as `roles` is ordered.

    People without any account come after those who can be reached, within one place and role.
    """
    ranks = {role: rank for rank, role in enumerate(roles)}
    places = {node: depth for depth, node in enumerate(ancestors(path))}
    asked = (
        select(Appointment, Person, Identity.id)
        .join(Person, col(Person.id) == col(Appointment.person_id))
        .join(Identity, col(Identity.person_id) == col(Person.id), isouter=True)
        .where(col(Appointment.role).in_(ranks), col(Appointment.node_id).in_(places), in_office(now))
        .order_by(col(Appointment.id))
    )
    rows = sorted(
        session.exec(asked),
        key=lambda row: (places[row[0].node_id], ranks[Role(row[0].role)], row[2] is None, row[0].id),
    )
    found: dict[tuple[str, int, int | None], tuple[Role, int, Person]] = {}
    for post, person, _ in rows:
        found.setdefault((post.role, post.node_id, person.id), (Role(post.role), post.node_id, person))
    return list(found.values())


def in_office_at(
    session: Session, path: str, roles: Iterable[Role], now: datetime
) -> dict[int, list[tuple[Role, str | None]]]:
    """The posts held on `path`, by node: the role and its holder's unit, no names; each kind once."""
    found: dict[int, list[tuple[Role, str | None]]] = {}
    for role, node, person in holders(session, path, roles, now):
        posts = found.setdefault(node, [])
        post = (role, person.unit if role is Role.DEPARTMENT else None)
        if post not in posts:
            posts.append(post)
    return found


def everybody(session: Session, role: Role, now: datetime) -> list[Person]:
    """Whoever holds a role, anywhere, in the order of appointment."""
    asked = (
        select(Person)
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .where(Appointment.role == role, in_office(now))
        .order_by(col(Appointment.id))
    )
    return list({person.id: person for person in session.exec(asked)}.values())


def reachable(session: Session, people: Sequence[Person]) -> list[Person]:
    """Those of `people` with an account on some channel, in the same order."""
    ids = [person.id for person in people]
    known = set(session.exec(select(Identity.person_id).where(col(Identity.person_id).in_(ids))))
    return [person for person in people if person.id in known]


def first_handler(session: Session, path: str, now: datetime) -> Person | None:
    """Who handles a new ticket of a place: its grid worker, else its chief, else the next chief up."""
    here = ancestors(path)[0]
    own = [person for _, node, person in holders(session, path, HANDLERS, now) if node == here]
    above = [person for _, _, person in holders(session, path, SUPERIORS, now)]
    people = own + above
    return next(iter(reachable(session, people) or people), None)


def chiefs(session: Session, path: str, now: datetime) -> list[Person]:
    """Who answers for a place, nearest first: reachable people only."""
    return reachable(session, [person for _, _, person in holders(session, path, SUPERIORS, now)])
