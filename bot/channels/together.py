"""What all processes of a county know together of one account on a platform: its token, its pauses, its pace.

Without Redis each process keeps its own, which is right for one process and careful enough for several.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from bot.redis_store import RedisAway, RedisStore

Told = TypeVar("Told")

PREFIX = "gridbot:account"
MINUTE = timedelta(minutes=1)

_KEEP = "return redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])"
_TOLD = "return {redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1])}"
_TAKE = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
local said = redis.call('ZCARD', KEYS[1])
if said > 0 and said + ARGV[3] > tonumber(ARGV[4]) then return 0 end
for n = 1, ARGV[3] do redis.call('ZADD', KEYS[1], ARGV[2], ARGV[5] .. n) end
redis.call('PEXPIRE', KEYS[1], 60000)
return 1
"""
_SAID = "return redis.call('ZCOUNT', KEYS[1], '(' .. ARGV[1], '+inf')"


class Together:
    """Kept in Redis and nowhere else; while Redis is away every question is answered with None."""

    def __init__(self, store: RedisStore, *account: str) -> None:
        """`account`: whatever names it; a secret among it is not kept."""
        mark = hashlib.sha256("\n".join(account).encode("utf-8", "replace")).hexdigest()[:32]
        self._store = store
        self._prefix = f"{PREFIX}:{mark}"

    def token(self) -> tuple[str, int] | None:
        """The token that another process fetched, and for how many seconds it may still be used."""
        return self._told("token")

    def keep_token(self, token: str, seconds: int) -> None:
        """Let the others use a token."""
        self._keep("token", token, seconds)

    def held(self, call: str) -> tuple[int, int] | None:
        """The error code for which a call is left alone by all, and for how many seconds more."""
        found = self._told(f"held:{call}")
        return (int(found[0]), found[1]) if found and found[0].lstrip("-").isdigit() else None

    def hold(self, call: str, number: int, seconds: int) -> None:
        """Have a call left alone by all."""
        self._keep(f"held:{call}", str(number), seconds)

    def take(self, chat: str, count: int, most: int, now: datetime) -> bool | None:
        """Whether `count` more may be said to a chat, of `most` a minute; if so, they are counted."""
        since, at = _milliseconds(now - MINUTE), _milliseconds(now)
        told = (since, at, count, most, uuid.uuid4().hex)
        return self._ask(lambda run: bool(run(_TAKE, [self._pace(chat)], *told)))

    def said(self, chat: str, now: datetime) -> int | None:
        """How many were said to a chat within the last minute."""
        since = _milliseconds(now - MINUTE)
        return self._ask(lambda run: int(str(run(_SAID, [self._pace(chat)], since))))

    def _told(self, name: str) -> tuple[str, int] | None:
        found = self._ask(lambda run: run(_TOLD, [f"{self._prefix}:{name}"]))
        if not isinstance(found, list) or not isinstance(found[0], bytes):
            return None
        return found[0].decode(), max(0, int(found[1]) // 1000)

    def _keep(self, name: str, value: str, seconds: int) -> None:
        if seconds > 0:
            self._ask(lambda run: run(_KEEP, [f"{self._prefix}:{name}"], value, seconds * 1000))

    def _pace(self, chat: str) -> str:
        return f"{self._prefix}:pace:{hashlib.sha256(chat.encode('utf-8', 'replace')).hexdigest()[:32]}"

    def _ask(self, ask: Callable[[Callable[..., object]], Told]) -> Told | None:
        with suppress(RedisAway):
            return ask(self._store.run)
        return None


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
