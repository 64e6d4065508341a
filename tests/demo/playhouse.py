"""A demo's whole stack in this process: county, channels, platform and pages, over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from werkzeug.serving import make_server

from bot import wiring
from bot.backups import keeper
from bot.delivery import run_delivery
from bot.demo.cast import CHANNEL, the_cast
from bot.demo.corp import the_corp
from bot.demo.county import STAGE_VILLAGE, build_county
from bot.demo.fill import fill
from bot.demo.overheard import overhear
from bot.demo.prepare import Opening
from bot.demo.settings import demo_settings
from bot.parts import Parts
from bot.schema import ensure_schema
from bot.web import simulator
from bot.web.app import build_application
from bot.web.simulator.clockwork import Clockwork
from bot.web.simulator.deadlines import Stage
from bot.web.simulator.leaps import AT_ONCE
from bot.web.simulator.notebook import Notebook
from models.lease import note_run
from tests.servers import free_port
from tests.town import ZONE

WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=ZONE)
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Playhouse:
    """The demo as those who play in it have it."""

    parts: Parts
    notebook: Notebook
    port: int

    def says(self, player: str, words: str, room: str = "group-xingfu-3", **rest: str) -> None:
        """Type into a chat and send it."""
        self._post(f"/simulator/as/{player}/{room}", {"text": words} | rest)

    def whispers(self, player: str, words: str) -> None:
        """Type to the bot in private."""
        self.says(player, words, f"private-{player}")

    def asks(self, player: str, words: str) -> None:
        """Say something to the bot by @ in the workers' group."""
        self.says(player, words, "group-wr-liuwan", at_bot="on")

    def recalls(self, player: str, post: str) -> None:
        """Take back what one said in the group."""
        self._post(f"/simulator/as/{player}/group-xingfu-3/recall", {"post": post})

    @property
    def last_said(self) -> str:
        """The id of the last message of a resident."""
        said = [deed.message.message_id for deed in self.notebook.deeds if deed.message.channel == CHANNEL]
        return said[-1]

    def later(self, **span: float) -> None:
        """Let the county's time pass."""
        clockwork = Clockwork(self.parts, Stage(STAGE_VILLAGE, the_cast().players), AT_ONCE)
        assert clockwork.reach(self.parts.clock() + timedelta(**span))

    def begins_anew(self) -> None:
        """Press the reset."""
        self._post("/simulator/reset", {})

    def _post(self, path: str, fields: dict[str, str]) -> None:
        origin = f"http://{HOST}:{self.port}"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": origin,
            "HX-Request": "true",
        }
        connection = HTTPConnection(HOST, self.port, timeout=30)
        try:
            connection.request("POST", path, urlencode(fields), headers)
            assert connection.getresponse().status in (200, 204)
        finally:
            connection.close()


@contextmanager
def playing(home: Path) -> Iterator[Playhouse]:
    """Fill a county and serve it, with deliveries under way."""
    settings = demo_settings(home, HOST, free_port())
    environ = {"GRIDBOT_CLOCK": WEDNESDAY.isoformat()}
    database = wiring.open_database(settings)
    ensure_schema(database)
    began = WEDNESDAY - timedelta(days=1)
    for _ in fill(build_county(began.date()), database, wiring.build_calendar(settings), began):
        pass
    database.close()
    parts = wiring.build(settings, environ)
    with parts.database.session() as session:
        note_run(session, parts.real_time(), parts.clock())
    keeper.backup(parts.database, home / "opening.db")
    notebook = Notebook(parts.office, the_cast(), parts.clock)
    heard = overhear(parts, notebook.note)
    opened = partial(
        simulator.register,
        corp=the_corp(settings),
        opening=Opening([], home / "opening.db"),
        notebook=notebook,
    )
    server = make_server(HOST, settings.server.port, build_application(heard, [opened]), threaded=True)
    threads = [
        threading.Thread(target=server.serve_forever),
        threading.Thread(target=run_delivery, args=(heard, heard.stop)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield Playhouse(heard, notebook, settings.server.port)
    finally:
        heard.stop.set()
        heard.wake.set()
        server.shutdown()
        for thread in threads:
            thread.join()
        server.server_close()
        heard.close()
