"""Units 单位: the departments over a place, as the posts of their people name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.appointment import holders
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
