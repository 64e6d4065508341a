"""删除我的信息, looked for in the bytes: neither words nor account are left, and the counts stay."""

from __future__ import annotations

from pathlib import Path

from handlers.actions.erase import erase_now
from models.database import Database
from tests.town import CHANNEL, Town


def test_nothing_of_an_erased_account_is_left(sqlite: Database, make_town: object) -> None:
    """The account's id stands neither in the file nor in its log; the ticket and its chain stay."""
    assert callable(make_town)
    town: Town = make_town(sqlite)
    town.says("王大妈", "村口的路灯坏了三天了，没人来修")
    town.says("李群主", "1")
    town.whispers("王大妈", "进度 1")
    assert b"u-wang" in _bytes(sqlite)
    assert erase_now(town.office, CHANNEL, "u-wang", town.now)
    assert not erase_now(town.office, CHANNEL, "u-wang", town.now)
    assert b"u-wang" not in _bytes(sqlite)
    assert town.is_whole(1)
    assert len(town.tickets()) == 1


def _bytes(database: Database) -> bytes:
    file = Path(str(database.engine.url.database))
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
