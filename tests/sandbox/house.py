"""The whole house between the platform and the town: real channels, webhook, inbox, outbox and courier."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from sqlmodel import select

from bot.channels.channel import Channel
from bot.delivery import deliver_due
from bot.parts import Parts
from bot.sandbox.corp import App, Bot, Corp, Member, Room
from bot.sandbox.faults import FaultScript
from bot.sandbox.platform import Platform
from bot.sandbox.posts import Chat
from bot.sandbox.rules import Rules
from bot.sandbox.server import SandboxServer
from bot.web.app import build_application
from handlers.office import Office
from models import outbox
from models.grid import GridNode
from models.group import ChatGroup
from models.outbox import Chat as OutboxChat
from models.outbox import Fate, Outgoing
from models.space import Space
from tests.bot.making import Hand, make_parts
from tests.channels.kinds_made import make_aibot, make_app
from tests.sandbox.corps import AES_KEY, AGENT, CORP_ID, SECRET, TOKEN
from tests.town import CAST, CHANNEL, Town

APP, BOT = "cadres", "workers"
"""The channels' names."""
BOT_ID, ROOM = "aib-1", "wr-workers"


@dataclass
class House:
    """Everything, with a clock moved by hand."""

    town: Town
    hand: Hand
    parts: Parts
    platform: Platform

    def posts(self, *told: tuple[str, str | None, str]) -> None:
        """Words by a channel, for a member in private or (None) for the room."""
        with self.parts.database.session() as session:
            said = [
                Outgoing(OutboxChat(channel, None if who else ROOM, who), text) for channel, who, text in told
            ]
            outbox.post(session, said, self.parts.clock())

    def carry(self, rounds: int = 400, seconds: float = 20) -> None:
        """Deliver until nothing is left, while time goes by."""
        for _ in range(rounds):
            deliver_due(self.parts, self.hand())
            if not self.fates().get(Fate.QUEUED) and not self.fates().get(Fate.CLAIMED):
                return
            self.hand.move(seconds=seconds)

    def fates(self) -> dict[Fate, int]:
        """How many messages of the outbox have which fate."""
        with self.parts.database.reading() as session:
            return {Fate(fate): count for fate, count in outbox.counts(session).items() if count}

    def heard_in(self, chat: Chat) -> list[str]:
        """What a chat shows of the bot's words."""
        return [one.text for one in self.platform.posts(chat) if one.author.startswith(("app:", "bot:"))]


@contextmanager
def open_house(town: Town, hand: Hand, faults: FaultScript, rules: Rules) -> Iterator[House]:
    """The town's people as a corporation: in private by an application, in a room with a bot."""
    with ExitStack() as stack:
        site = stack.enter_context(_Site())
        corp = _corp(site.url)
        server = stack.enter_context(
            SandboxServer(lambda url: Platform(corp, url, hand, hand, faults, rules))
        )
        keys: dict[str, Any] = {"token": TOKEN, "aes_key": AES_KEY, "api_base_url": server.platform.url}
        app = make_app(hand, name=APP, corp_id=CORP_ID, agent_id=AGENT, secret=SECRET, **keys)
        channels: dict[str, Channel] = {APP: app, BOT: make_aibot(hand, **keys, name=BOT)}
        parts = replace(make_parts(_office(town), hand, county=town.now), channels=channels)
        site.set_app(build_application(parts))
        yield House(town, hand, parts, server.platform)


def _office(town: Town) -> Office:
    with town.database.session() as session:
        node = session.exec(select(GridNode).where(GridNode.code == "C3")).one()
        session.add(ChatGroup(channel=BOT, group_id=ROOM, node_id=node.id or 0))
    spaces = {name: Space((name, CHANNEL), caseless=True) for name in (APP, BOT)}
    return replace(town.office, spaces=spaces)


def _corp(site: str) -> Corp:
    members = tuple(Member(one.account or "", name) for name, one in CAST.items())
    return Corp(
        CORP_ID,
        members=members,
        apps=(App(AGENT, SECRET, TOKEN, AES_KEY, f"{site}/callback/{APP}"),),
        bots=(Bot(BOT_ID, "网格助手", TOKEN, AES_KEY, f"{site}/callback/{BOT}"),),
        rooms=(Room(ROOM, "网格员群", tuple(one.userid for one in members), (BOT_ID,)),),
    )


class _Site(ThreadingMixIn, WSGIServer):
    """The house's own HTTP server."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Quiet)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> _Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
