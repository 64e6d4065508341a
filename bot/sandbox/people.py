"""What people do in the chats, and what the platform makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.sandbox.app_talk import AppTalk
from bot.sandbox.bot_talk import BotTalk
from bot.sandbox.corp import App, Bot, Member, Room
from bot.sandbox.ground import Ground
from bot.sandbox.posts import Post, RoomChat, Sent, Why

NOBODY: Mapping[str, tuple[str, ...]] = {}


class People:
    """The members of the corporation with their clients in hand."""

    def __init__(self, ground: Ground, apps: AppTalk, bots: BotTalk) -> None:
        """`apps` and `bots` carry what is said to them."""
        self._ground = ground
        self._corp = ground.corp
        self._apps = apps
        self._bots = bots

    def write_to_app(self, userid: str, agent_id: int, text: str) -> Sent:
        """Write to an application."""
        pair = self._pair(userid, agent_id)
        return pair if isinstance(pair, Sent) else self._apps.write(*pair, text)

    def show_to_app(self, userid: str, agent_id: int, picture_url: str) -> Sent:
        """Send an application a picture."""
        pair = self._pair(userid, agent_id)
        return pair if isinstance(pair, Sent) else self._apps.show_picture(*pair, picture_url)

    def enter_app(self, userid: str, agent_id: int) -> Sent:
        """Open the chat with an application."""
        pair = self._pair(userid, agent_id)
        return pair if isinstance(pair, Sent) else self._apps.enter(*pair)

    def write_to_bot(
        self,
        userid: str,
        bot_id: str,
        text: str,
        quote: Post | None = None,
        pictures: Sequence[str] = (),
    ) -> Sent:
        """Write to an AI bot in private; `pictures`: addresses of pictures among the words."""
        member, bot = self._corp.member(userid), self._corp.bot(bot_id)
        if member is None or bot is None:
            return Sent(Why.NOT_THERE)
        return self._bots.write(member, bot, text, pictures, quote)

    def show_to_bot(self, userid: str, bot_id: str, kind: str, content: str) -> Sent:
        """Send an AI bot an image, a file, a video (by address) or a voice (by words); in no room can one."""
        member, bot = self._corp.member(userid), self._corp.bot(bot_id)
        if member is None or bot is None:
            return Sent(Why.NOT_THERE)
        return self._bots.show(member, bot, kind, content)

    def enter_bot(self, userid: str, bot_id: str) -> Sent:
        """Open the chat with an AI bot, for the first time of a day."""
        member, bot = self._corp.member(userid), self._corp.bot(bot_id)
        if member is None or bot is None:
            return Sent(Why.NOT_THERE)
        return self._bots.enter(member, bot)

    def write_in_room(
        self,
        userid: str,
        chat_id: str,
        text: str,
        at: Sequence[str] = (),
        quote: Post | None = None,
        pictures: Sequence[str] = (),
    ) -> Sent:
        """Write in a group; only the bots that `at` names hear it, whatever is quoted."""
        member, room = self._corp.member(userid), self._corp.room(chat_id)
        if member is None or room is None or not room.has(member):
            return Sent(Why.NOT_THERE)
        bots = [bot for one in at if one in room.bots and (bot := self._corp.bot(one)) is not None]
        post = self._said_in(room, member, _with_names(text, bots), bots, quote)
        if room.external:
            return Sent(Why.EXTERNAL, post)
        if not bots:
            return Sent(Why.NOT_CALLED if room.bots else Why.NO_GROUPS, post)
        return self._bots.write_at(member, RoomChat(room.chat_id), bots, post, pictures)

    def click(
        self, userid: str, post_id: str, key: str, chosen: Mapping[str, tuple[str, ...]] = NOBODY
    ) -> Sent:
        """Click a button of a card that the member sees; `chosen`: options by question_key."""
        seen = self._seen(userid, post_id)
        if isinstance(seen, Sent):
            return seen
        member, post = seen
        card = post.card_for(member.userid)
        if card is None or not card.can_click(key):
            return Sent(Why.NOT_A_BUTTON)
        kind, _, name = post.author.partition(":")
        if kind == "app" and (app := self._corp.app(int(name))) is not None:
            return self._apps.click(member, app, post, key, chosen)
        if kind == "bot" and (bot := self._corp.bot(name)) is not None:
            return self._bots.click(member, bot, post, key, chosen)
        return Sent(Why.NOT_A_BUTTON)

    def judge(self, userid: str, post_id: str, words: str = "", reasons: Sequence[int] = ()) -> Sent:
        """Say what one thinks of a bot's answer; without words and reasons: that it was good."""
        seen = self._seen(userid, post_id)
        if isinstance(seen, Sent):
            return seen
        bot = self._corp.bot(seen[1].author.removeprefix("bot:"))
        return self._bots.judge(*seen, bot, words, reasons) if bot else Sent(Why.NOT_A_BUTTON)

    def _seen(self, userid: str, post_id: str) -> tuple[Member, Post] | Sent:
        member, post = self._corp.member(userid), self._ground.chats.get(post_id)
        if member is None or post is None or not self._sees(member, post):
            return Sent(Why.NOT_THERE)
        return member, post

    def _pair(self, userid: str, agent_id: int) -> tuple[Member, App] | Sent:
        member, app = self._corp.member(userid), self._corp.app(agent_id)
        if member is None or app is None:
            return Sent(Why.NOT_THERE)
        return (member, app) if self._corp.reaches(app, member) else Sent(Why.NOT_VISIBLE)

    def _said_in(self, room: Room, member: Member, text: str, bots: list[Bot], quote: Post | None) -> Post:
        at = tuple(bot.bot_id for bot in bots)
        draft = Post("", RoomChat(room.chat_id), member.userid, text, at=at, said_at=self._ground.clock())
        return self._ground.chats.show(replace(draft, quote=quote.words if quote else ""))

    def _sees(self, member: Member, post: Post) -> bool:
        if isinstance(post.chat, RoomChat):
            room = self._corp.room(post.chat.chat_id)
            return room is not None and room.has(member)
        return post.chat.userid.casefold() == member.key


def _with_names(text: str, bots: list[Bot]) -> str:
    """What the client puts before the words of somebody who picked a bot after typing @."""
    missing = [f"@{bot.name}" for bot in bots if f"@{bot.name}" not in text]
    return " ".join([*missing, text])
