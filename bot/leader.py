"""Who leads: one scheduler of many does the rounds. If two believe they do, unique keys keep it right."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from models import lease
from models.database import Database, DatabaseAway

LEADER = "scheduler"
TERM = timedelta(seconds=90)
"""How long a leader that falls silent still leads; longer than several rounds of the clock."""


class LeaseAway(Exception):  # noqa: N818  a state, as DatabaseAway is
    """Who leads cannot be asked just now."""


class Lease(Protocol):
    """The right to lead, taken for a term and kept by taking it again. Times are real times."""

    def take(self, now: datetime) -> bool:
        """Whether this process leads from `now` for a term; raises `LeaseAway`."""

    def release(self, now: datetime) -> None:
        """Give the right back, so that the next need not wait for the end of the term."""


class DatabaseLease:
    """The lease as a row of the database."""

    def __init__(self, database: Database, holder: str) -> None:
        """`holder` names this process among all."""
        self._database = database
        self._holder = holder

    def take(self, now: datetime) -> bool:
        """Take or keep the row."""
        with self._database.session() as session:
            return lease.take(session, LEADER, self._holder, now, now + TERM)

    def release(self, now: datetime) -> None:
        """Let the row run out now; if the database is away, it runs out by itself."""
        with suppress(*DatabaseAway), self._database.session() as session:
            lease.release(session, LEADER, self._holder, now)


class LeaseWithSpare:
    """A lease, and another to ask while the first is away."""

    def __init__(self, first: Lease, spare: Lease) -> None:
        """`first` is asked as long as it answers."""
        self._first = first
        self._spare = spare

    def take(self, now: datetime) -> bool:
        """Take the first that answers."""
        try:
            return self._first.take(now)
        except LeaseAway:
            return self._spare.take(now)

    def release(self, now: datetime) -> None:
        """Give both back, as far as they answer."""
        self._spare.release(now)
        with suppress(LeaseAway):
            self._first.release(now)
