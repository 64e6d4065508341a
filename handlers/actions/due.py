"""Due 到点: whatever the clock finds due goes on, each piece in its own transaction, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from handlers.desk import Desk
from handlers.office import Office
from models.database import Collision, DatabaseAway, Session, keep_at_hand

CHUNK = 200

Find = Callable[[Session, datetime, int], Sequence[int]]
"""Asks for the ids of at most so many that are due at a moment, longest waiting first."""
Go = Callable[[Desk, int], str | None]
"""Carries one of them on: an English line without names; None if nothing was to be done (any more)."""


def each(office: Office, now: datetime, find: Find, go: Go) -> list[str]:
    """Carry on whatever is due; what was done. Whoever comes second is refused by the database."""
    done: list[str] = []
    while True:
        with office.database.reading() as session:
            waiting = find(session, now, CHUNK)
        lines = every(partial(_once, office, now, one, go) for one in waiting)
        done += lines
        if len(waiting) < CHUNK or not lines:
            return done


def every(pieces: Iterable[Callable[[], Sequence[str]]]) -> list[str]:
    """Do each piece of a round; what was done.

    A fault of ours in one hinders no other: it is raised when all the rest is done, so that the round counts
    as failed. Without a database nothing goes on.
    """
    done: list[str] = []
    fault: Exception | None = None
    for piece in pieces:
        try:
            done += piece()
        except DatabaseAway:
            raise
        except Exception as raised:  # a wall: the time of the others has come as well
            fault = fault or raised
    if fault is not None:
        raise fault
    return done


def _once(office: Office, now: datetime, one: int, go: Go) -> Sequence[str]:
    try:
        with office.database.session() as session:
            keep_at_hand(session)
            line = go(Desk(office, session, now), one)
    except Collision:
        return ()
    return (line,) if line else ()
