"""The two WeCom wires: staff in private by the application, the workers' group by the AI bot.

Both play on the stand-in platform, which decides what is brought to the product and what is not.
"""

from __future__ import annotations

from datetime import datetime

from bot.demo.cast import CADRES, WORKERS, Cast, Player
from bot.demo.settings import AGENT_ID, BOT_ID
from bot.sandbox import posts as platform_posts
from bot.sandbox.platform import Platform
from bot.sandbox.posts import AppChat, BotChat, Card, RoomChat, Sent, Why
from bot.web.simulator.posts import BOT, Button, Post, Room, group_room, number_in, private_room
from bot.web.simulator.wires import Carried, Words

REMARKS = {
    Why.NOT_CALLED: "没有 @助手，平台没有把这句话带给助手",
    Why.TOO_MANY: "助手手上已有三句话没回，平台不再带",
    Why.NOT_TAKEN: "平台送了几次都没送到",
}
MAIN = 1
"""The style of a button that stands out."""


class WecomWire:
    """What both have in common: words cannot be taken back from a program, cards can be pressed."""

    recalls = False

    def __init__(self, platform: Platform, cast: Cast) -> None:
        """`platform` plays WeCom for the corporation of `cast`."""
        self.platform = platform
        self.cast = cast

    def recall(self, _player: Player, _post: Post, /) -> bool:
        """The platform tells no program that words were taken back."""
        return False

    def press(self, player: Player, post: Post, key: str, /) -> Carried:
        """Click a button of a card."""
        return carried(self.platform.click(player.wecom, post.id, key))


class AppWire(WecomWire):
    """Staff in private."""

    def carry(self, player: Player, _post: Post, words: Words, _quoted: Post | None, /) -> Carried:
        """Write to the application; it never learns what is quoted."""
        return carried(self.platform.write_to_app(player.wecom, int(AGENT_ID), words.text))


class BotWire(WecomWire):
    """An internal group: its bot hears what names it by @, with the words that are quoted."""

    def carry(self, player: Player, post: Post, words: Words, quoted: Post | None, /) -> Carried:
        """Write in the group."""
        at = (BOT_ID,) if words.mentions_bot else ()
        quote = platform_posts.Post(quoted.id, RoomChat(post.room.id), "", quoted.text) if quoted else None
        return carried(self.platform.write_in_room(player.wecom, post.room.id, words.text, at, quote))


def carried(sent: Sent) -> Carried:
    """What the platform made of words, for the stage; not called for is no failure."""
    return Carried(sent.heard or sent.why is Why.NOT_CALLED, REMARKS.get(sent.why, ""))


def on_stage(shown: platform_posts.Post, cast: Cast, at: datetime) -> Post | None:
    """What the platform shows, as the stage shows it; None for members' own words and for other chats."""
    room = _room_of(shown, cast)
    if room is None or cast.player_on(CADRES, shown.author):
        return None
    card = shown.card_for(cast.players[room.id].wecom) if shown.card and not room.is_group else shown.card
    return Post(
        shown.id,
        room,
        BOT,
        _words(card) if card else shown.text,
        at,
        ticket=number_in(_words(card) if card else shown.text),
        buttons=_buttons(card),
        pressed=(card.replaced or "") if card else "",
    )


def _words(card: Card) -> str:
    return f"{card.title}\n{card.text}".strip()


def _buttons(card: Card | None) -> tuple[Button, ...]:
    return tuple(Button(one.text, one.key, one.style == MAIN) for one in card.buttons) if card else ()


def _room_of(shown: platform_posts.Post, cast: Cast) -> Room | None:
    chat = shown.chat
    if isinstance(chat, RoomChat):
        group = cast.groups.get(chat.chat_id)
        return group_room(chat.chat_id) if group and group.channel == WORKERS else None
    assert isinstance(chat, AppChat | BotChat)
    player = cast.player_on(CADRES, chat.userid)
    return private_room(player.id) if player else None
