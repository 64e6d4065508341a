"""The bridge's wire: residents' groups and residents in private, by the signed gateway."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.demo.cast import CHANNEL, Cast, Player
from bot.web.simulator.gateway import Gateway
from bot.web.simulator.posts import BOT, Post, Room, group_room, private_room
from bot.web.simulator.wires import Carried, Words


class BridgeWire:
    """Speaks the protocol of CONTRACT; it may tell of recalled words, and knows no buttons."""

    recalls = True

    def __init__(self, gateway: Gateway, cast: Cast) -> None:
        """`cast`: whose words and whose ears count."""
        self.gateway = gateway
        self._cast = cast

    def carry(self, player: Player, post: Post, words: Words, quoted: Post | None, /) -> Carried:
        """Hand the words in."""
        message = _message(player, post) | {
            "mentions_bot": words.mentions_bot,
            "quote": {"message_id": quoted.id, "text": quoted.text} if quoted else None,
        }
        return Carried(self.gateway.hand_in(message))

    def recall(self, player: Player, post: Post) -> bool:
        """Hand in that the words were taken back."""
        note = _message(player, post) | {"message_id": new_id(), "text": "", "recall_of": post.id}
        return self.gateway.hand_in(note)

    def press(self, _player: Player, _post: Post, _key: str, /) -> Carried:
        """Nothing sent by a bridge has buttons."""
        return Carried(taken=False)

    def read(self, parcel: Mapping[str, Any], at: datetime) -> Post | None:
        """What a delivery says on the stage; None if it says nothing there.

        The same delivery may come again and is shown once. Raises `ValueError` for
        what is no delivery.
        """
        delivery_id, text = parcel.get("delivery_id"), parcel.get("text")
        if not isinstance(delivery_id, str) or not isinstance(text, str):
            raise ValueError("no delivery")
        room = self._room_of(parcel)
        if room is None or not self.gateway.is_new(delivery_id):
            return None
        ticket = parcel.get("ticket")
        return Post(
            delivery_id,
            room,
            BOT,
            text,
            at,
            quote=parcel.get("in_reply_to"),
            mentions=tuple(parcel.get("mentions") or ()),
            ticket=ticket if isinstance(ticket, int) else None,
        )

    def _room_of(self, parcel: Mapping[str, Any]) -> Room | None:
        group, user = parcel.get("group_id"), parcel.get("user_id")
        if group:
            is_ours = group in self._cast.groups and self._cast.groups[group].channel == CHANNEL
            return group_room(str(group)) if is_ours else None
        return private_room(str(user)) if user in self._cast.players else None


def new_id() -> str:
    """An id for something said on the stage."""
    return f"m-{uuid4().hex}"


def _message(player: Player, post: Post) -> dict[str, Any]:
    return {
        "message_id": post.id,
        "group_id": post.room.id if post.room.is_group else None,
        "sender_id": player.id,
        "sender_name": player.name,
        "text": post.text,
        "sent_at": post.at.isoformat(timespec="seconds"),
    }
