"""What the platform keeps: posts in order and with a bound, codes that are good once, quotas, ids."""

from __future__ import annotations

import threading

from bot.sandbox.chats import Chats
from bot.sandbox.ids import Ids, OneTimeCodes
from bot.sandbox.posts import Post, RoomChat
from bot.sandbox.quota import Quota
from bot.sandbox.rules import HOUR, MINUTE
from tests.bot.making import REAL_NOON

ROOM = RoomChat("wr-workers")


def test_old_messages_are_forgotten() -> None:
    """Memory has a bound, and numbers go on."""
    chats = Chats(most=3)
    for number in range(5):
        chats.show(Post("", ROOM, "li", str(number)))
    assert [(post.id, post.text) for post in chats.of(ROOM)] == [("p3", "2"), ("p4", "3"), ("p5", "4")]
    assert chats.change("p1", lambda post: post) is None


def test_watchers_are_told_in_order() -> None:
    """Many threads show; one watcher sees each post once, in the order of the ids."""
    chats, seen = Chats(), list[str]()
    chats.watch(lambda post: seen.append(post.id))

    def show() -> None:
        for _ in range(50):
            chats.show(Post("", ROOM, "li", "好"))

    threads = [threading.Thread(target=show) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [f"p{number}" for number in range(1, 401)]


def test_a_code_is_good_for_one_of_many() -> None:
    """However many come at once."""
    codes: OneTimeCodes[str] = OneTimeCodes(HOUR)
    code, got = codes.give("thing", REAL_NOON), list[str]()
    barrier = threading.Barrier(8)

    def take() -> None:
        barrier.wait()
        thing = codes.spend(code, REAL_NOON)
        if thing is not None:
            got.append(thing)

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == ["thing"]
    assert codes.look(code, REAL_NOON) is None


def test_a_quota_counts_the_span_that_ends_now() -> None:
    """And forgets what is older."""
    quota = Quota(2, MINUTE)
    assert [quota.take("li", REAL_NOON) for _ in range(3)] == [True, True, False]
    assert quota.take("sun", REAL_NOON)
    assert not quota.take("li", REAL_NOON + MINUTE / 2)
    assert quota.take("li", REAL_NOON + MINUTE)


def test_ids_are_never_the_same() -> None:
    """They grow, and begin elsewhere after a restart."""
    one, other = Ids(REAL_NOON), Ids(REAL_NOON)
    found = [ids.number() for ids in (one, other) for _ in range(100)]
    assert found[:100] == sorted(set(found[:100]))
    assert max(found) < 2**63
    assert one.text() != one.text()
