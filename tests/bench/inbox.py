"""What a message costs at the inbox: talk, and a report that becomes a ticket."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from handlers.inbox import accept
from handlers.message import Message
from models.crypto import KeyRing
from models.database import Database
from nlp.classifier import build_classifier
from tests.bench.measure import Figure, compare
from tests.town import CHANNEL, GROUP, Town

TALK, REPORT = "收到，谢谢大家，晚上广场舞照常", "村口的路灯坏了三天了，没人来修"
MESSAGES = 200


def measure(folder: Path) -> Iterator[Figure]:
    """Talk against a report, on SQLite: what it saves that talk touches no database."""
    database = Database(f"sqlite:///{folder}/inbox.db", KeyRing("bench", [bytes(32)]))
    database.upgrade()
    town = Town(database, build_classifier(cache_dir=folder))
    number = count()

    def say(text: str) -> None:
        for _ in range(MESSAGES):
            message = Message(CHANNEL, f"b{next(number)}", "u-wang", text, town.now, GROUP)
            accept(town.office, message, town.now)

    yield compare(
        f"{MESSAGES} messages of talk / {MESSAGES} reports", lambda: say(TALK), lambda: say(REPORT), 5
    )
    database.close()
