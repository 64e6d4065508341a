"""The clock's work: a round every few seconds, done by whoever leads."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.parts import Parts
from bot.rule_watch import WATCH_SECONDS
from models.lease import note_run
from schedules.clock import start
from schedules.runner import run_due

ROUND_SECONDS = 10.0

log = structlog.get_logger(__name__)


def scheduler_round(parts: Parts) -> bool:
    """Do all that is due, if this process leads; whether it did."""
    with parts.gate.passing():
        return _do_round(parts)


def _do_round(parts: Parts) -> bool:
    if not parts.lease.take(parts.real_time()):
        return False
    done = run_due(parts.office, parts.clock())
    with parts.database.session() as session:
        note_run(session, parts.real_time(), parts.clock())
    if done:
        log.info("round_done", steps=len(done))
        parts.wake.set()
    return True


def start_scheduler(parts: Parts) -> Callable[[], None]:
    """Begin the rounds; the answer stops them and gives the lead back."""
    stop = start(lambda: _round(parts), ROUND_SECONDS)

    def end() -> None:
        stop()
        parts.lease.release(parts.real_time())

    return end


def start_watch(parts: Parts) -> Callable[[], None]:
    """Begin to look for what is judged by anew, in any role; the answer stops it."""
    return start(lambda: _look(parts), WATCH_SECONDS)


def _look(parts: Parts) -> None:
    with parts.gate.passing():
        if parts.rules is not None:
            parts.rules.look()


def _round(parts: Parts) -> None:
    scheduler_round(parts)
