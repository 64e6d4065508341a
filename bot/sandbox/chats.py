"""What the chats show, and who watches them."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import replace

from bot.sandbox.posts import Chat, Post

MOST_POSTS = 5000
"""What is older is forgotten, and can no longer be quoted or clicked."""
Shown = Callable[[Post], None]


class Chats:
    """All posts of a corporation, in the order in which they appeared."""

    def __init__(self, most: int = MOST_POSTS) -> None:
        """`most`: posts that are kept."""
        self._most = most
        self._lock = threading.Lock()
        self._posts: OrderedDict[str, Post] = OrderedDict()
        self._number = 0
        self._watchers: list[Shown] = []
        self._news: deque[Post] = deque()
        self._is_telling = False

    def show(self, draft: Post) -> Post:
        """A new message; its id is given here."""
        with self._lock:
            self._number += 1
            post = replace(draft, id=f"p{self._number}")
            self._posts[post.id] = post
            if len(self._posts) > self._most:
                self._posts.popitem(last=False)
            self._news.append(post)
        self._tell()
        return post

    def change(self, post_id: str, how: Callable[[Post], Post]) -> Post | None:
        """The message as `how` makes it; None if it is no longer known."""
        with self._lock:
            before = self._posts.get(post_id)
            if before is None:
                return None
            after = replace(how(before), id=post_id)
            self._posts[post_id] = after
            self._news.append(after)
        self._tell()
        return after

    def get(self, post_id: str) -> Post | None:
        """The message of an id."""
        with self._lock:
            return self._posts.get(post_id)

    def of(self, chat: Chat | None = None) -> list[Post]:
        """What a chat shows; None for all of them."""
        with self._lock:
            return [post for post in self._posts.values() if chat is None or post.chat == chat]

    def watch(self, shown: Shown) -> None:
        """Be told of every message from now on, and of its changes; in order, never two at once."""
        with self._lock:
            self._watchers.append(shown)

    def _tell(self) -> None:
        """One thread tells at a time, with no lock held; the others leave their news to it."""
        while True:
            with self._lock:
                if self._is_telling or not self._news:
                    return
                self._is_telling = True
                post, watchers = self._news.popleft(), tuple(self._watchers)
            try:
                for shown in watchers:
                    shown(post)
            finally:
                with self._lock:
                    self._is_telling = False
