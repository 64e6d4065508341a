"""Importing the duty roster: one person a place and day; a later file puts another there."""

from __future__ import annotations

from datetime import date

import pytest

from models.database import Database
from models.duty import Duty
from tests.handlers.desk_of_imports import Desk, blamed, counts

ROSTER = "日期|值班人|网格编码\n2026-12-03|S1|C\n2026/12/4|S2|C"


@pytest.fixture
def desk(database: Database) -> Desk:
    """A county with grid and staff."""
    return Desk(database).settled()


def test_a_roster_is_day_place_and_person(desk: Desk) -> None:
    """The same file twice changes nothing; another person on a day is a change."""
    assert counts(desk.imports("roster", ROSTER)) == (2, 0, 0)
    assert counts(desk.imports("roster", ROSTER)) == (0, 0, 2)
    first, second = desk.all(Duty)
    assert (first.day, second.day) == (date(2026, 12, 3), date(2026, 12, 4))
    assert counts(desk.imports("roster", ROSTER.replace("4|S2", "4|S1"))) == (0, 1, 1)
    assert desk.all(Duty)[1].person_id == first.person_id


def test_what_is_wrong_is_told(desk: Desk) -> None:
    """A day twice, nobody, no such place, no date: nothing of the file is taken."""
    wrong = ROSTER + "\n2026-12-03|S2|C\n2026-12-05|S99|C\n2026-12-06|S1|Q\n下周|S1|C"
    assert blamed(desk.imports("roster", wrong)) == [
        (2, "day"),
        (4, "day"),
        (5, "person"),
        (6, "grid"),
        (7, "day"),
    ]
    assert desk.all(Duty) == []
