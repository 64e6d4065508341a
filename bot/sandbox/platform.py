"""The stand-in platform as a whole: a WSGI callable for programs, and methods for the people in its chats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.sandbox.api import Api, Reply
from bot.sandbox.app_talk import AppTalk
from bot.sandbox.bot_talk import BotTalk
from bot.sandbox.calling import Caller, Door, UrlCheck
from bot.sandbox.card_updates import CardUpdates
from bot.sandbox.corp import Corp
from bot.sandbox.faults import NO_FAULTS, FaultScript
from bot.sandbox.ground import Clock, Ground, Tally
from bot.sandbox.ids import Ids
from bot.sandbox.people import NOBODY, People
from bot.sandbox.posts import Chat, Post, Sent
from bot.sandbox.responses import Responses
from bot.sandbox.rules import Rules
from bot.sandbox.sending import Sending
from bot.sandbox.web import call_of, send_reply

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

USUAL = Rules()


class Platform:
    """WeCom for one corporation, as far as programs can tell. Every method may be called from any thread."""

    def __init__(
        self,
        corp: Corp,
        url: str,
        clock: Clock,
        real_time: Clock,
        faults: FaultScript = NO_FAULTS,
        rules: Rules = USUAL,
    ) -> None:
        """`url`: where it is reached; `clock` runs out tokens and limits, `real_time` stamps callbacks."""
        self.corp = corp
        self._ground = Ground(corp, url.rstrip("/"), clock, real_time, rules)
        ids, caller = Ids(real_time()), Caller(self._ground, faults)
        updates, responses = CardUpdates(self._ground), Responses(self._ground)
        sending = Sending(self._ground, ids, updates)
        self._api = Api(self._ground, faults, (sending, updates, responses))
        self._apps = AppTalk(self._ground, ids, caller, sending, updates)
        self._bots = BotTalk(self._ground, ids, caller, responses)
        self._caller = caller
        self.people = People(self._ground, self._apps, self._bots)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a program's call: gettoken, message/send, aibot/response, webhook/send, …"""
        call = call_of(environ)
        reply = Reply(404) if call is None else self._api.answer(call)
        return send_reply(reply, self._ground, start_response)

    @property
    def url(self) -> str:
        """What a channel's `api_base_url` is set to."""
        return self._ground.url

    @property
    def tally(self) -> Tally:
        """What happened how often, to see whether a limit was ever exceeded."""
        return self._ground.tally

    def write_to_app(self, userid: str, agent_id: int, text: str) -> Sent:
        """A member writes to an application."""
        return self.people.write_to_app(userid, agent_id, text)

    def write_to_bot(self, userid: str, bot_id: str, text: str, quote: Post | None = None) -> Sent:
        """A member writes to an AI bot in private."""
        return self.people.write_to_bot(userid, bot_id, text, quote)

    def write_in_room(
        self, userid: str, chat_id: str, text: str, at: Sequence[str] = (), quote: Post | None = None
    ) -> Sent:
        """A member writes in a group; `at`: the ids of the bots that he picked after typing @."""
        return self.people.write_in_room(userid, chat_id, text, at, quote)

    def click(
        self, userid: str, post_id: str, key: str, chosen: Mapping[str, tuple[str, ...]] = NOBODY
    ) -> Sent:
        """A member clicks a button of a card; `chosen`: options by question_key."""
        return self.people.click(userid, post_id, key, chosen)

    def watch(self, shown: Callable[[Post], None]) -> None:
        """Be told of every message from now on; again under the same id when its card or its words change."""
        self._ground.chats.watch(shown)

    def posts(self, chat: Chat | None = None) -> list[Post]:
        """What a chat shows, or all of them."""
        return self._ground.chats.of(chat)

    def post(self, post_id: str) -> Post | None:
        """The message of an id."""
        return self._ground.chats.get(post_id)

    def check_url(self, receiver: str) -> UrlCheck:
        """保存 in the admin console, for "app:<agent id>" or "bot:<bot id>". Raises `SealError`."""
        door = self._door(receiver)
        return (
            UrlCheck(False, "nobody has set a callback address")
            if door is None
            else self._caller.check_url(door)
        )

    def forget_tokens(self) -> None:
        """Every token is invalid from now on."""
        self._api.tokens.forget()

    @property
    def streams(self) -> int:
        """How many streamed answers have not ended."""
        return self._bots.streams.count

    def close(self) -> None:
        """Nothing waits any longer, and nobody is asked how his answer goes on."""
        self._ground.stop.set()

    def _door(self, receiver: str) -> Door | None:
        kind, _, name = receiver.partition(":")
        app = self.corp.app(int(name)) if kind == "app" and name.isdecimal() else None
        bot = self.corp.bot(name) if kind == "bot" else None
        door = self._apps.door(app) if app else self._bots.door(bot) if bot else None
        return door if door and door.url else None
