"""Delivery carries each message once, in order per chat, under one id, through every fault of the gateway."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.backoff import Backoff
from bot.channels.channel import Channel, ChannelError, Parcel, Received, WireRequest
from bot.channels.signature import check_signature
from bot.delivery import CLAIM, Courier, deliver_due, run_delivery
from bot.parts import Parts
from handlers.office import Office, Reach
from models import outbox
from models.outbox import Chat, DeliveryAttempt, Fate, OutboxMessage, Outgoing
from tests.bot.making import SECRET, Hand, make_parts
from tests.gateway import DROP, Gateway

GROUP = Chat("bridge", "g3")
OTHER = Chat("bridge", "g4")
PRIVATE = Chat("bridge", None, "u-li")


@pytest.fixture(name="gateway")
def _gateway() -> Iterator[Gateway]:
    """A gateway that listens."""
    with Gateway() as gateway:
        yield gateway


@pytest.fixture(name="carrying")
def _carrying(office: Office, hand: Hand, gateway: Gateway) -> Parts:
    """Parts whose bridge leads to the gateway."""
    return make_parts(office, hand, gateway.url)


def _say(parts: Parts, *outgoing: Outgoing) -> None:
    with parts.database.session() as session:
        outbox.post(session, outgoing, parts.clock())


def _fates(parts: Parts) -> dict[str, int]:
    with parts.database.reading() as session:
        return {fate: count for fate, count in outbox.counts(session).items() if count}


def _outcomes(parts: Parts) -> list[str]:
    with parts.database.reading() as session:
        return list(session.exec(select(DeliveryAttempt.outcome).order_by(col(DeliveryAttempt.id))))


def test_a_parcel_is_as_the_contract_says(carrying: Parts, gateway: Gateway, hand: Hand) -> None:
    """Signed JSON with exactly these keys."""
    _say(carrying, Outgoing(GROUP, "【17号】已收到", mentions=("u1",), in_reply_to="m1", ticket=17))
    assert deliver_due(carrying, carrying.clock()) == 1
    headers, body = gateway.requests[0]
    check_signature(SECRET.encode(), headers, body, hand())
    parcel = gateway.taken[0]
    assert parcel.pop("delivery_id")
    assert parcel == {
        "group_id": "g3",
        "user_id": None,
        "text": "【17号】已收到",
        "mentions": ["u1"],
        "in_reply_to": "m1",
        "ticket": 17,
    }
    assert "【17号】".encode() in body
    assert _fates(carrying) == {Fate.SENT: 1}


def test_a_private_message_has_a_user_and_no_group(carrying: Parts, gateway: Gateway) -> None:
    """`group_id` null with a `user_id`."""
    _say(carrying, Outgoing(PRIVATE, "请确认"))
    deliver_due(carrying, carrying.clock())
    assert (gateway.taken[0]["group_id"], gateway.taken[0]["user_id"]) == (None, "u-li")


@pytest.mark.parametrize("status", [DROP, 301, 307, 400, 404, 429, 500, 503])
def test_anything_but_2xx_is_tried_again_under_the_same_id(
    carrying: Parts, gateway: Gateway, hand: Hand, status: int
) -> None:
    """Redirects are not followed, and a hang-up is a failure like any other."""
    gateway.script.append(status)
    _say(carrying, Outgoing(GROUP, "一"))
    assert deliver_due(carrying, carrying.clock()) == 1
    assert gateway.taken == []
    hand.move(seconds=2)
    assert deliver_due(carrying, carrying.clock()) == 1
    assert len({parcel["delivery_id"] for parcel in gateway.seen}) == 1
    assert _outcomes(carrying) == [f"http_{status}" if status else "unreachable", "sent"]


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_2xx_is_delivered(carrying: Parts, gateway: Gateway, status: int) -> None:
    """Gateways answer in their own ways."""
    gateway.script.append(status)
    _say(carrying, Outgoing(GROUP, "一"))
    deliver_due(carrying, carrying.clock())
    assert _fates(carrying) == {Fate.SENT: 1}


def test_a_chat_keeps_its_order_through_faults(carrying: Parts, gateway: Gateway, hand: Hand) -> None:
    """With two of three tries failing, each chat hears everything once and in order."""
    for number in range(6):
        _say(carrying, *(Outgoing(chat, str(number)) for chat in (GROUP, OTHER, PRIVATE)))
    gateway.script.extend([500, 503, 200] * 30)
    while _fates(carrying) != {Fate.SENT: 18}:
        deliver_due(carrying, carrying.clock())
        hand.move(minutes=5)
    for chat in ("g3", "g4", None):
        heard = [parcel["text"] for parcel in gateway.taken if parcel["group_id"] == chat]
        assert heard == ["0", "1", "2", "3", "4", "5"]


def test_a_failing_chat_holds_up_no_other(carrying: Parts, gateway: Gateway) -> None:
    """While one waits for its next try the others go on."""
    _say(carrying, Outgoing(GROUP, "等"))
    gateway.script.append(500)
    deliver_due(carrying, carrying.clock())
    _say(carrying, Outgoing(GROUP, "之后"), Outgoing(OTHER, "先到"))
    deliver_due(carrying, carrying.clock())
    assert [parcel["text"] for parcel in gateway.taken] == ["先到"]


def test_a_crash_between_sending_and_settling_sends_the_same_id_again(
    carrying: Parts, gateway: Gateway, hand: Hand
) -> None:
    """A claim that nobody settled is taken over when it ran out."""
    _say(carrying, Outgoing(GROUP, "一"))
    crashed = Courier(carrying, carrying.clock)
    (row,) = crashed.take(8)
    carrying.channels["bridge"].send(Parcel(row.delivery_id, row.text or "", row.group_id))
    assert deliver_due(carrying, carrying.clock()) == 0
    hand.now += CLAIM
    assert deliver_due(carrying, carrying.clock()) == 1
    assert [parcel["delivery_id"] for parcel in gateway.taken] == [row.delivery_id] * 2
    assert _fates(carrying) == {Fate.SENT: 1}


def test_what_a_late_worker_settles_counts_no_more(carrying: Parts, gateway: Gateway, hand: Hand) -> None:
    """Once a claim has passed on, its first holder can't turn a message that was sent back."""
    _say(carrying, Outgoing(GROUP, "一"))
    late = Courier(carrying, carrying.clock)
    (row,) = late.take(8)
    hand.now += CLAIM
    deliver_due(carrying, carrying.clock())
    gateway.script.append(500)
    late.carry(row)
    assert _fates(carrying) == {Fate.SENT: 1}


