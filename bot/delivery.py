"""Delivery: claim from the outbox, send with no session held, settle. Each parcel under one id, for ever."""

from __future__ import annotations

import os
import socket
import threading
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog

from bot.backoff import Backoff
from bot.channels.channel import ChannelError, Parcel
from bot.faults import told
from bot.parts import Parts
from models import outbox
from models.database import DatabaseAway
from models.outbox import Choice, Fate, OutboxMessage, Settlement

SLOTS = 8
"""How many chats are spoken to at once; only what can start at once is claimed."""
CLAIM = timedelta(seconds=30)
"""Longer than any send may take; a claim that ran out is a crash, and another worker sends again."""
POLL_SECONDS = 0.5
BREATH_SECONDS = 0.05
"""Between two looks at the outbox, so that a thousand messages a second do not make a thousand looks."""
SENT = "sent"

log = structlog.get_logger(__name__)


class Courier:
    """Carries what is due, several chats at once, each chat in order."""

    def __init__(self, parts: Parts, now: Callable[[], datetime], backoff: Backoff | None = None) -> None:
        """`now`: the real time in service, for the network knows no other; a moment of its own in a test."""
        self._parts = parts
        self._now = now
        self._backoff = backoff or Backoff()
        self._name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._under_way: set[int] = set()
        self._lock = threading.Lock()

    def take(self, most: int) -> list[OutboxMessage]:
        """Claim up to `most` messages, one a chat; what is under way here is not taken twice."""
        now = self._now()
        with self._parts.gate.passing():
            with self._parts.database.session() as session:
                claimed = outbox.claim(session, self._name, now, now + CLAIM, most)
            with self._lock:
                fresh = [row for row in claimed if _id(row) not in self._under_way]
                self._under_way |= {_id(row) for row in fresh}
            self._parts.gate.stay(len(fresh))
        return fresh

    def carry(self, row: OutboxMessage) -> None:
        """Send one message that was taken and settle it: the wall of delivery."""
        try:
            self._settle(row, self._send(row))
        except DatabaseAway:
            log.warning("delivery_not_settled", delivery=row.delivery_id)
        except Exception as error:
            log.error("delivery_fault", delivery=row.delivery_id, error=told(error))
        finally:
            with self._lock:
                self._under_way.discard(_id(row))
            self._parts.gate.leave()
            self._parts.wake.set()

    def free_slots(self) -> int:
        """How many more can start now."""
        with self._lock:
            return SLOTS - len(self._under_way)

    def _send(self, row: OutboxMessage) -> ChannelError | None:
        channel = self._parts.channels.get(row.channel)
        try:
            if channel is None:
                raise ChannelError("no_such_channel")
            channel.send(parcel_of(row))
        except ChannelError as error:
            return error
        except Exception as error:
            log.error("channel_fault", channel=row.channel, delivery=row.delivery_id, error=told(error))
            return ChannelError(f"fault_{type(error).__name__}")
        return None

    def _settle(self, row: OutboxMessage, error: ChannelError | None) -> None:
        outcome = SENT if error is None else error.code
        self._parts.metrics.deliveries.labels(row.channel, outcome).inc()
        result = self._judge(row, error)
        while True:
            try:
                with self._parts.database.session() as session:
                    outbox.settle(session, result)
            except DatabaseAway:
                # It was carried: better to hold this than to let the claim run out and carry it again.
                if self._parts.stop.wait(POLL_SECONDS):
                    raise
            else:
                break
        if result.fate is Fate.FAILED:
            log.error("delivery_failed", delivery=row.delivery_id, channel=row.channel, outcome=outcome)

    def _judge(self, row: OutboxMessage, error: ChannelError | None) -> Settlement:
        now = self._now()
        if error is None:
            return Settlement(_id(row), self._name, now, SENT, Fate.SENT)
        wait = None if error.permanent else self._backoff.wait(row.attempts, row.delivery_id)
        if wait is None:
            return Settlement(_id(row), self._name, now, error.code, Fate.FAILED)
        return Settlement(_id(row), self._name, now, error.code, Fate.QUEUED, now + wait)


def deliver_due(parts: Parts, now: datetime) -> int:
    """Carry everything that may go at `now`, each chat in order; how many tries that took."""
    courier, tries = Courier(parts, lambda: now), 0
    with ThreadPoolExecutor(SLOTS, "delivery") as pool:
        while rows := courier.take(SLOTS):
            tries += len(list(pool.map(courier.carry, rows)))
    return tries


def run_delivery(parts: Parts, stop: threading.Event) -> None:
    """Carry what comes due until `stop`; then what is under way is still brought to its end."""
    courier = Courier(parts, parts.real_time)
    with ThreadPoolExecutor(SLOTS, "delivery") as pool:
        while not stop.is_set():
            parts.wake.clear()
            taken = _take(courier)
            for row in taken:
                _start(pool, courier, row)
            if not taken:
                parts.wake.wait(POLL_SECONDS)
            stop.wait(BREATH_SECONDS)


def _start(pool: ThreadPoolExecutor, courier: Courier, row: OutboxMessage) -> None:
    """Carry beside the others; where the process is ending already, here and now: it was taken."""
    try:
        pool.submit(courier.carry, row)
    except RuntimeError:
        courier.carry(row)


def _take(courier: Courier) -> Sequence[OutboxMessage]:
    """What can start now; nothing while the database is away."""
    slots = courier.free_slots()
    try:
        return courier.take(slots) if slots else []
    except DatabaseAway:
        log.warning("delivery_waits_for_the_database")
        return []
    except Exception as error:
        log.error("delivery_fault", error=told(error))
        return []


def _id(row: OutboxMessage) -> int:
    return row.id or 0


def parcel_of(row: OutboxMessage) -> Parcel:
    """A claimed message as channels take it."""
    return Parcel(
        delivery_id=row.delivery_id,
        text=row.text or "",
        group_id=row.group_id,
        user_id=row.user_id,
        mentions=tuple(row.mentions),
        in_reply_to=row.in_reply_to,
        ticket=row.ticket,
        choices=tuple(Choice(label, words) for label, words in row.choices),
        attempt=row.attempts,
    )
