"""What AI bots say: by a one-time response_url, or inside a callback's answer. There is no other way."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.sandbox import refusals
from bot.sandbox.contents import Content, response_content
from bot.sandbox.corp import Bot
from bot.sandbox.ground import Ground
from bot.sandbox.ids import OneTimeCodes
from bot.sandbox.posts import BotChat, Card, Post, RoomChat
from bot.sandbox.quota import Quota
from bot.sandbox.reading import Fields
from bot.sandbox.refusals import Refused
from bot.sandbox.rules import HOUR, MINUTE

RESPONSE = "aibot/response"
MOST_TASKS = 20_000
BotChats = BotChat | RoomChat


@dataclass(frozen=True, slots=True)
class Turn:
    """One message or click to a bot: in which chat it may answer, and to whom."""

    bot: Bot
    chat: BotChats
    userid: str


class Responses:
    """Answers of bots."""

    def __init__(self, ground: Ground) -> None:
        """Nothing was answered yet."""
        self._ground = ground
        self._lock = threading.Lock()
        self._codes: OneTimeCodes[Turn] = OneTimeCodes(ground.rules.response_url_life)
        self._a_minute = Quota(ground.rules.chat_a_minute, MINUTE)
        self._an_hour = Quota(ground.rules.chat_an_hour, HOUR)
        self._task_ids: OrderedDict[tuple[str, str], None] = OrderedDict()

    def url(self, turn: Turn) -> str:
        """A new response_url."""
        code = self._codes.give(turn, self._ground.clock())
        return f"{self._ground.url}/cgi-bin/{RESPONSE}?response_code={code}"

    def respond(self, query: Mapping[str, str], fields: Fields) -> Mapping[str, object]:
        """POST to a response_url. Raises `Refused`; what is refused may be tried again by the same URL."""
        code, now = query.get("response_code", ""), self._ground.clock()
        turn = self._codes.look(code, now)
        if turn is None:
            raise Refused(refusals.SPENT, "used before, older than an hour, or unknown")
        content = response_content(fields)
        self._check_task_id(turn.bot, content.card)
        self._pace(turn)
        if self._codes.spend(code, now) is None:
            raise Refused(refusals.SPENT, "used before")
        self.show(turn, content)
        return {}

    def show(self, turn: Turn, content: Content) -> Post:
        """Put an answer into its chat."""
        self._keep_task_id(turn.bot, content.card)
        draft = Post("", turn.chat, f"bot:{turn.bot.bot_id}", content.text, content.form, content.card)
        return self._ground.chats.show(
            replace(draft, said_at=self._ground.clock(), feedback_id=content.feedback_id)
        )

    def show_inside(self, turn: Turn, content: Content) -> Post:
        """The same for an answer inside a callback, which counts too. Raises `Refused`."""
        self._check_task_id(turn.bot, content.card)
        self._pace(turn)
        return self.show(turn, content)

    def _pace(self, turn: Turn) -> None:
        chat, now = turn.chat, self._ground.clock()
        where = chat.chat_id if isinstance(chat, RoomChat) else f"@{chat.userid.casefold()}"
        key = f"{turn.bot.bot_id}/{where}"
        if self._an_hour.is_full(key, now) or not self._a_minute.take(key, now):
            raise Refused(refusals.TOO_OFTEN)
        self._an_hour.take(key, now)

    def _check_task_id(self, bot: Bot, card: Card | None) -> None:
        if card is not None and card.task_id:
            with self._lock:
                if (bot.bot_id, card.task_id) in self._task_ids:
                    raise Refused(refusals.SAME_TASK)

    def _keep_task_id(self, bot: Bot, card: Card | None) -> None:
        if card is not None and card.task_id:
            with self._lock:
                self._task_ids[bot.bot_id, card.task_id] = None
                while len(self._task_ids) > MOST_TASKS:
                    self._task_ids.popitem(last=False)
