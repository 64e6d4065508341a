"""The digest: what one person is told on one day, grouped, numbered and moved on to its next turn."""

from __future__ import annotations

from datetime import date
from itertools import count

from models.officeholders import Officeholders
from models.owed import Owed
from models.task import TaskStatus, Turn
from schedules.digest import Digest, Due, Tell, compose
from schedules.occasion import Occasion
from schedules.pack import load_pack
from schedules.timetable import Timetables
from tests.schedules.county import CALENDAR, at

CADRE, TOWN = 7, 8
PATHS = {1: "/1/", 2: "/1/2/", 3: "/1/3/"}
IDS = count(1)


def on(day: str) -> Occasion:
    """The occasion of a day, without anybody in office."""
    return Occasion(
        date.fromisoformat(day),
        at(day),
        Timetables(load_pack(), CALENDAR),
        Officeholders(PATHS, [], frozenset()),
    )


def owed(person: int, node: int = 2, turn: Turn = Turn.OPEN, since: str = "2026-10-08") -> Owed:
    """A quarter's contact with a person."""
    return Owed(
        plan="contact",
        subject=f"person:{person}",
        period="2026Q4",
        person_id=person,
        node_id=node,
        responsible_id=CADRE,
        starts_on=date(2026, 10, 1),
        due_on=date(2026, 12, 31),
        ends_on=date(2026, 12, 31),
        next_on=date.fromisoformat(since),
        next_step=turn,
        id=next(IDS),
    )


def kinds(digest: Digest) -> list[Turn | Tell]:
    """What its groups are about."""
    return [group.kind for group in digest.groups]


def test_numbers_follow_place_and_entry_behind_the_highest_in_use() -> None:
    """Two villages; the list goes on behind the number 4."""
    digest = compose(on("2026-10-08"), Due(CADRE, [owed(30, 3), owed(20, 2), owed(10, 2)], [], 4))
    assert [(one.person_id, one.number) for one in digest.own] == [(10, 5), (20, 6), (30, 7)]


def test_an_empty_list_begins_at_one() -> None:
    """Nothing is open, so the numbers are free again."""
    digest = compose(on("2026-10-08"), Due(CADRE, [owed(10)], [], 0))
    assert [one.number for one in digest.own] == [1]


def test_a_number_stays_with_its_task() -> None:
    """What was listed before keeps its number and stands before what is new."""
    old = owed(99, turn=Turn.MOVED)
    old.number = 3
    digest = compose(on("2026-10-08"), Due(CADRE, [owed(1), old], [], 3))
    assert [(one.person_id, one.number) for one in digest.own] == [(99, 3), (1, 4)]


def test_the_most_pressing_comes_first_and_what_others_owe_last() -> None:
    """Last days, half-time, again, moved, open; then what goes one level up."""
    due = [owed(n, turn=turn) for n, turn in enumerate(Turn, start=1)]
    for number, one in enumerate(due, start=1):
        one.number = None if one.next_step == Turn.OPEN else number
    missed, silent = owed(50), owed(51)
    missed.status = TaskStatus.MISSED
    digest = compose(on("2026-10-08"), Due(CADRE, due, [missed, silent], 9))
    assert kinds(digest) == [
        Turn.LAST,
        Turn.HALF,
        Turn.AGAIN,
        Turn.MOVED,
        Turn.OPEN,
        Tell.UNANSWERED,
        Tell.MISSED,
    ]


def test_missed_turns_collapse_into_the_latest() -> None:
    """Nothing ran from October to the last days: one telling, and none is left until the end."""
    task = owed(1)
    assert kinds(compose(on("2026-12-28"), Due(CADRE, [task], [], 0))) == [Turn.LAST]
    assert (task.next_on, task.next_step) == (None, None)


def test_a_task_moves_on_to_its_next_turn() -> None:
    """Opened on 8 October; half-time is Monday 16 November."""
    task = owed(1)
    compose(on("2026-10-08"), Due(CADRE, [task], [], 0))
    assert (task.next_on, task.next_step) == (date(2026, 11, 16), Turn.HALF)


def test_the_key_is_one_person_and_day() -> None:
    """The outbox refuses a second digest of the same day."""
    assert compose(on("2026-10-08"), Due(TOWN, [], [], 0)).key == "digest:8:2026-10-08"
