"""What a group is talking about 话头: the tickets just told in it, in this process only, two minutes at most.

It lets +1 and 我家也是 find what they mean. Numbers only, no words.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

SPAN = timedelta(minutes=2)
MOST_GROUPS = 2_000
MOST_TICKETS = 3


@dataclass(slots=True)
class _Talk:
    """One group: the tickets that were told, newest last, and whether it spoke of something else since."""

    told: deque[tuple[int, datetime]] = field(default_factory=lambda: deque(maxlen=MOST_TICKETS))
    turned: bool = False


class Floor:
    """The tickets just told in each group, bounded in time and count."""

    def __init__(self) -> None:
        """Nobody has told anything yet."""
        self._groups: OrderedDict[str, _Talk] = OrderedDict()
        self._lock = Lock()

    def note(self, group: str, ticket: int, now: datetime) -> None:
        """A ticket was told in a group, or somebody joined it."""
        with self._lock:
            talk = self._groups.setdefault(group, _Talk())
            kept = [one for one in talk.told if one[0] != ticket]
            talk.told, talk.turned = deque([*kept, (ticket, now)], MOST_TICKETS), False
            self._groups.move_to_end(group)
            while len(self._groups) > MOST_GROUPS:
                self._groups.popitem(last=False)

    def turn(self, group: str) -> None:
        """A group spoke of something else: a bare +1 may mean that from now on."""
        with self._lock:
            talk = self._groups.get(group)
            if talk is not None:
                talk.turned = True

    def told(self, group: str, now: datetime) -> Sequence[int]:
        """The tickets told in the last two minutes, newest first."""
        with self._lock:
            talk = self._groups.get(group)
            found = [] if talk is None else list(talk.told)
        return [ticket for ticket, at in reversed(found) if abs(now - at) <= SPAN]

    def last(self, group: str, now: datetime) -> Sequence[int]:
        """The ticket that was told last, if the group has spoken of nothing else since; else none."""
        with self._lock:
            talk = self._groups.get(group)
            turned = talk is None or talk.turned
        return [] if turned else self.told(group, now)[:1]

    def clear(self) -> None:
        """Remember nothing any more."""
        with self._lock:
            self._groups.clear()

    def forget(self, now: datetime) -> None:
        """Drop what is older than the span."""
        with self._lock:
            for group, talk in list(self._groups.items()):
                if all(abs(now - at) > SPAN for _, at in talk.told):
                    del self._groups[group]
