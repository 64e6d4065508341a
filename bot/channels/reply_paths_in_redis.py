"""Ways to answer in Redis: for a county whose web processes listen and whose workers deliver."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from bot.channels.channel import ChannelError
from bot.channels.reply_paths import LIFE, ReplyPath
from bot.redis_store import RedisAway, RedisStore

PREFIX = "gridbot:reply"
SECONDS = int(LIFE.total_seconds())
BETWEEN = "\n"
"""Between message and address; no id holds one."""

_KEEP = """
if redis.call('SET', KEYS[2], 1, 'NX', 'EX', ARGV[3]) then
  redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
"""
_TAKE = """
local taken = redis.call('GET', KEYS[2])
if taken then return {taken, '1'} end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
local free = redis.call('ZRANGE', KEYS[1], 0, -1)
if #free == 0 then return false end
local chosen = free[1]
for _, one in ipairs(free) do
  if string.sub(one, 1, #ARGV[2]) == ARGV[2] then chosen = one break end
end
redis.call('ZREM', KEYS[1], chosen)
redis.call('SET', KEYS[2], chosen, 'EX', ARGV[3])
return {chosen, '0'}
"""
_SPEND = "return redis.call('DEL', KEYS[1])"

log = structlog.get_logger(__name__)


class ReplyPathsInRedis:
    """Shared by all processes; without Redis an answer waits, and what comes in is not held up."""

    def __init__(self, store: RedisStore, real_time: Callable[[], datetime]) -> None:
        """`real_time`: by which they run out."""
        self._store = store
        self._real_time = real_time

    def keep(self, chat: str, path: ReplyPath) -> None:
        """Keep a way into a chat, unless it was kept before."""
        known = f"{PREFIX}:known:{hashlib.sha256(path.url.encode()).hexdigest()}"
        member = path.message_id + BETWEEN + path.url
        try:
            self._store.run(_KEEP, [_chat_key(chat), known], member, int(path.until.timestamp()), SECONDS)
        except RedisAway:
            log.warning("reply_path_not_kept")

    def take(self, chat: str, delivery_id: str, answers: str | None) -> ReplyPath | None:
        """The parcel's way, if there is one; raises `ChannelError` while Redis does not answer."""
        now, wanted = self._real_time(), (answers or "") + BETWEEN
        keys = [_chat_key(chat), _taken_key(delivery_id)]
        try:
            found = self._store.run(_TAKE, keys, int(now.timestamp()), wanted, SECONDS)
        except RedisAway:
            raise ChannelError("redis_away") from None
        if not isinstance(found, list):
            return None
        member, tried = (bytes(one).decode() for one in found)
        message_id, _, url = member.partition(BETWEEN)
        return ReplyPath(url, message_id, now.astimezone(UTC) + LIFE, tried == "1")

    def spend(self, delivery_id: str) -> None:
        """Forget the parcel's way."""
        try:
            self._store.run(_SPEND, [_taken_key(delivery_id)])
        except RedisAway:
            log.warning("reply_path_not_forgotten")


def _chat_key(chat: str) -> str:
    return f"{PREFIX}:chat:{chat}"


def _taken_key(delivery_id: str) -> str:
    return f"{PREFIX}:taken:{delivery_id}"
