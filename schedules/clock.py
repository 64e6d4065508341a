"""The door to APScheduler: it tells the time and decides nothing."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import UTC
from functools import partial
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)


def start(work: Callable[[], None], seconds: float) -> Callable[[], None]:
    """Do `work` now and every `seconds` from now on, never twice at once; the answer is how to stop.

    Stopping waits for a round under way. A round that fails is logged and tried again at the next.
    """
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        lambda: walled(work),
        OrTrigger([DateTrigger(timezone=UTC), IntervalTrigger(seconds=seconds, timezone=UTC)]),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    return partial(scheduler.shutdown, wait=True)


def walled(work: Callable[[], object]) -> None:
    """Do a round; the wall of the clock: of an exception only kind and place are told.

    Its words may quote a message.
    """
    try:
        work()
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        log.error("round_failed: %s at %s:%s", type(error).__name__, Path(place.filename).name, place.lineno)
