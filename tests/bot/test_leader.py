"""Leading with Redis: a lease that runs out by itself, and the database while Redis is away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.leader import DatabaseLease, LeaseAway, LeaseWithSpare
from bot.redis_store import RedisLease, RedisStore
from models.database import Database
from tests import servers
from tests.bot.making import Hand


@pytest.fixture(name="store")
def _store() -> Iterator[RedisStore]:
    """An empty Redis."""
    with servers.redis() as url:
        store = RedisStore(url)
        store.run("return redis.call('FLUSHDB')", [])
        yield store
        store.close()


@pytest.fixture(name="away")
def _away() -> Iterator[RedisStore]:
    """A Redis that does not answer."""
    store = RedisStore("redis://127.0.0.1:1/0")
    yield store
    store.close()


def test_one_holder_at_a_time_and_a_fence_for_each_change(store: RedisStore, hand: Hand) -> None:
    """It is kept by its holder, refused to others, free once given back or lost."""
    first, second = RedisLease(store, "first"), RedisLease(store, "second")
    assert [first.take(hand()), first.take(hand()), second.take(hand())] == [True, True, False]
    first.release(hand())
    assert second.take(hand())
    first.release(hand())
    assert not first.take(hand())
    store.run("return redis.call('DEL', 'gridbot:leader:scheduler')", [])
    assert first.take(hand())
    assert store.run("return redis.call('GET', 'gridbot:leader:scheduler:fence')", []) == b"3"


def test_the_database_decides_while_redis_is_away(away: RedisStore, sqlite: Database, hand: Hand) -> None:
    """Nobody stops working for want of Redis."""
    with pytest.raises(LeaseAway):
        RedisLease(away, "first").take(hand())
    first = LeaseWithSpare(RedisLease(away, "first"), DatabaseLease(sqlite, "first"))
    second = LeaseWithSpare(RedisLease(away, "second"), DatabaseLease(sqlite, "second"))
    assert [first.take(hand()), second.take(hand()), first.take(hand())] == [True, False, True]
