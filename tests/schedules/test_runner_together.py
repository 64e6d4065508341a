"""Runners that overlap, and runners that are cut off, say what one undisturbed runner says."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

import pytest

from models.database import Database, Session
from schedules.runner import run_due
from tests.schedules.county import County, at, families

MORNINGS = ("2026-10-08", "2026-11-02", "2027-01-04")


class PowerCutError(Exception):
    """The process is gone."""


class CutOff:
    """A database that is cut off before its nth transaction is committed."""

    def __init__(self, real: Database, last: int) -> None:
        self._real, self._left = real, last

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session of the real database, rolled back at the nth."""
        with self._real.session() as session:
            yield session
            self._left -= 1
            if self._left < 0:
                raise PowerCutError

    def reading(self) -> object:
        """Reading is not disturbed."""
        return self._real.reading()


def settled(database: Database) -> County:
    """Two villages with some families."""
    county = County.founded(database)
    county.village("幸福村", "周主任", "吴律师")
    county.village("清泉村", "冯主任", "吴律师")
    for name in families(5):
        county.enrols(name, "幸福村")
        county.enrols(f"清{name}", "清泉村")
    return county


EXPECTED = {
    "2026-10-08": ["冯主任", "吴律师", "周主任"],
    "2026-11-02": ["冯主任", "吴律师", "周主任"],
    "2027-01-04": ["冯主任", "吴律师", "周主任", "钱镇长"],
}


def said(county: County) -> dict[str, list[str]]:
    """Who was told on which day, each once."""
    found: dict[str, list[str]] = {}
    for key in sorted(county.digests()):
        name, day = key.split()
        found.setdefault(day, []).append(name)
    return found


def test_runners_at_once_double_nothing(database: Database) -> None:
    """Four rounds of the same moment, at the same time."""
    county = settled(database)
    with ThreadPoolExecutor(4) as pool:
        for day in MORNINGS:
            list(pool.map(lambda _, day=day: county.runs(at(day)), range(4)))
    assert said(county) == EXPECTED
    subjects = [(task.plan, task.subject, task.period) for task in county.tasks()]
    assert len(subjects) == len(set(subjects))


@pytest.mark.parametrize("last", range(8))
def test_a_round_that_is_cut_off_is_finished_by_the_next(sqlite: Database, last: int) -> None:
    """Whatever transaction was the last one, the next round does the rest, and nothing twice."""
    county = settled(sqlite)
    for day in MORNINGS:
        broken = replace(county.office, database=cast(Database, CutOff(sqlite, last)))
        try:
            run_due(broken, at(day))
        except PowerCutError:
            county.runs(at(day, "08:31"))
    assert said(county) == EXPECTED
    numbers = [one.number for one in county.tasks() if one.plan == "contact" and one.period == "2027Q1"]
    assert sorted(numbers, key=lambda number: number or 0) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
