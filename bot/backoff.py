"""When to try again: a value, computed from nothing but the number of tries and the parcel's id."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Backoff:
    """Exponential waits with a cap, each a little early or late so that many do not come back at once."""

    first: timedelta = timedelta(seconds=1)
    most: timedelta = timedelta(hours=1)
    give_up_after: timedelta = timedelta(hours=24)
    """How much waiting in all is worth it."""
    spread: float = 0.2

    def wait(self, attempt: int, seed: str) -> timedelta | None:
        """How long to wait after try number `attempt` (from 1) failed; None to give up."""
        if sum((self._nominal(n) for n in range(1, attempt)), timedelta(0)) >= self.give_up_after:
            return None
        digest = hashlib.sha256(f"{seed}/{attempt}".encode()).digest()
        share = int.from_bytes(digest[:4], "big") / 2**32
        return self._nominal(attempt) * (1 - self.spread * share)

    def _nominal(self, attempt: int) -> timedelta:
        doublings = min(attempt - 1, 32)
        return min(self.first * (1 << doublings), self.most)
