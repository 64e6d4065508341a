"""The access token of one application: fetched under a lock, kept until shortly before it runs out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.channels.together import Together

MARGIN = timedelta(seconds=120)
"""How long before its end a token is no longer used; at most half of its life."""


class TokenCache:
    """One token for all threads of a process, and with Redis for all processes."""

    def __init__(
        self,
        fetch: Callable[[], tuple[str, int]],
        real_time: Callable[[], datetime],
        together: Together | None = None,
    ) -> None:
        """`fetch` gives a new token and for how many seconds it holds; it may raise `ChannelError`."""
        self._fetch = fetch
        self._together = together
        self._real_time = real_time
        self._lock = threading.Lock()
        self._token = ""
        self._until = datetime.min.replace(tzinfo=real_time().tzinfo)

    def token(self, but_not: str = "") -> str:
        """A token that holds; `but_not`: one that the platform has just refused.

        Threads that were refused together fetch once: the first one fetches, the others find another token.
        """
        with self._lock:
            if not self._token or self._token == but_not or self._real_time() >= self._until:
                self._token = ""
                self._token, usable = self._shared(but_not) or self._fetched()
                self._until = self._real_time() + usable
            return self._token

    def _shared(self, but_not: str) -> tuple[str, timedelta] | None:
        """What another process fetched, unless the platform refused it."""
        found = self._together.token() if self._together else None
        return (found[0], timedelta(seconds=found[1])) if found and found[0] != but_not else None

    def _fetched(self) -> tuple[str, timedelta]:
        fresh, seconds = self._fetch()
        life = timedelta(seconds=max(0, min(seconds, 86_400)))
        usable = life - min(MARGIN, life / 2)
        if self._together:
            self._together.keep_token(fresh, int(usable.total_seconds()))
        return fresh, usable
