"""Units 单位: the departments over a place, as the posts of their people name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.appointment import Appointment, holders, in_office
from models.grid import GridNode, under
from models.person import Person
from models.role import Role


@dataclass(frozen=True, slots=True)
class Unit:
    """One department, with its people at the nearest place that has it; those with an account first."""

    name: str
    people: tuple[Person, ...]


def units_over(session: Session, path: str, now: datetime) -> list[Unit]:
    """The departments that answer for a place, nearest first: of one name only the nearest."""
    found: dict[str, tuple[int, list[Person]]] = {}
    for _, node, person in holders(session, path, (Role.DEPARTMENT,), now):
        if person.unit:
            nearest, people = found.setdefault(person.unit, (node, []))
            if node == nearest:
                people.append(person)
    return [Unit(name, tuple(people)) for name, (_, people) in found.items()]


def called(units: Iterable[Unit], word: str) -> list[Unit]:
    """The units that a word means: the one of this name, else all whose name has it (交警 of 县交警大队)."""
    every = list(units)
    exact = [one for one in every if one.name == word]
    return exact or [one for one in every if word in one.name]


def units_under(session: Session, path: str, now: datetime) -> list[tuple[GridNode, Unit]]:
    """The departments at a place and all below it, each with its own place; from above downward."""
    asked = (
        select(GridNode, Person)
        .join(Appointment, col(Appointment.node_id) == col(GridNode.id))
        .join(Person, col(Person.id) == col(Appointment.person_id))
        .where(under(path), Appointment.role == Role.DEPARTMENT, in_office(now))
        .order_by(col(GridNode.path), col(Appointment.id))
    )
    found: dict[tuple[str, str], tuple[GridNode, list[Person]]] = {}
    for node, person in session.exec(asked):
        if person.unit:
            found.setdefault((node.path, person.unit), (node, []))[1].append(person)
    return [(node, Unit(name, tuple(people))) for (_, name), (node, people) in found.items()]
