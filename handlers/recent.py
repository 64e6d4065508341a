"""What one person said lately 刚才的话: in this process only, two minutes at most, never written down.

It lets a matter that is told in pieces be read whole. Words that went to a ticket are taken out; what stays
of a report is its number, so that what the same person adds finds its way.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from handlers.message import Attachment

SPAN = timedelta(minutes=2)
MOST_PEOPLE = 5_000
MOST_PIECES = 8
MOST_CHARACTERS = 200
"""Longer words are a text of their own, and no piece of one."""
Key = tuple[str, str]
"""A group and an account in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of a matter: its id, its words, what came with it, and when it was heard."""

    message_id: str
    words: str
    at: datetime
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """A ticket that a person's words became, or joined: number and category, no words."""

    number: int
    category: str
    at: datetime


@dataclass(slots=True)
class _Lately:
    """One person in one group."""

    pieces: deque[Piece] = field(default_factory=lambda: deque(maxlen=MOST_PIECES))
    reported: deque[Reported] = field(default_factory=lambda: deque(maxlen=3))
    handled: Reported | None = None
    """The ticket of the last command by which something may be shown: pictures alone after it go there."""
    used: deque[tuple[str, datetime]] = field(default_factory=lambda: deque(maxlen=4 * MOST_PIECES))
    """Ids of messages that went to a ticket: heard once more, they are no piece of another."""

    def forget(self, now: datetime) -> None:
        """Drop what is older than the span; a clock that was put back makes everything old."""
        self.pieces = deque((one for one in self.pieces if _is_near(one.at, now)), MOST_PIECES)
        self.reported = deque((one for one in self.reported if _is_near(one.at, now)), 3)
        self.handled = self.handled if self.handled and _is_near(self.handled.at, now) else None
        self.used = deque((one for one in self.used if _is_near(one[1], now)), 4 * MOST_PIECES)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return not (self.pieces or self.reported or self.used or self.handled)


class Recent:
    """The last words of each person in each group, bounded in time, count and size."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._people: OrderedDict[Key, _Lately] = OrderedDict()
        self._lock = Lock()

    def note(self, key: Key, piece: Piece) -> None:
        """Someone said something of which nothing came yet; the same message is noted once."""
        if len(piece.words) > MOST_CHARACTERS:
            return
        with self._lock:
            lately = self._of(key, piece.at)
            ids = {one.message_id for one in lately.pieces} | {used for used, _ in lately.used}
            if piece.message_id not in ids:
                lately.pieces.append(piece)

    def pieces(self, key: Key, now: datetime, but: str) -> Sequence[Piece]:
        """What someone said in the last two minutes, oldest first, without the message `but`."""
        with self._lock:
            lately = self._people.get(key)
            found = [] if lately is None else list(lately.pieces)
        return [one for one in found if _is_near(one.at, now) and one.message_id != but]

    def reported(self, key: Key, now: datetime) -> Sequence[Reported]:
        """The tickets that someone's words became in the last two minutes, newest first."""
        with self._lock:
            lately = self._people.get(key)
            found = [] if lately is None else list(lately.reported)
        return [one for one in reversed(found) if _is_near(one.at, now)]

    def settle(self, key: Key, messages: Collection[str], now: datetime) -> None:
        """Words have found their ticket: they are forgotten."""
        with self._lock:
            lately = self._of(key, now)
            kept = [one for one in lately.pieces if one.message_id not in messages]
            lately.pieces = deque(kept, MOST_PIECES)
            lately.used.extend((message, now) for message in messages)

    def recall(self, group: str, message_id: str) -> None:
        """A message of a group was taken back: it is no piece of anything."""
        with self._lock:
            for (where, _), lately in self._people.items():
                if where == group:
                    kept = [one for one in lately.pieces if one.message_id != message_id]
                    lately.pieces = deque(kept, MOST_PIECES)

    def note_report(self, key: Key, reported: Reported) -> None:
        """Someone's words became a ticket."""
        with self._lock:
            self._of(key, reported.at).reported.append(reported)

    def note_handled(self, key: Key, handled: Reported) -> None:
        """Someone's command did something to a ticket."""
        with self._lock:
            self._of(key, handled.at).handled = handled

    def handled(self, key: Key, now: datetime) -> Reported | None:
        """The ticket that someone's command was about in the last two minutes."""
        with self._lock:
            lately = self._people.get(key)
            found = None if lately is None else lately.handled
        return found if found is not None and _is_near(found.at, now) else None

    def clear(self) -> None:
        """Remember nothing any more."""
        with self._lock:
            self._people.clear()

    def forget(self, now: datetime) -> None:
        """Drop what is older than the span."""
        with self._lock:
            for key, lately in list(self._people.items()):
                lately.forget(now)
                if lately.is_empty:
                    del self._people[key]

    def _of(self, key: Key, now: datetime) -> _Lately:
        lately = self._people.setdefault(key, _Lately())
        lately.forget(now)
        self._people.move_to_end(key)
        while len(self._people) > MOST_PEOPLE:
            self._people.popitem(last=False)
        return lately


def words_of(pieces: Iterable[Piece]) -> list[str]:
    """The words of pieces that have any."""
    return [one.words for one in pieces if one.words]


def _is_near(at: datetime, now: datetime) -> bool:
    return abs(now - at) <= SPAN
