"""The movable clock, with the whole bot behind it: what is due on the way is done and carried."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event

import pytest

from bot.leader import LeaseAway
from bot.parts import Parts
from bot.web.simulator.clockwork import Clockwork, Leap
from bot.web.simulator.leaps import AT_ONCE, Progress
from tests.demo.conftest import VILLAGE
from tests.gateway import Gateway
from tests.town import ZONE, Town

PATIENCE = 20.0


def moved(clockwork: Clockwork, leap: Leap) -> bool:
    """Press, and wait until the clock stands still."""
    return clockwork.press(leap) and clockwork.wait(PATIENCE)


def due(clockwork: Clockwork) -> tuple[datetime, str]:
    """What comes due next."""
    found = clockwork.next_due()
    assert found is not None
    return found.at, found.what


def test_an_hour_brings_the_reminder_that_was_due_in_it(
    town: Town, parts: Parts, clockwork: Clockwork, listener: Gateway
) -> None:
    """The owner is asked again after thirty minutes, and the clock stands an hour later."""
    town.says("王大妈", "村口的路灯坏了三天了，晚上黑得看不见路，没人来修")
    assert moved(clockwork, Leap.HOUR)
    assert [one["text"] for one in listener.taken] == [
        "@李群主 请确认【1号】（道路路灯交通）：1 是 2 误报 3 交网格长"
    ]
    assert parts.clock() == town.now + timedelta(hours=1)


def test_from_deadline_to_deadline(town: Town, parts: Parts, clockwork: Clockwork, listener: Gateway) -> None:
    """Each press leads to the next thing that somebody notices, and the button says beforehand what it is."""
    town.enrol("陈大山", responsible="周主任")
    town.at(town.now)
    asked_at = town.now
    town.says("王大妈", "村口的路灯坏了三天了，晚上黑得看不见路，没人来修")
    assert due(clockwork) == (asked_at + timedelta(minutes=30), "【1号】再问群主")
    assert moved(clockwork, Leap.DEADLINE)
    assert due(clockwork) == (asked_at + timedelta(minutes=120), "【1号】改问副群主")
    assert moved(clockwork, Leap.DEADLINE)
    assert due(clockwork) == (asked_at + timedelta(minutes=720), "【1号】改问网格长")
    assert moved(clockwork, Leap.DEADLINE)
    assert "1 是 2 误报" in listener.taken[-1]["text"]
    assert due(clockwork) == (asked_at + timedelta(days=1), "【1号】没人答复，直接登记")
    assert moved(clockwork, Leap.DEADLINE)
    assert town.ticket(1).status == "confirmed"
    reminded = (asked_at + timedelta(days=1)).replace(hour=15, minute=45)
    assert due(clockwork) == (reminded, "提醒经办人办【1号】")
    assert moved(clockwork, Leap.DEADLINE)
    assert due(clockwork) == (asked_at + timedelta(days=2), "工单【1号】到期")


def test_every_mornings_digest_is_foretold(
    town: Town, parts: Parts, clockwork: Clockwork, listener: Gateway
) -> None:
    """Through a quarter, a press leads to a morning on which somebody of the stage is told something."""
    town.enrol("陈大山", "刘二妹", responsible="周主任")
    town.at(town.now)
    mornings = []
    while parts.clock() < datetime(2026, 7, 2, 9, 0, tzinfo=ZONE):
        at, what = due(clockwork)
        heard = len(listener.taken)
        assert moved(clockwork, Leap.DEADLINE)
        assert parts.clock() == at
        assert len(listener.taken) > heard, what
        mornings.append(what)
    assert {"周主任的提醒", "吴律师的提醒"} <= set(mornings)


def test_to_the_quarters_end(town: Town, parts: Parts, clockwork: Clockwork, listener: Gateway) -> None:
    """What nobody did is told one level up, on the morning to which the leap leads."""
    town.enrol("陈大山", responsible="周主任")
    town.at(town.now)
    assert moved(clockwork, Leap.QUARTER)
    assert parts.clock() == datetime(2026, 4, 1, 8, 30, tzinfo=ZONE)
    told = [one["text"] for one in listener.taken if one["user_id"] == "u-qian"]
    assert any("周主任上季度还有1位外出务工人员没联系上" in text for text in told)


def test_one_movement_at_a_time_and_it_can_be_stopped(parts: Parts) -> None:
    """A second press is refused; progress tells where it leads; stopping is at once, wherever it is."""
    seen: list[Progress | None] = []
    began, go_on = Event(), Event()

    def tell() -> None:
        seen.append(clockwork.progress)
        began.set()
        go_on.wait(PATIENCE)

    clockwork = Clockwork(parts, VILLAGE, AT_ONCE, tell)
    before = parts.clock()
    assert clockwork.press(Leap.QUARTER)
    assert began.wait(PATIENCE)
    assert not clockwork.press(Leap.HOUR)
    assert not clockwork.wait(0)
    go_on.set()
    clockwork.stop()
    assert before <= parts.clock() < datetime(2026, 4, 1, tzinfo=ZONE)
    first, last = seen[0], seen[-1]
    assert first is not None
    assert (first.why, first.target) == ("到季末", datetime(2026, 4, 1, 8, 30, tzinfo=ZONE))
    assert 0 <= first.share < 0.02
    assert last is None
    assert moved(clockwork, Leap.HOUR)


def test_a_play_reaches_a_moment(parts: Parts, clockwork: Clockwork) -> None:
    """`reach` returns when the clock is there; a moment that has passed moves nothing."""
    before = parts.clock()
    assert clockwork.reach(before + timedelta(hours=2))
    assert clockwork.reach(before)
    assert parts.clock() == before + timedelta(hours=2)


def test_nothing_to_move_to(town: Town, parts: Parts) -> None:
    """Where no deadline lies ahead, the press is refused and the clock stands."""
    office = replace(town.office, plans={})
    clockwork = Clockwork(replace(parts, office=office), VILLAGE, AT_ONCE)
    assert clockwork.next_due() is None
    assert not clockwork.press(Leap.DEADLINE)
    assert clockwork.wait(0)


class NobodyAnswers:
    """A lease whose keeper is away."""

    def take(self, now: datetime) -> bool:
        """It cannot be asked."""
        raise LeaseAway

    def release(self, now: datetime) -> None:
        """Nothing was taken."""


def test_a_round_that_fails_holds_nothing_up(parts: Parts, caplog: pytest.LogCaptureFixture) -> None:
    """The clock arrives all the same; the log names the kind of error and its place."""
    clockwork = Clockwork(replace(parts, lease=NobodyAnswers()), VILLAGE, AT_ONCE)
    before = parts.clock()
    assert moved(clockwork, Leap.HOUR)
    assert parts.clock() == before + timedelta(hours=1)
    assert "round_failed: LeaseAway at test_clockwork.py" in caplog.text
