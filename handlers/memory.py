"""The short memory: what a group did in the last two minutes, in this process only, never written down."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

from handlers.floor import Floor
from handlers.heat import Heat
from handlers.recent import Recent

SPAN = timedelta(minutes=2)
CALL_SPAN = timedelta(minutes=30)
"""How long after a call of a group its answer is looked for there; no word is kept."""
MOST_GROUPS = 2_000
MOST_GUESSES = 5


class Memory:
    """Who posted a bare number lately, to tell a call for help from a 接龙; and who guessed at codes."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.recent = Recent()
        self.floor = Floor()
        self.heat = Heat()
        self._numbers: OrderedDict[str, deque[tuple[str, datetime]]] = OrderedDict()
        self._calls: OrderedDict[str, datetime] = OrderedDict()
        self._guesses: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def note_number(self, group: str, sender: str, now: datetime) -> None:
        """Someone posted a bare number."""
        with self._lock:
            lately = self._numbers.setdefault(group, deque(maxlen=20))
            lately.append((sender, now))
            self._numbers.move_to_end(group)
            while len(self._numbers) > MOST_GROUPS:
                self._numbers.popitem(last=False)

    def note_call(self, group: str, now: datetime) -> None:
        """Somebody called for the chief in a group: whoever was called may answer there."""
        with self._lock:
            self._calls[group] = now
            self._calls.move_to_end(group)
            while len(self._calls) > MOST_GROUPS:
                self._calls.popitem(last=False)

    def is_calling(self, group: str, now: datetime) -> bool:
        """Whether an answer to a call is waited for in a group."""
        with self._lock:
            at = self._calls.get(group)
            if at is not None and abs(now - at) > CALL_SPAN:
                del self._calls[group]
            return at is not None and abs(now - at) <= CALL_SPAN

    def take_back(self, group: str, sender: str) -> None:
        """The sender's bare numbers were answers to the bot, and no counting."""
        with self._lock:
            lately = self._numbers.get(group)
            if lately is not None:
                kept = [entry for entry in lately if entry[0] != sender]
                lately.clear()
                lately.extend(kept)

    def others_count(self, group: str, sender: str, now: datetime) -> bool:
        """Whether somebody else posted a bare number in the last two minutes."""
        with self._lock:
            lately = self._numbers.get(group, ())
            return any(who != sender and abs(now - at) <= SPAN for who, at in lately)

    def clear(self) -> None:
        """Remember nothing any more."""
        self.recent.clear()
        self.floor.clear()
        self.heat.clear()
        with self._lock:
            self._numbers.clear()
            self._calls.clear()

    def note_guess(self, account: str, now: datetime) -> None:
        """An account said a code that is none."""
        with self._lock:
            lately = self._guesses.setdefault(account, deque(maxlen=MOST_GUESSES))
            lately.append(now)
            self._guesses.move_to_end(account)
            while len(self._guesses) > MOST_GROUPS:
                self._guesses.popitem(last=False)

    def guesses_too_often(self, account: str, now: datetime) -> bool:
        """Whether an account has said too many wrong codes in the last two minutes."""
        with self._lock:
            lately = self._guesses.get(account, ())
            return sum(abs(now - at) <= SPAN for at in lately) >= MOST_GUESSES

    def forget(self, now: datetime) -> None:
        """Drop what is older than the span."""
        self.recent.forget(now)
        self.floor.forget(now)
        self.heat.forget(now)
        with self._lock:
            for account, guesses in list(self._guesses.items()):
                if now - guesses[-1] > SPAN:
                    del self._guesses[account]
            for group, lately in list(self._numbers.items()):
                while lately and now - lately[0][1] > SPAN:
                    lately.popleft()
                if not lately:
                    del self._numbers[group]
