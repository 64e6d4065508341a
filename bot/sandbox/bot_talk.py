"""Members and AI bots: what a member writes to a bot, or clicks on its cards, goes to it as JSON."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from bot.sandbox.bot_replies import BotReplies, Occasion
from bot.sandbox.calling import Caller, Door
from bot.sandbox.corp import Bot, Member, Room
from bot.sandbox.ground import Ground
from bot.sandbox.ids import Ids
from bot.sandbox.posts import BotChat, Post, RoomChat, Sent, Why
from bot.sandbox.responses import Responses, Turn
from bot.sandbox.seal import Seal
from bot.sandbox.streams import Stream, Streams

Chosen = Mapping[str, tuple[str, ...]]
Frame = Mapping[str, object]


class BotTalk:
    """The members' side of AI bots."""

    def __init__(self, ground: Ground, ids: Ids, caller: Caller, responses: Responses) -> None:
        """`responses` puts into the chats what a bot answers."""
        self._ground = ground
        self._ids = ids
        self._caller = caller
        self._responses = responses
        self._replies = BotReplies(ground, responses)
        self.streams = Streams(ground, self._refresh)
        self._lock = threading.Lock()
        self._under_way: Counter[tuple[str, str]] = Counter()

    def door(self, bot: Bot) -> Door:
        """Where a bot takes callbacks; a corporation's own names no receiver. Raises `SealError`."""
        return Door(f"bot:{bot.bot_id}", bot.callback_url, Seal(bot.token, bot.aes_key))

    def write(self, member: Member, bot: Bot, text: str, quote: Post | None) -> Sent:
        """Words in the chat of the two."""
        chat = BotChat(bot.bot_id, member.userid)
        draft = Post("", chat, member.userid, text, quote=quote.words if quote else "")
        post = self._ground.chats.show(replace(draft, said_at=self._ground.clock()))
        return self._told(Turn(bot, chat, member.userid), post, text, quote)

    def write_at(self, member: Member, room: Room, bots: list[Bot], post: Post, quote: Post | None) -> Sent:
        """Words in a room, to each bot that they @."""
        turns = [Turn(bot, RoomChat(room.chat_id), member.userid) for bot in bots]
        sent = [self._told(turn, post, post.text, quote) for turn in turns]
        why = next((one.why for one in sent if not one.heard), Why.BROUGHT)
        return Sent(why, post, tuple(brought for one in sent for brought in one.brought))

    def enter(self, member: Member, bot: Bot) -> Sent:
        """A member opens the chat with the bot, for the first time of the day."""
        turn = Turn(bot, BotChat(bot.bot_id, member.userid), member.userid)
        frame = {
            "msgid": self._ids.text(),
            "create_time": self._now(),
            "aibotid": bot.bot_id,
            "from": self._operator(turn),
            "msgtype": "event",
            "event": {"eventtype": "enter_chat"},
        }
        return self._bring(turn, frame, Occasion.ENTERED)

    def click(self, member: Member, bot: Bot, post: Post, key: str, chosen: Chosen) -> Sent:
        """A button of the card that a post shows, with what was chosen above it."""
        card, chat = post.card_for(member.userid), post.chat
        if card is None or not isinstance(chat, BotChat | RoomChat):
            return Sent(Why.NOT_A_BUTTON)
        turn = Turn(bot, chat, member.userid)
        event: dict[str, object] = {
            "card_type": card.card_type,
            "event_key": key,
            "task_id": card.task_id,
        }
        frame = {
            "msgid": self._ids.text(),
            "create_time": self._now(),
            "aibotid": bot.bot_id,
            "from": self._operator(turn),
            **_place(turn),
            "response_url": self._responses.url(turn),
            "msgtype": "event",
            "event": {"eventtype": "template_card_event", "template_card_event": event | _selected(chosen)},
        }
        return self._bring(turn, frame, Occasion.CLICKED, post)

    def _told(self, turn: Turn, post: Post, text: str, quote: Post | None) -> Sent:
        frame: dict[str, object] = {
            "msgid": self._ids.text(),
            "aibotid": turn.bot.bot_id,
            **_place(turn),
            "from": {"userid": turn.userid},
            "response_url": self._responses.url(turn),
            "msgtype": "text",
            "text": {"content": text},
        }
        if quote is not None:
            frame["quote"] = {"msgtype": "text", "text": {"content": quote.words}}
        return replace(self._bring(turn, frame, Occasion.SAID), post=post)

    def _bring(self, turn: Turn, frame: Frame, occasion: Occasion, clicked: Post | None = None) -> Sent:
        if not turn.bot.callback_url:
            return Sent(Why.NO_ADDRESS)
        with self._turn_taken(turn) as may_go:
            if not may_go:
                return Sent(Why.TOO_MANY)
            door = self.door(turn.bot)
            brought, given = self._caller.bring(door, _bytes(frame), _wrap)
            if given is not None:
                stream = self._replies.take(given, door, turn, occasion, clicked)
                if stream is not None:
                    self._hold(turn, 1)
                    self.streams.follow(stream)
        return Sent(Why.BROUGHT if brought.taken else Why.NOT_TAKEN, None, (brought,))

    def _refresh(self, stream: Stream) -> Stream | None:
        """Ask how a streamed answer goes on; None once it has ended."""
        turn, door = stream.turn, self.door(stream.turn.bot)
        frame = {
            "msgid": self._ids.text(),
            "aibotid": turn.bot.bot_id,
            **_place(turn),
            "from": {"userid": turn.userid},
            "msgtype": "stream",
            "stream": {"id": stream.id},
        }
        is_over = self._ground.clock() - stream.began >= self._ground.rules.stream_life
        after: Stream | None = None
        if not is_over:
            _, given = self._caller.bring(door, _bytes(frame), _wrap)
            after = stream if given is None else self._replies.go_on(given, door, stream)
        if after is None:
            self._hold(turn, -1)
        return after

    @contextmanager
    def _turn_taken(self, turn: Turn) -> Iterator[bool]:
        """Whether this member may have one more message under way to this bot."""
        key = (turn.bot.bot_id, turn.userid.casefold())
        with self._lock:
            may_go = self._under_way[key] < self._ground.rules.under_way
        if may_go:
            self._hold(turn, 1)
        try:
            yield may_go
        finally:
            if may_go:
                self._hold(turn, -1)

    def _hold(self, turn: Turn, by: int) -> None:
        key = (turn.bot.bot_id, turn.userid.casefold())
        with self._lock:
            self._under_way[key] += by
            if not self._under_way[key]:
                del self._under_way[key]

    def _operator(self, turn: Turn) -> dict[str, str]:
        return {"corpid": self._ground.corp.corp_id, "userid": turn.userid}

    def _now(self) -> int:
        return int(self._ground.clock().timestamp())


def _place(turn: Turn) -> dict[str, str]:
    if isinstance(turn.chat, RoomChat):
        return {"chatid": turn.chat.chat_id, "chattype": "group"}
    return {"chattype": "single"}


def _selected(chosen: Chosen) -> dict[str, object]:
    items = [{"question_key": key, "option_ids": {"option_id": list(ids)}} for key, ids in chosen.items()]
    return {"selected_items": {"selected_item": items}} if items else {}


def _bytes(frame: Frame) -> bytes:
    return json.dumps(frame, ensure_ascii=False).encode()


def _wrap(sealed: str) -> bytes:
    return json.dumps({"encrypt": sealed}).encode()
