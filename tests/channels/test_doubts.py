"""What may have gone through is asked to be dropped; what surely has not is sent again as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.channels.channel import ChannelError, Parcel
from bot.channels.doubts import LONGEST, MARGIN, UNKNOWN, Doubts
from bot.channels.wecom_app import WeComApp
from tests.bot.making import REAL_NOON, Hand
from tests.channels.wecom_server import HANG_UP, Step, WeComServer

LIST = Parcel("d-1", "待办：1 件", user_id="zhao")


def tries(app: WeComApp, platform: WeComServer, parcel: Parcel, *steps: Step) -> None:
    """One try after another, with these faults."""
    for attempt, step in enumerate((*steps, 0), 1):
        platform.script.append(step)
        try:
            app.send(replace(parcel, attempt=attempt))
        except ChannelError:
            continue


def test_the_same_answer_twice_on_purpose(app: WeComApp, platform: WeComServer, hand: Hand) -> None:
    """Asked for twice within minutes and refused in between, it arrives twice."""
    app.send(LIST)
    hand.move(minutes=5)
    tries(app, platform, replace(LIST, delivery_id="d-2"), 45033, 45033)
    assert len(platform.taken) == 2


def test_a_lost_answer_is_looked_for_only_so_far_back(
    app: WeComApp, platform: WeComServer, hand: Hand
) -> None:
    """As far as the try in doubt; what was refused before is none."""
    tries(app, platform, LIST, 45033)
    hand.move(minutes=5)
    platform.script.append(HANG_UP)
    try:
        app.send(replace(LIST, delivery_id="d-2"))
    except ChannelError:
        hand.move(seconds=30)
    platform.script.append(45033)
    for attempt in (2, 3):
        try:
            app.send(replace(LIST, delivery_id="d-2", attempt=attempt))
        except ChannelError:
            hand.move(seconds=30)
    assert [one.get("duplicate_check_interval") for one in platform.asked] == [None, None, None, 40, 70]


def test_a_restart_knows_nothing() -> None:
    """Then half an hour is looked back; a first try is never in doubt."""
    doubts = Doubts()
    assert doubts.look_back("d-1", 1, REAL_NOON) is None
    assert doubts.look_back("d-1", 2, REAL_NOON) == UNKNOWN


def test_a_doubt_stays_until_it_has_gone_through() -> None:
    """A later refusal does not end it, and it has a longest span."""
    doubts = Doubts()
    doubts.note("d-1", REAL_NOON, is_sure=False)
    doubts.note("d-1", REAL_NOON + timedelta(minutes=1), is_sure=True)
    assert doubts.look_back("d-1", 3, REAL_NOON + timedelta(minutes=2)) == timedelta(minutes=2) + MARGIN
    assert doubts.look_back("d-1", 3, REAL_NOON + timedelta(days=1)) == LONGEST
    doubts.forget("d-1")
    assert doubts.look_back("d-1", 3, REAL_NOON) == UNKNOWN
