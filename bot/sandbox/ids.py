"""The platform's ids, and its codes that are good once."""

from __future__ import annotations

import base64
import itertools
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

MOST_CODES = 20_000
Thing = TypeVar("Thing")


class Ids:
    """Message ids that grow, and are another's after a restart."""

    def __init__(self, now: datetime) -> None:
        """`now`: the real time at the start."""
        first = (int(now.timestamp() * 1000) << 20) + secrets.randbelow(1 << 20)
        self._numbers = itertools.count(first)

    def number(self) -> int:
        """A 64-bit number, as an application's messages have."""
        return next(self._numbers)

    def text(self) -> str:
        """Letters and signs, as an AI bot's messages have."""
        return base64.b64encode(b"\x08\x02\x10" + next(self._numbers).to_bytes(9, "big")).decode()


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Thing]):
    thing: Thing
    until: datetime
    is_spent: bool = False


class OneTimeCodes(Generic[Thing]):
    """Codes that are good once and for a while, and what each is for."""

    def __init__(self, life: timedelta) -> None:
        """`life`: by the platform's clock."""
        self._life = life
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Kept[Thing]] = OrderedDict()

    def give(self, thing: Thing, now: datetime) -> str:
        """A new code for something."""
        code = secrets.token_urlsafe(24)
        with self._lock:
            self._kept[code] = _Kept(thing, now + self._life)
            while len(self._kept) > MOST_CODES:
                self._kept.popitem(last=False)
        return code

    def look(self, code: str, now: datetime) -> Thing | None:
        """What a code is for; None if it is unknown, spent or has run out."""
        with self._lock:
            kept = self._kept.get(code)
            return None if kept is None or kept.is_spent or now >= kept.until else kept.thing

    def spend(self, code: str, now: datetime) -> Thing | None:
        """The same, and it is spent; of two who come at once only one gets it."""
        with self._lock:
            kept = self._kept.get(code)
            if kept is None or kept.is_spent or now >= kept.until:
                return None
            self._kept[code] = replace(kept, is_spent=True)
            return kept.thing
