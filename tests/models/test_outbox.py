"""The outbox: order within a chat, claims that run out, and one bad row that stands in nobody's way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from models import outbox
from models.crypto import KeyRing
from models.database import Database
from models.outbox import Chat, Fate, Outgoing, Settlement

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
SOON = NOON + timedelta(minutes=1)
A, B = Chat("bridge", "a"), Chat("bridge", "b")


def _post(database: Database, *messages: Outgoing) -> None:
    with database.session() as session:
        outbox.post(session, messages, NOON)


def _claim(database: Database, who: str, now: datetime = NOON) -> list[tuple[int, str]]:
    with database.session() as session:
        return [
            (row.id or 0, row.text or "")
            for row in outbox.claim(session, who, now, now + timedelta(minutes=1))
        ]


def _settle(database: Database, row: int, who: str, fate: Fate = Fate.SENT) -> bool:
    with database.session() as session:
        return outbox.settle(session, Settlement(row, who, NOON, str(fate), fate))


def test_one_message_of_a_chat_at_a_time(database: Database) -> None:
    """The second of a chat waits for the first, other chats do not."""
    _post(database, Outgoing(A, "1"), Outgoing(A, "2"), Outgoing(B, "3"))
    first = _claim(database, "w1")
    assert [text for _, text in first] == ["1", "3"]
    assert _claim(database, "w2") == []
    assert _settle(database, first[0][0], "w1")
    assert [text for _, text in _claim(database, "w2")] == ["2"]


def test_a_claim_that_ran_out_is_taken_by_the_next(database: Database) -> None:
    """A crash after the claim: the same message goes again, and the late settling counts nothing."""
    _post(database, Outgoing(A, "1"))
    ((row, _),) = _claim(database, "w1")
    assert [found for found, _ in _claim(database, "w2", SOON)] == [row]
    assert not _settle(database, row, "w1")
    assert _settle(database, row, "w2")


def test_what_a_clock_ahead_posted_goes_at_once(database: Database) -> None:
    """A rehearsed round of next year posts what any clock may carry."""
    with database.session() as session:
        outbox.post(session, [Outgoing(A, "1")], NOON + timedelta(days=365))
    assert len(_claim(database, "w1")) == 1


def test_a_message_no_key_opens_fails_alone(database: Database) -> None:
    """One row sealed by a lost key fails for good; the chat goes on."""
    lost = Database(database.engine.url.render_as_string(hide_password=False), KeyRing("x", [bytes(32)]))
    _post(lost, Outgoing(A, "lost"))
    lost.close()
    _post(database, Outgoing(A, "kept"))
    assert _claim(database, "w1") == []
    assert [text for _, text in _claim(database, "w1")] == ["kept"]
    with database.reading() as session:
        assert outbox.counts(session)[Fate.FAILED] == 1
