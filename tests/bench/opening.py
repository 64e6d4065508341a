"""What opening a quarter costs, against adding the same rows one object at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from models.crypto import KeyRing
from models.database import Database
from models.task import Task
from nlp.classifier import build_classifier
from schedules.runner import run_due
from tests.bench.measure import Figure, compare
from tests.town import Town

HOUSEHOLDS = 2_000


def measure(folder: Path) -> Iterator[Figure]:
    """One morning that opens a quarter for 2,000 households / as many task objects added to a session."""
    database = Database(f"sqlite:///{folder}/opening.db", KeyRing("bench", [bytes(32)]))
    database.upgrade()
    town = Town(database, build_classifier(cache_dir=folder))
    people = town.enrol(*(f"户{number}" for number in range(HOUSEHOLDS)), responsible="周主任")
    quarters = iter(range(1, 100))

    def ours() -> None:
        town.now += timedelta(days=92)
        run_due(town.office, town.now)

    def peer() -> None:
        period = f"peer{next(quarters)}"
        day = date(2026, 1, 1)
        with database.session() as session:
            for one in people:
                session.add(_task(one.id or 0, period, day, town.person("周主任").id or 0))

    yield compare(f"open a quarter for {HOUSEHOLDS} and tell it / add_all", ours, peer, rounds=3)
    database.close()


def _task(person: int, period: str, day: date, responsible: int) -> Task:
    return Task(
        plan="peer",
        subject=f"person:{person}",
        period=period,
        person_id=person,
        node_id=1,
        responsible_id=responsible,
        starts_on=day,
        due_on=day,
        ends_on=day,
    )
