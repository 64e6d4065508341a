"""How heated a group is 火气: how the last turns sounded, in this process only, two minutes at most.

No words and nobody's name: of a turn the reading, the account as it is compared, and the message's id, so
that the same message counts once. Nothing of it is written down; a cold group has no entry.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from nlp.quarrel import Quarrel, Reading, Turn, judge

SPAN = timedelta(minutes=2)
MOST_GROUPS = 2_000
MOST_TURNS = 12


@dataclass(frozen=True, slots=True)
class Sounded:
    """One turn: which message of whom, how it sounds, whom it answers, and whether it tells a danger."""

    message_id: str
    who: str
    reading: Reading
    at: datetime
    answers: str | None = None
    """The message that it quotes."""
    danger: bool = False


class Heat:
    """The last turns of each group in which somebody speaks to somebody's face."""

    def __init__(self) -> None:
        """Every group is cold."""
        self._groups: OrderedDict[str, deque[Sounded]] = OrderedDict()
        self._burning: OrderedDict[str, datetime] = OrderedDict()
        self._alarmed: dict[str, tuple[str, datetime]] = {}
        """The message of the first threat, and when the last was uttered."""
        self._lock = Lock()

    def note(self, group: str, turn: Sounded) -> tuple[Quarrel, tuple[str, str]] | None:
        """Somebody spoke: the quarrel in which he is, with its two; the same message counts once."""
        with self._lock:
            turns = self._near(group, turn.at)
            if all(one.message_id != turn.message_id for one in turns):
                turns.append(turn)
            self._groups[group] = turns
            self._groups.move_to_end(group)
            while len(self._groups) > MOST_GROUPS:
                self._groups.popitem(last=False)
            found = judge(_numbered(turns))
            speakers = list(dict.fromkeys(one.who for one in turns))
            if found.between is None:
                return None
            first, second = (speakers[number] for number in found.between)
            if turn.who not in (first, second):
                return None
            self._burn(group, turn.at)
            return found, (first, second)

    def is_warm(self, group: str, now: datetime) -> bool:
        """Whether turns of a group are remembered."""
        with self._lock:
            return group in self._groups and bool(self._near(group, now))

    def recall(self, group: str, message_id: str) -> None:
        """A message was taken back: it was no turn."""
        with self._lock:
            turns = self._groups.get(group)
            if turns is not None:
                self._groups[group] = deque(
                    (one for one in turns if one.message_id != message_id), MOST_TURNS
                )

    def burns(self, group: str, now: datetime) -> bool:
        """Whether people quarrelled in a group within the last two minutes."""
        with self._lock:
            at = self._burning.get(group)
            return at is not None and abs(now - at) <= SPAN

    def alarm(self, group: str, message_id: str, now: datetime) -> bool:
        """A threat was uttered in a quarrel: whether it is the first, however often handled."""
        with self._lock:
            first, at = self._alarmed.get(group, (message_id, now))
            first = first if abs(now - at) <= SPAN else message_id
            self._alarmed[group] = first, now
            return first == message_id

    def clear(self) -> None:
        """Remember nothing any more."""
        with self._lock:
            self._groups.clear()
            self._burning.clear()
            self._alarmed.clear()

    def forget(self, now: datetime) -> None:
        """Drop what is older than the span."""
        with self._lock:
            for group in list(self._groups):
                self._groups[group] = self._near(group, now)
                if not self._groups[group]:
                    del self._groups[group]
            for group in [one for one, at in self._burning.items() if abs(now - at) > SPAN]:
                del self._burning[group]
            for group in [one for one, (_, at) in self._alarmed.items() if abs(now - at) > SPAN]:
                del self._alarmed[group]

    def _near(self, group: str, now: datetime) -> deque[Sounded]:
        return deque((one for one in self._groups.get(group, ()) if abs(now - one.at) <= SPAN), MOST_TURNS)

    def _burn(self, group: str, now: datetime) -> None:
        self._burning[group] = now
        self._burning.move_to_end(group)
        while len(self._burning) > MOST_GROUPS:
            self._burning.popitem(last=False)


def _numbered(turns: Sequence[Sounded]) -> list[Turn]:
    """The turns with a number for each who spoke, in the order of their first words."""
    number = {who: n for n, who in enumerate(dict.fromkeys(one.who for one in turns))}
    said_by = {one.message_id: number[one.who] for one in turns}
    return [Turn(number[one.who], one.reading, said_by.get(one.answers or ""), one.danger) for one in turns]
