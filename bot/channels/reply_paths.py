"""Ways to answer that the platform hands out with a message: good once, and for an hour."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

LIFE = timedelta(minutes=55)
"""The platform's hour, less what its clock and ours may differ."""


@dataclass(frozen=True, slots=True)
class ReplyPath:
    """One way to answer. `tried`: a try for the same parcel has been made by it, with an end unknown."""

    url: str = field(repr=False)
    message_id: str
    until: datetime
    tried: bool = False


class ReplyPaths(Protocol):
    """Where they are kept between the message and the answer; what is lost there is an answer not given."""

    def keep(self, chat: str, path: ReplyPath) -> None:
        """Keep a way into a chat, unless it was kept before."""

    def take(self, chat: str, delivery_id: str, answers: str | None) -> ReplyPath | None:
        """The way for a parcel: the one it was tried by, else that of the message it answers, else the
        one that ends first. It is the parcel's own from then on.
        """

    def spend(self, delivery_id: str) -> None:
        """The parcel's way has been used up."""


class ReplyPathsInMemory:
    """For one process that both listens and delivers."""

    def __init__(self, real_time: Callable[[], datetime]) -> None:
        """`real_time`: by which they run out."""
        self._real_time = real_time
        self._lock = threading.Lock()
        self._free: dict[str, list[ReplyPath]] = {}
        self._taken: dict[str, ReplyPath] = {}
        self._known: dict[str, datetime] = {}

    def keep(self, chat: str, path: ReplyPath) -> None:
        """Keep a way into a chat, unless it was kept before: a repeated callback brings the same."""
        with self._lock:
            self._forget(self._real_time())
            if path.url not in self._known:
                self._known[path.url] = path.until
                self._free.setdefault(chat, []).append(path)

    def take(self, chat: str, delivery_id: str, answers: str | None) -> ReplyPath | None:
        """The parcel's way, if there is one."""
        with self._lock:
            self._forget(self._real_time())
            if delivery_id in self._taken:
                return replace(self._taken[delivery_id], tried=True)
            free = self._free.get(chat)
            if not free:
                return None
            path = min(free, key=lambda one: (one.message_id != answers, one.until))
            free.remove(path)
            self._taken[delivery_id] = path
            return path

    def spend(self, delivery_id: str) -> None:
        """Forget the parcel's way; that it was known is kept, so that it does not come again."""
        with self._lock:
            self._taken.pop(delivery_id, None)

    def _forget(self, now: datetime) -> None:
        self._known = {url: until for url, until in self._known.items() if until > now}
        self._taken = {one: path for one, path in self._taken.items() if path.until > now}
        held = ((chat, [path for path in paths if path.until > now]) for chat, paths in self._free.items())
        self._free = {chat: paths for chat, paths in held if paths}
