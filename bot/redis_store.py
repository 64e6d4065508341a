"""The door to Redis: it holds only what may be lost."""

from __future__ import annotations

from datetime import datetime

import redis

from bot.leader import LEADER, TERM, LeaseAway

SECONDS = 3
"""How long Redis may take to answer."""

_KEEP = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then redis.call('INCR', KEYS[2]) return 1 end
return 0
"""
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class RedisAway(LeaseAway):
    """Redis does not answer, or does not let us in."""


class RedisStore:
    """One Redis, reached when needed; safe to share by threads and across a fork."""

    def __init__(self, url: str) -> None:
        """Open no connection yet."""
        self._client = redis.Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)

    def ping(self) -> None:
        """Raise `RedisAway` if Redis does not answer."""
        try:
            self._client.ping()
        except redis.RedisError as error:
            raise RedisAway(type(error).__name__) from None

    def run(self, script: str, keys: list[str], *arguments: str | int) -> object:
        """Run a script as one step; raises `RedisAway`."""
        try:
            return self._client.eval(script, len(keys), *keys, *map(str, arguments))
        except redis.RedisError as error:
            raise RedisAway(type(error).__name__) from None

    def close(self) -> None:
        """Return all connections."""
        self._client.close()


class RedisLease:
    """The lease as a key that runs out by itself; each change of hands raises a fence beside it."""

    def __init__(self, store: RedisStore, holder: str) -> None:
        """`holder` names this process among all."""
        self._store = store
        self._holder = holder
        self._key = f"gridbot:leader:{LEADER}"

    def take(self, now: datetime) -> bool:
        """Compare and extend, or set if nobody holds it; Redis counts the term by its own clock."""
        del now
        milliseconds = int(TERM.total_seconds() * 1000)
        return self._store.run(_KEEP, [self._key, f"{self._key}:fence"], self._holder, milliseconds) == 1

    def release(self, now: datetime) -> None:
        """Delete the key if it is still ours."""
        del now
        self._store.run(_RELEASE, [self._key], self._holder)
