"""The theatre: the cast, what was said, the wires and the county's clock, held together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Event

from bot.demo.cast import CHANNEL, Cast, Player
from bot.demo.transcript import Spoken
from bot.web.simulator.bridge import new_id
from bot.web.simulator.chats import Chats
from bot.web.simulator.posts import BOT, Post, Room, State, group_room, private_room
from bot.web.simulator.wires import Wire, Words

BOT_NAME = "网格群助手"


@dataclass(frozen=True, slots=True)
class Source:
    """The words that a ticket was made from."""

    channel: str
    message_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Theatre:
    """Everything one demo plays with. `clock` is the county's time, `wires` are by the channel's name."""

    cast: Cast
    wires: Mapping[str, Wire]
    clock: Callable[[], datetime]
    stop: Event
    """Set when the demo ends, so that live pages let go."""
    source_of: Callable[[int], Source | None] = lambda _: None
    """Which words a ticket was made from, so that their bubble can say why."""
    chats: Chats = field(default_factory=Chats)

    def rooms(self, player: Player) -> list[Room]:
        """The rooms a player can enter: the groups, and the private chat with the bot last."""
        return [*map(group_room, player.groups), private_room(player.id)]

    def room(self, player: Player, key: str) -> Room | None:
        """A room that a player can enter, by its key."""
        return next((room for room in self.rooms(player) if room.key == key), None)

    def channel_of(self, room: Room) -> str:
        """By which channel a room's words go."""
        if room.is_group:
            return self.cast.groups[room.id].channel
        return self.cast.players[room.id].private_channel

    def wire_of(self, room: Room) -> Wire:
        """The wire of a room."""
        return self.wires[self.channel_of(room)]

    def name_of(self, author: str) -> str:
        """The name above a bubble."""
        if author == BOT:
            return BOT_NAME
        player = self.cast.players.get(author)
        return player.name if player else "群友"

    # What players do

    def say(self, player: Player, room: Room, words: Words) -> Post:
        """Show a player's words and bring them to the product; the bubble tells if they do not get there."""
        quoted = self.chats.find(room, words.quote)
        text = f"@{BOT_NAME} {words.text}" if words.mentions_bot else words.text
        post = Post(new_id(), room, player.id, text, self.clock(), quote=quoted.id if quoted else None)
        self.chats.add(post)
        carried = self.wire_of(room).carry(player, post, words, quoted)
        if not carried.taken or carried.remark:
            state = State.SENT if carried.taken else State.FAILED
            self.chats.alter(room, post.id, lambda one: replace(one, state=state, remark=carried.remark))
        return post

    def recall(self, player: Player, room: Room, post_id: str) -> bool:
        """Take back one's own words; False if there are none to take back."""
        post, wire = self.chats.find(room, post_id), self.wire_of(room)
        if not wire.recalls or post is None or post.author != player.id or post.state is not State.SENT:
            return False
        self.chats.change(post, State.RECALLED)
        return wire.recall(player, post)

    def press(self, player: Player, room: Room, post_id: str, key: str) -> bool:
        """Press a button of a card; False if there is none to press."""
        post = self.chats.find(room, post_id)
        if post is None or key not in [button.key for button in post.buttons]:
            return False
        return self.wire_of(room).press(player, post, key).taken

    # What the product says

    def show(self, post: Post) -> None:
        """Put what the product says into its room, or what it says anew in place of what it said."""
        if self.chats.find(post.room, post.id) is None:
            self.chats.add(post)
        else:
            self.chats.alter(post.room, post.id, lambda one: _renewed(one, post))
        self._mark_source(post.ticket)

    def recollect(self, lines: Iterable[Spoken]) -> None:
        """Fill the chats with what was said before; it counts as read."""
        for line in lines:
            room = self._place(line)
            if room:
                said = (line.id, room, line.author, line.text, line.at, line.reply_to)
                self.chats.add(Post(*said, line.mentions, line.ticket))
                self._mark_source(line.ticket)
        for player in self.cast.players.values():
            for room in self.rooms(player):
                self.chats.see(player.id, room)

    def _place(self, line: Spoken) -> Room | None:
        if line.group:
            return group_room(line.group) if line.group in self.cast.groups else None
        return private_room(line.player) if line.player in self.cast.players else None

    def _mark_source(self, ticket: int | None) -> None:
        """The words that a ticket was made from are marked as soon as the bot speaks of it."""
        source = self.source_of(ticket) if ticket else None
        post = self._find_source(source) if source else None
        if post and post.became is None and post.state is not State.RECALLED:
            self.chats.alter(post.room, post.id, lambda one: replace(one, became=ticket))

    def _find_source(self, source: Source) -> Post | None:
        """By the message's id, if the channel keeps it; a platform gives its own, and the words tell."""
        found = self.chats.find_anywhere(source.message_id)
        if found or source.channel == CHANNEL:
            return found
        said = (post for post in self.chats.latest() if post.author != BOT and post.became is None)
        return next((post for post in said if source.text and post.text.endswith(source.text)), None)


def _renewed(old: Post, new: Post) -> Post:
    return replace(old, text=new.text, buttons=new.buttons, pressed=new.pressed)
