"""What was said on the stage: rooms, their posts, and a log of changes that live pages follow.

It stands for the memory of a chat app: in this process only, bounded, gone when the demo ends.
"""

from __future__ import annotations

import secrets
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Condition

from bot.web.simulator.posts import Chip, Post, Room, State, is_meant_for

POSTS_KEPT = 300
CHANGES_KEPT = 1_000
CHIP_AFTER = timedelta(minutes=5)
"""After how long a silence the time is shown between two posts."""


class What(StrEnum):
    """The kinds of changes."""

    ADDED = "added"
    CHANGED = "changed"
    SEEN = "seen"
    NEWS = "news"
    """Something beside the chats: the clock's movement, a play."""


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
        self._posts: dict[Room, deque[Post]] = defaultdict(lambda: deque(maxlen=POSTS_KEPT))
        self._changes: deque[Change] = deque(maxlen=CHANGES_KEPT)
        self._seen: dict[tuple[str, Room], int] = {}
        self._number = 0
        self._moved = Condition()
        self.era = secrets.token_hex(4)
        """Names this memory, so that a page can tell that the demo was started anew."""

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

    def alter(self, room: Room, post_id: str, change: Callable[[Post], Post]) -> Post | None:
        """Change a post where it stands; None if it is not there any more."""
        with self._changing():
            posts = self._posts[room]
            for place, post in enumerate(posts):
                if post.id == post_id:
                    posts[place] = changed = change(post)
                    self._changes.append(Change(self._number, What.CHANGED, changed))
                    return changed
            return None

    def change(self, post: Post, state: State) -> None:
        """Give a post another state; a recalled one loses its words."""
        words = "" if state is State.RECALLED else post.text
        self.alter(post.room, post.id, lambda one: replace(one, state=state, text=words))

    def tell(self) -> None:
        """Let pages look at what stands beside the chats: the clock's movement, a play."""
        with self._changing():
            self._changes.append(Change(self._number, What.NEWS))

    def posts(self, room: Room) -> list[Post]:
        """The posts of a room, oldest first."""
        with self._moved:
            return list(self._posts.get(room, ()))

    def find(self, room: Room, post_id: str | None) -> Post | None:
        """A post by its id."""
        return next((post for post in self.posts(room) if post.id == post_id), None)

    def find_anywhere(self, post_id: str) -> Post | None:
        """A post by its id, whatever the room."""
        with self._moved:
            rooms = list(self._posts)
        return next((post for room in rooms if (post := self.find(room, post_id))), None)

    def latest(self) -> list[Post]:
        """All posts of all rooms, the newest first."""
        with self._moved:
            posts = [post for room in self._posts.values() for post in room]
        return sorted(posts, key=lambda post: post.number, reverse=True)

    # Who has read what

    def unread(self, player: str, room: Room | None = None) -> int:
        """How many words of the bot meant for a player were not looked at, in one room or in all."""
        with self._moved:
            rooms = [(one, list(posts)) for one, posts in self._posts.items() if room in (None, one)]
            seen = {one: self._seen.get((player, one), 0) for one, _ in rooms}
        new = (post for one, posts in rooms for post in posts if post.number > seen[one])
        return sum(is_meant_for(post, player) for post in new)

    def see(self, player: str, room: Room) -> None:
        """A player looks at a room: nothing in it is unread any more."""
        if not self.unread(player, room):
            self._seen[player, room] = self.newest()
            return
        with self._changing():
            self._seen[player, room] = self._number
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
