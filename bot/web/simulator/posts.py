"""Rooms and the posts in them, as a chat app remembers them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

BOT = "bot"
"""The author of what the product says."""


class State(StrEnum):
    """How a post stands."""

    SENT = "sent"
    FAILED = "failed"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Room:
    """A group chat, or somebody's private chat with the bot."""

    kind: str
    id: str

    @property
    def key(self) -> str:
        """One word for it, fit for an address and for an element's id."""
        return f"{self.kind}-{self.id}"

    @property
    def is_group(self) -> bool:
        """Whether several people read it."""
        return self.kind == "group"


def group_room(group: str) -> Room:
    """The room of a group chat."""
    return Room("group", group)


def private_room(player: str) -> Room:
    """The room in which a player talks with the bot alone, by whichever channel."""
    return Room("private", player)


class Chip(StrEnum):
    """What of its time is shown above a post."""

    NONE = "none"
    CLOCK = "clock"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a card; a press says `key` to whoever sent the card."""

    label: str
    key: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One bubble. `at` is the county's time, `chip` what of it is shown, on whatever day it is read."""

    id: str
    room: Room
    author: str
    text: str
    at: datetime
    quote: str | None = None
    mentions: tuple[str, ...] = ()
    ticket: int | None = None
    """The ticket that the bot speaks about."""
    state: State = State.SENT
    chip: Chip = Chip.NONE
    number: int = 0
    """Its place in the order of everything that happened; given by `Chats`."""
    buttons: tuple[Button, ...] = ()
    pressed: str = ""
    """What took the place of the buttons once one was pressed."""
    remark: str = ""
    """What the platform made of it, if that wants saying."""
    became: int | None = None
    """The ticket that these words became."""


NUMBERED = re.compile(r"(【(\d{1,18})号】)")


def number_in(text: str) -> int | None:
    """The first ticket that a text names."""
    found = NUMBERED.search(text)
    return int(found[2]) if found else None


def is_meant_for(post: Post, player: str) -> bool:
    """Whether the bot speaks to a player: in private, or by @ in a group."""
    return post.author == BOT and (post.room == private_room(player) or player in post.mentions)