def test_two_workers_at_once_send_nothing_twice(
    office: Office, hand: Hand, gateway: Gateway, carrying: Parts
) -> None:
    """Forty chats, two workers, each message once."""
    _say(carrying, *(Outgoing(Chat("bridge", f"g{chat}"), str(n)) for n in range(3) for chat in range(40)))
    other = make_parts(office, hand, gateway.url)
    workers = [threading.Thread(target=deliver_due, args=(one, one.clock())) for one in (carrying, other)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert set(Counter(parcel["delivery_id"] for parcel in gateway.seen).values()) == {1}
    assert _fates(carrying) == {Fate.SENT: 120}
    for chat in range(40):
        assert [p["text"] for p in gateway.taken if p["group_id"] == f"g{chat}"] == ["0", "1", "2"]


def test_what_can_never_succeed_fails_at_once(carrying: Parts) -> None:
    """A permanent error of a channel ends the tries, with its code kept."""
    channels: dict[str, Channel] = {"bridge": _Refusing(ChannelError("no_such_user", permanent=True))}
    parts = replace(carrying, channels=channels)
    _say(parts, Outgoing(GROUP, "一"))
    deliver_due(parts, parts.clock())
    with parts.database.reading() as session:
        ((message, outcome),) = outbox.failures(session)
    assert (message.attempts, outcome) == (1, "no_such_user")


def test_a_fault_in_a_channel_is_a_failed_try(carrying: Parts) -> None:
    """A bug of ours in one channel stops neither the worker nor the message."""
    parts = replace(carrying, channels={"bridge": _Refusing(KeyError("words of a message"))})
    _say(parts, Outgoing(GROUP, "一"))
    deliver_due(parts, parts.clock())
    assert (_fates(parts), _outcomes(parts)) == ({Fate.QUEUED: 1}, ["fault_KeyError"])


def test_a_channel_that_is_configured_no_more_waits(carrying: Parts) -> None:
    """A mistake in the configuration loses nothing."""
    parts = replace(carrying, channels={})
    _say(parts, Outgoing(GROUP, "一"))
    deliver_due(parts, parts.clock())
    assert (_fates(parts), _outcomes(parts)) == ({Fate.QUEUED: 1}, ["no_such_channel"])


def test_it_gives_up_after_a_day_of_trying(carrying: Parts, gateway: Gateway, hand: Hand) -> None:
    """Then the message has failed for good, with the last code beside it."""
    _say(carrying, Outgoing(GROUP, "一"))
    gateway.script.extend([500] * 99)
    start, tries = hand(), 0
    while _fates(carrying) == {Fate.QUEUED: 1}:
        hand.now = max(hand.now, _next_try(carrying))
        tries += deliver_due(carrying, carrying.clock())
    assert _fates(carrying) == {Fate.FAILED: 1}
    assert timedelta(hours=18) < hand() - start < timedelta(hours=25)
    assert 30 < tries < 40


def test_the_worker_carries_what_comes_and_stops_when_told(carrying: Parts, gateway: Gateway) -> None:
    """It wakes at once for what was posted, and brings to its end what is under way."""
    worker = threading.Thread(target=run_delivery, args=(carrying, carrying.stop))
    worker.start()
    for number in range(5):
        _say(carrying, Outgoing(GROUP, str(number)), Outgoing(OTHER, str(number)))
        carrying.wake.set()
    settled = threading.Event()
    while _fates(carrying) != {Fate.SENT: 10} and worker.is_alive():
        settled.wait(0.02)
    carrying.stop.set()
    carrying.wake.set()
    worker.join(10)
    assert not worker.is_alive()
    assert [parcel["text"] for parcel in gateway.taken if parcel["group_id"] == "g3"] == list("01234")


def test_waits_grow_to_an_hour_and_end_after_a_day() -> None:
    """The backoff is a value of the try and the parcel alone."""
    waits = [Backoff().wait(attempt, "parcel") for attempt in range(1, 60)]
    tried = [wait for wait in waits if wait is not None]
    assert waits == [Backoff().wait(attempt, "parcel") for attempt in range(1, 60)]
    assert waits != [Backoff().wait(attempt, "another") for attempt in range(1, 60)]
    assert all(timedelta(0) < wait <= timedelta(hours=1) for wait in tried)
    assert tried[0] <= timedelta(seconds=1)
    assert waits[len(tried) :] == [None] * (59 - len(tried))


def _next_try(parts: Parts) -> datetime:
    with parts.database.reading() as session:
        (row,) = session.exec(select(OutboxMessage).where(OutboxMessage.fate == Fate.QUEUED)).all()
    return row.next_at


class _Refusing:
    name, kind, body_limit, reach = "bridge", "bridge", 1000, Reach.GATEWAY

    def __init__(self, error: Exception) -> None:
        self._error = error

    def receive(self, request: WireRequest, now: object) -> Received:
        raise self._error

    def send(self, parcel: Parcel) -> None:
        raise self._error
