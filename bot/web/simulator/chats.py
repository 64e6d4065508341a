"""What was said on the stage: rooms, their posts, and a log of changes that live pages follow.

It stands for the memory of a chat app: in this process only, bounded, gone when the demo ends.
"""

from __future__ import annotations

import secrets
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Condition

BOT = "bot"
"""The author of what the product says."""

POSTS_KEPT = 300
CHANGES_KEPT = 1_000
CHIP_AFTER = timedelta(minutes=5)
"""After how long a silence the time is shown between two posts."""


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
    """The room in which a player talks with the bot alone."""
    return Room("private", player)


class Chip(StrEnum):
    """What of its time is shown above a post."""

    NONE = "none"
    CLOCK = "clock"
    DAY = "day"


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
    state: State = State.SENT
    chip: Chip = Chip.NONE
    number: int = 0
    """Its place in the order of everything that happened; given by `Chats`."""


def is_meant_for(post: Post, player: str) -> bool:
    """Whether the bot speaks to a player: in private, or by @ in a group."""
    return post.author == BOT and (post.room == private_room(player) or player in post.mentions)


class What(StrEnum):
    """The kinds of changes."""

    ADDED = "added"
    CHANGED = "changed"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened, in order of `number`."""

    number: int
    what: What
    post: Post | None = None
    player: str = ""


class Chats:
    """All rooms. Every method may be called from any thread."""

    def __init__(self) -> None:
        """Open all rooms empty."""
        self.era = secrets.token_hex(4)
        """Names this memory, so that a page can tell that the demo was started anew."""
        self._posts: dict[Room, deque[Post]] = defaultdict(lambda: deque(maxlen=POSTS_KEPT))
        self._changes: deque[Change] = deque(maxlen=CHANGES_KEPT)
        self._seen: dict[str, int] = {}
        self._number = 0
        self._moved = Condition()

    def clear(self) -> None:
        """Forget everything: pages that follow begin anew."""
        with self._changing():
            self._posts.clear()
            self._changes.clear()
            self._seen.clear()
            self.era = secrets.token_hex(4)

    def add(self, post: Post) -> Post:
        """Put a post at the end of its room."""
        with self._changing():
            posts = self._posts[post.room]
            added = replace(post, chip=_chip(posts, post.at), number=self._number)
            posts.append(added)
            self._changes.append(Change(self._number, What.ADDED, added))
            return added

    def change(self, post: Post, state: State) -> None:
        """Give a post another state; a recalled one loses its words."""
        with self._changing():
            words = "" if state is State.RECALLED else post.text
            changed = replace(post, state=state, text=words)
            posts = self._posts[post.room]
            kept = [changed if one.id == post.id else one for one in posts]
            posts.clear()
            posts.extend(kept)
            self._changes.append(Change(self._number, What.CHANGED, changed))

    def posts(self, room: Room) -> list[Post]:
        """The posts of a room, oldest first."""
        with self._moved:
            return list(self._posts.get(room, ()))

    def find(self, room: Room, post_id: str | None) -> Post | None:
        """A post by its id."""
        return next((post for post in self.posts(room) if post.id == post_id), None)

    # Who has read what

    def unread(self, player: str) -> int:
        """How many words of the bot meant for a player, in private or by @, were not looked at."""
        with self._moved:
            seen = self._seen.get(player, 0)
            new = [post for posts in self._posts.values() for post in posts if post.number > seen]
        return sum(is_meant_for(post, player) for post in new)

    def see(self, player: str) -> None:
        """A player looks at the chats: nothing in them is unread any more."""
        if not self.unread(player):
            self._seen[player] = self.newest()
            return
        with self._changing():
            self._seen[player] = self._number
            self._changes.append(Change(self._number, What.SEEN, player=player))

    # Following

    def newest(self) -> int:
        """The number of the latest change."""
        with self._moved:
            return self._number

    def after(self, number: int, patience: float) -> list[Change]:
        """The changes after `number`; waits up to `patience` seconds for the first."""
        with self._moved:
            self._moved.wait_for(lambda: self._number > number, patience)
            return [change for change in self._changes if change.number > number]

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._moved:
            self._number += 1
            yield
            self._moved.notify_all()


def _chip(earlier: deque[Post], at: datetime) -> Chip:
    """The first post of a day has its date, one after a silence its clock time."""
    if not earlier or earlier[-1].at.date() != at.date():
        return Chip.DAY
    return Chip.CLOCK if at - earlier[-1].at > CHIP_AFTER else Chip.NONE
