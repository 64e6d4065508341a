"""The theatre: the cast, what was said, the gateway and the county's clock, held together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Any
from uuid import uuid4

from bot.demo.cast import Cast, Player
from bot.demo.transcript import Spoken
from bot.web.simulator.chats import BOT, Chats, Post, Room, State, group_room, private_room
from bot.web.simulator.gateway import Gateway

BOT_NAME = "网格群助手"


@dataclass(frozen=True, slots=True)
class Words:
    """What a player types: the text, whether @bot is on, the id of the post that is quoted."""

    text: str
    mentions_bot: bool = False
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Theatre:
    """Everything one demo plays with. `clock` is the county's time."""

    cast: Cast
    gateway: Gateway
    clock: Callable[[], datetime]
    stop: Event
    """Set when the demo ends, so that live pages let go."""
    chats: Chats = field(default_factory=Chats)

    def rooms(self, player: Player) -> list[Room]:
        """The rooms a player can enter: the groups, and the private chat with the bot last."""
        return [*map(group_room, player.groups), private_room(player.id)]

    def room(self, player: Player, key: str) -> Room | None:
        """A room that a player can enter, by its key."""
        return next((room for room in self.rooms(player) if room.key == key), None)

    def name_of(self, author: str) -> str:
        """The name above a bubble."""
        if author == BOT:
            return BOT_NAME
        player = self.cast.players.get(author)
        return player.name if player else "群友"

    # What players do

    def say(self, player: Player, room: Room, words: Words) -> Post:
        """Show a player's words and hand them in; if the product does not answer, the bubble says so."""
        quoted = self.chats.find(room, words.quote)
        text = f"@{BOT_NAME} {words.text}" if words.mentions_bot else words.text
        post = self.chats.add(
            Post(_new_id(), room, player.id, text, self.clock(), quote=quoted.id if quoted else None)
        )
        message = self._message(player, post) | {
            "mentions_bot": words.mentions_bot,
            "quote": {"message_id": quoted.id, "text": quoted.text} if quoted else None,
        }
        if not self.gateway.hand_in(message):
            self.chats.change(post, State.FAILED)
        return post

    def recall(self, player: Player, room: Room, post_id: str) -> bool:
        """Take back one's own words; False if there are none to take back."""
        post = self.chats.find(room, post_id)
        if post is None or post.author != player.id or post.state is not State.SENT:
            return False
        self.chats.change(post, State.RECALLED)
        note = Post(_new_id(), room, player.id, "", self.clock())
        return self.gateway.hand_in(self._message(player, note) | {"recall_of": post.id})

    # What the product says

    def deliver(self, parcel: Mapping[str, Any]) -> bool:
        """Show a delivery, once; False if it is none. What goes off the stage is taken and forgotten."""
        delivery_id, text = parcel.get("delivery_id"), parcel.get("text")
        room = self._room_of(parcel)
        if not isinstance(delivery_id, str) or not isinstance(text, str):
            return False
        if room and self.gateway.is_new(delivery_id):
            ticket = parcel.get("ticket")
            self.chats.add(
                Post(
                    delivery_id,
                    room,
                    BOT,
                    text,
                    self.clock(),
                    quote=parcel.get("in_reply_to"),
                    mentions=tuple(parcel.get("mentions") or ()),
                    ticket=ticket if isinstance(ticket, int) else None,
                )
            )
        return True

    def recollect(self, lines: Iterable[Spoken]) -> None:
        """Fill the chats with what was said before; it counts as read."""
        for line in lines:
            room = self._room_of({"group_id": line.group, "user_id": line.player})
            if room:
                said = (line.id, room, line.author, line.text, line.at, line.reply_to)
                self.chats.add(Post(*said, line.mentions, line.ticket))
        for player in self.cast.players:
            self.chats.see(player)

    def _room_of(self, parcel: Mapping[str, Any]) -> Room | None:
        group, user = parcel.get("group_id"), parcel.get("user_id")
        if group in self.cast.groups:
            return group_room(str(group))
        return private_room(str(user)) if not group and user in self.cast.players else None

    def _message(self, player: Player, post: Post) -> dict[str, Any]:
        return {
            "message_id": post.id,
            "group_id": post.room.id if post.room.is_group else None,
            "sender_id": player.id,
            "sender_name": player.name,
            "text": post.text,
            "sent_at": post.at.isoformat(timespec="seconds"),
        }


def _new_id() -> str:
    return f"m-{uuid4().hex}"
