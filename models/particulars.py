"""Particulars 称呼: the names, numbers and places behind many ids, read in few questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from models.grid import GridNode
from models.person import Person
from models.portions import portions


@dataclass(frozen=True, slots=True)
class Contact:
    """How to speak of a person and reach him."""

    name: str
    phone: str | None = None
    away: str | None = None


@dataclass(frozen=True, slots=True)
class Particulars:
    """People and places by id; what is not there was erased."""

    people: dict[int, Contact] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)

    def name(self, person_id: int | None) -> str:
        """A person's name."""
        found = self.people.get(person_id or 0)
        return "（已删除）" if found is None else found.name

    def place(self, node_id: int) -> str:
        """A place's own name."""
        return self.places.get(node_id, "")


def particulars(session: Session, people: Iterable[int], places: Iterable[int]) -> Particulars:
    """The particulars of people and nodes."""
    known = Particulars()
    for ids in portions(sorted(set(people))):
        asked = select(Person.id, Person.name, Person.phone, Person.away).where(col(Person.id).in_(ids))
        known.people.update({one or 0: Contact(*rest) for one, *rest in session.exec(asked)})
    for ids in portions(sorted(set(places))):
        named = select(GridNode.id, GridNode.name).where(col(GridNode.id).in_(ids))
        known.places.update({one or 0: name for one, name in session.exec(named)})
    return known
