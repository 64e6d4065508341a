"""The fetcher: claims files that wait, gets each with no session held, settles it. A worker runs it."""

from __future__ import annotations

import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog

from bot.backoff import Backoff
from bot.channels.channel import OpensFiles
from bot.faults import told
from bot.fetch.download import Limits, download
from bot.fetch.failure import FetchError
from bot.fetch.pictures import kind_of, redrawn
from bot.parts import Parts
from handlers import ways
from handlers.actions import files
from handlers.desk import Desk
from models import attachment
from models.attachment import PICTURE, Attachment, Settlement, State
from models.database import DatabaseAway

SLOTS = 2
"""How many files are fetched at once; a large picture takes a hundred megabytes while it is drawn anew."""
CLAIM = timedelta(minutes=5)
"""Longer than any try may take, whatever a resolver does; a claim that ran out is a crash."""
POLL_SECONDS = 2.0
MEGABYTE, MEGAPIXEL = 1_000_000, 1_000_000
PDF = "application/pdf"
TRIES = Backoff(timedelta(seconds=2), timedelta(minutes=5), timedelta(minutes=30))
"""A platform's address holds for minutes; whoever cannot be reached in half an hour is not waited for."""

log = structlog.get_logger(__name__)


class Fetcher:
    """Fetches what is due; any number of them may work on one database."""

    def __init__(self, parts: Parts, now: Callable[[], datetime]) -> None:
        """`now`: the real time in service; a moment of its own in a test."""
        self._parts, self._now = parts, now
        self._keep = parts.settings.attachments
        self._limits = Limits(
            most_bytes=self._keep.megabytes * MEGABYTE,
            seconds=self._keep.seconds,
            allowed=self._keep.allow_hosts,
        )
        self._name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"

    def take(self) -> Sequence[Attachment]:
        """Claim a few files."""
        now = self._now()
        with self._parts.gate.passing():
            with self._parts.database.session() as session:
                rows = attachment.claim(session, self._name, now, now + CLAIM, SLOTS)
                session.expunge_all()
            self._parts.gate.stay(len(rows))
        return rows

    def fetch(self, row: Attachment) -> None:
        """Get one claimed file and settle it: a wall, for what lies at an address is anybody's to make."""
        try:
            self._settle(self._result(row))
        except DatabaseAway:
            log.warning("file_not_settled", file=row.id)
        except Exception as error:
            log.error("file_fault", file=row.id, error=told(error))
        finally:
            self._parts.gate.leave()

    def _result(self, row: Attachment) -> Settlement:
        claimed = (row.id or 0, self._name)
        try:
            media, content = self._content(row)
        except FetchError as error:
            wait = None if error.permanent else TRIES.wait(row.attempts, f"file/{row.id}")
            if wait is not None:
                return Settlement(*claimed, error.code, State.QUEUED, retry_at=self._now() + wait)
            return Settlement(*claimed, error.code, State.FAILED)
        return Settlement(*claimed, "kept", State.KEPT, media, content)

    def _content(self, row: Attachment) -> tuple[str, bytes]:
        content = download(row.url, self._limits, time.monotonic)
        channel: object = self._parts.channels.get(row.channel)
        kind = kind_of(content)
        if kind is None and isinstance(channel, OpensFiles):
            content = channel.open_file(content)
            kind = kind_of(content)
        if kind == "picture":
            return PICTURE, redrawn(content, self._keep.megapixels * MEGAPIXEL)
        if kind == "pdf" and kind in self._keep.documents:
            return PDF, content
        raise FetchError("not_kept_kind")

    def _settle(self, result: Settlement) -> None:
        self._parts.metrics.files.labels(result.outcome).inc()
        with self._parts.database.session() as session:
            desk = Desk(self._parts.office, session, self._parts.clock())
            said = ways.place(desk, files.settle(desk, result))
            ways.say(desk, said)
        if said:
            self._parts.wake.set()


def fetch_due(parts: Parts, now: datetime) -> int:
    """Fetch everything that may be tried at `now`; how many tries that took."""
    fetcher, tries = Fetcher(parts, lambda: now), 0
    while rows := fetcher.take():
        for row in rows:
            fetcher.fetch(row)
        tries += len(rows)
    return tries


def run_fetching(parts: Parts, stop: threading.Event) -> None:
    """Fetch what comes due until `stop`; what is under way is brought to its end."""
    fetcher = Fetcher(parts, parts.real_time)
    with ThreadPoolExecutor(SLOTS, "files") as pool:
        while not stop.is_set():
            rows = _take(fetcher)
            list(pool.map(fetcher.fetch, rows))
            if not rows:
                stop.wait(POLL_SECONDS)


def _take(fetcher: Fetcher) -> Sequence[Attachment]:
    try:
        return fetcher.take()
    except DatabaseAway:
        log.warning("files_wait_for_the_database")
        return []
