"""预警提示: a town hears when its matters of one kind rise beyond its usual, once a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import pytest

from models.database import Session
from models.grid import by_code
from models.ticket import Kind, Status, Ticket, next_number
from tests.town import MONDAY, Town

WEEK = timedelta(days=7)
NUMBERS = count()


def registered(town: Town, at: datetime, many: int = 1, *, node: str = "C3", category: str = "labor") -> None:
    """So many matters were registered at a moment."""
    with town.database.session() as session:
        for _ in range(many):
            _add(session, at, node, category)


def _add(session: Session, at: datetime, node: str, category: str) -> None:
    place = by_code(session, node)
    assert place is not None
    session.add(
        Ticket(
            number=next_number(session),
            kind=Kind.DISPUTE,
            category=category,
            status=Status.HANDLING,
            urgency="normal",
            node_id=place.id or 0,
            text="",
            source="群聊",
            created_at=at,
            confirmed_at=at,
        )
    )


@pytest.fixture(name="quiet")
def _quiet(town: Town) -> Town:
    """A town with one wage dispute every other week, for ten weeks."""
    for weeks in range(2, 12, 2):
        registered(town, MONDAY - weeks * WEEK)
    return town


def test_a_rise_is_told_to_the_town_once_in_seven_days(quiet: Town) -> None:
    """Five in a week where one in two is usual; on the next mornings nothing more."""
    registered(quiet, MONDAY + timedelta(hours=1), many=5)
    quiet.later(days=1)
    assert quiet.hears("钱镇长") == ["请研判：柳湾镇近7天劳资欠薪5件，平常0.6件\n6号、7号、8号、9号、10号"]
    quiet.hush()
    for _ in range(5):
        quiet.later(days=1)
    assert not [one for one in quiet.hears("钱镇长") if "请研判" in one]


def test_what_goes_on_is_told_again_after_seven_days(quiet: Town) -> None:
    """A second week beyond the usual is a new warning."""
    registered(quiet, MONDAY + timedelta(hours=1), many=5)
    quiet.later(days=1)
    registered(quiet, quiet.now + 5 * timedelta(days=1), many=12)
    quiet.hush()
    quiet.later(days=6)
    quiet.later(days=1)
    assert len([one for one in quiet.hears("钱镇长") if "请研判" in one]) == 1


def test_the_usual_is_silence(quiet: Town) -> None:
    """Two in a week are no rise, nor are five spread over categories."""
    registered(quiet, MONDAY + timedelta(hours=1), many=2)
    for category in ("debt", "neighbor", "land"):
        registered(quiet, MONDAY + timedelta(hours=1), category=category)
    quiet.later(days=1)
    assert not [one for one in quiet.hears("钱镇长") if "请研判" in one]


def test_without_a_past_nobody_is_warned(town: Town) -> None:
    """A county that began last week does not know what is usual."""
    registered(town, MONDAY + timedelta(hours=1), many=9)
    town.later(days=1)
    assert not [one for one in town.hears("钱镇长") if "请研判" in one]


def test_on_a_day_off_it_waits(quiet: Town) -> None:
    """The week's matters are told on the next working morning."""
    friday = MONDAY + timedelta(days=4)
    registered(quiet, friday + timedelta(hours=1), many=5)
    quiet.at(friday + timedelta(days=1))
    assert not [one for one in quiet.hears("钱镇长") if "请研判" in one]
    quiet.at(friday + timedelta(days=3))
    assert [one for one in quiet.hears("钱镇长") if "请研判" in one]


def test_two_rounds_at_once_tell_it_once(quiet: Town) -> None:
    """The same morning again, as by a second scheduler or a clock that went back."""
    registered(quiet, MONDAY + timedelta(hours=1), many=5)
    quiet.later(days=1)
    quiet.later(hours=-1)
    quiet.later(hours=1)
    assert len([one for one in quiet.hears("钱镇长") if "请研判" in one]) == 1
