"""Members and AI bots: what a member writes to a bot, or clicks on its cards, goes to it as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from bot.sandbox import bot_frames
from bot.sandbox.bot_frames import Chosen, Frame
from bot.sandbox.bot_replies import BotReplies, Occasion
from bot.sandbox.calling import Caller, Door
from bot.sandbox.corp import Bot, Member
from bot.sandbox.ground import Ground
from bot.sandbox.ids import Ids
from bot.sandbox.posts import BotChat, Post, RoomChat, Sent, Why
from bot.sandbox.responses import Responses, Turn
from bot.sandbox.seal import Seal
from bot.sandbox.streams import Stream, Streams
from bot.sandbox.under_way import UnderWay

LABELS = {"image": "[图片]", "file": "[文件]", "video": "[视频]"}


class BotTalk:
    """The members' side of AI bots."""

    def __init__(self, ground: Ground, ids: Ids, caller: Caller, responses: Responses) -> None:
        """`responses` puts into the chats what a bot answers."""
        self._ground = ground
        self._ids = ids
        self._caller = caller
        self._responses = responses
        self._replies = BotReplies(ground, responses)
        self._under_way = UnderWay(ground.rules.under_way)
        self.streams = Streams(ground, self._refresh)

    def door(self, bot: Bot) -> Door:
        """Where a bot takes callbacks; a corporation's own names no receiver. Raises `SealError`."""
        return Door(f"bot:{bot.bot_id}", bot.callback_url, Seal(bot.token, bot.aes_key))

    def write(self, member: Member, bot: Bot, text: str, pictures: Sequence[str], quote: Post | None) -> Sent:
        """Words in the chat of the two, perhaps with pictures."""
        turn = _alone(member, bot)
        post = self._shown(turn, text, quote)
        return self._tell(turn, bot_frames.said(turn, text, pictures, post.quote), post)

    def show(self, member: Member, bot: Bot, kind: str, content: str) -> Sent:
        """A picture, a file or a video by its address, a recording by its words; in no room."""
        turn = _alone(member, bot)
        post = self._shown(turn, LABELS.get(kind, f"[语音] {content}"), None)
        return self._tell(turn, bot_frames.shown(turn, kind, content), post)

    def write_at(
        self, member: Member, room: RoomChat, bots: list[Bot], post: Post, pictures: Sequence[str]
    ) -> Sent:
        """Words in a room, to each bot that they @."""
        turns = [Turn(bot, room, member.userid) for bot in bots]
        sent = [
            self._tell(turn, bot_frames.said(turn, post.text, pictures, post.quote), post) for turn in turns
        ]
        why = next((one.why for one in sent if not one.heard), Why.BROUGHT)
        return Sent(why, post, tuple(brought for one in sent for brought in one.brought))

    def enter(self, member: Member, bot: Bot) -> Sent:
        """A member opens the chat with the bot, for the first time of the day."""
        turn = _alone(member, bot)
        return self._bring(turn, self._event(turn, bot_frames.entered()), Occasion.ENTERED)

    def click(self, member: Member, bot: Bot, post: Post, key: str, chosen: Chosen) -> Sent:
        """A button of the card that a post shows, with what was chosen above it."""
        card, chat = post.card_for(member.userid), post.chat
        if card is None or not isinstance(chat, BotChat | RoomChat):
            return Sent(Why.NOT_A_BUTTON)
        turn = Turn(bot, chat, member.userid)
        frame = self._event(turn, bot_frames.clicked(turn, card, key, chosen))
        return self._bring(turn, frame | self._way_back(turn), Occasion.CLICKED, post)

    def judge(self, member: Member, post: Post, bot: Bot, words: str, reasons: Sequence[int]) -> Sent:
        """A member says what he thinks of an answer; no words and no reasons: that it was good."""
        chat = post.chat
        if not post.feedback_id or not isinstance(chat, BotChat | RoomChat):
            return Sent(Why.NOT_A_BUTTON)
        turn = Turn(bot, chat, member.userid)
        is_good = not words and not reasons
        frame = bot_frames.judged(turn, post.feedback_id, is_good, words, reasons)
        return self._bring(turn, self._event(turn, frame), Occasion.JUDGED)

    def _shown(self, turn: Turn, text: str, quote: Post | None) -> Post:
        draft = Post("", turn.chat, turn.userid, text, said_at=self._ground.clock())
        return self._ground.chats.show(replace(draft, quote=quote.words if quote else ""))

    def _tell(self, turn: Turn, frame: Frame, post: Post) -> Sent:
        return replace(self._bring(turn, frame | self._way_back(turn), Occasion.SAID), post=post)

    def _way_back(self, turn: Turn) -> Frame:
        return {"response_url": self._responses.url(turn)}

    def _event(self, turn: Turn, frame: Frame) -> Frame:
        operator = {"corpid": self._ground.corp.corp_id, "userid": turn.userid}
        when = int(self._ground.clock().timestamp())
        return {"create_time": when, "from": operator, "msgtype": "event", **frame}

    def _bring(self, turn: Turn, frame: Frame, occasion: Occasion, clicked: Post | None = None) -> Sent:
        if not turn.bot.callback_url:
            return Sent(Why.NO_ADDRESS)
        if not self._under_way.begin(turn):
            return Sent(Why.TOO_MANY)
        stream: Stream | None = None
        try:
            door = self.door(turn.bot)
            brought, given = self._caller.bring(door, self._bytes(turn, frame), _wrap)
            if given is not None:
                stream = self._replies.take(given, door, turn, occasion, clicked)
        finally:
            if stream is None:
                self._under_way.end(turn)
        if stream is not None:
            self.streams.follow(stream)
        return Sent(Why.BROUGHT if brought.taken else Why.NOT_TAKEN, None, (brought,))

    def _refresh(self, stream: Stream) -> Stream | None:
        """Ask how a streamed answer goes on; None once it has ended."""
        turn, after = stream.turn, None
        if self._ground.clock() - stream.began < self._ground.rules.stream_life:
            door, frame = self.door(turn.bot), bot_frames.refreshed(turn, stream.id)
            _, given = self._caller.bring(door, self._bytes(turn, frame), _wrap)
            after = stream if given is None else self._replies.go_on(given, door, stream)
        if after is None:
            self._under_way.end(turn)
        return after

    def _bytes(self, turn: Turn, frame: Frame) -> bytes:
        head = {"msgid": self._ids.text(), "aibotid": turn.bot.bot_id}
        return json.dumps({**head, **frame}, ensure_ascii=False).encode()


def _alone(member: Member, bot: Bot) -> Turn:
    return Turn(bot, BotChat(bot.bot_id, member.userid), member.userid)


def _wrap(sealed: str) -> bytes:
    return json.dumps({"encrypt": sealed}).encode()
