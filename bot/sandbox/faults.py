"""Faults on a script: what goes wrong with a call or a callback, by a list or by a seeded chance."""

from __future__ import annotations

import random
import re
import threading
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tomllib import TOMLDecodeError, load
from typing import Any

CALLBACK = "callback"
"""The name under which a script speaks of callbacks; everything else is the name of a call."""
_FAULT = re.compile(
    r"(code|status|slow) (-?[0-9]{1,6})|ok|hang up before|hang up after|rubbish|rubbish after|lost"
)


class FaultError(ValueError):
    """A script of faults that cannot be read; one English sentence."""


class Way(StrEnum):
    """What can go wrong. Only some of it hinders the call from being carried out."""

    OK = "ok"
    CODE = "code"
    """An error code in the answer; nothing is done."""
    STATUS = "status"
    """An HTTP status without sense; nothing is done."""
    HANG_UP_BEFORE = "hang up before"
    """The connection ends; nothing is done."""
    HANG_UP_AFTER = "hang up after"
    """Done, and the connection ends without an answer."""
    SLOW = "slow"
    """Done, and the answer comes so many seconds late."""
    RUBBISH = "rubbish"
    """A page instead of JSON; nothing is done."""
    RUBBISH_AFTER = "rubbish after"
    """Done, and a page instead of JSON."""
    LOST = "lost"
    """A callback's good answer gets lost, so that the platform sends it again."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong; `number` is the code, the status or the seconds."""

    way: Way
    number: int = 0

    @property
    def is_done(self) -> bool:
        """Whether the call is carried out all the same."""
        return self.way in (Way.OK, Way.HANG_UP_AFTER, Way.SLOW, Way.RUBBISH_AFTER)


FINE = Fault(Way.OK)


def fault_of(text: str) -> Fault:
    """A fault as a script writes it: "code 45009", "slow 10", "hang up after", … Raises `FaultError`."""
    found = _FAULT.fullmatch(text.strip())
    if found is None:
        raise FaultError(
            f"{text!r} is no fault; say one of ok, code N, status N, slow SECONDS, hang up before, "
            "hang up after, rubbish, rubbish after, lost"
        )
    way, number = found.groups()
    return Fault(Way(way), int(number)) if way else Fault(Way(text.strip()))


@dataclass(frozen=True, slots=True)
class Chance:
    """Of the answers to some calls a share goes wrong, each time in one of these ways."""

    calls: frozenset[str]
    share: float
    faults: tuple[Fault, ...]
    seed: int = 0


class FaultScript:
    """Which answer goes wrong and how. A list for a call is used up first; then chance."""

    def __init__(
        self, lists: Mapping[str, Iterable[str]] | None = None, chances: Sequence[Chance] = ()
    ) -> None:
        """`lists`: by call. Raises `FaultError`."""
        self._lock = threading.Lock()
        self._lists: defaultdict[str, deque[Fault]] = defaultdict(deque)
        for call, faults in (lists or {}).items():
            self._lists[call].extend(fault_of(one) for one in faults)
        self._chances = [(one, random.Random(one.seed)) for one in chances]  # noqa: S311  dice, no secret

    def add(self, call: str, *faults: str) -> None:
        """More for a call's list. Raises `FaultError`."""
        with self._lock:
            self._lists[call].extend(fault_of(one) for one in faults)

    def draw(self, call: str) -> Fault:
        """What goes wrong with the next answer of a call."""
        with self._lock:
            if self._lists[call]:
                return self._lists[call].popleft()
            for chance, dice in self._chances:
                if call in chance.calls and dice.random() < chance.share:
                    return dice.choice(chance.faults)
        return FINE


NO_FAULTS = FaultScript()


def read_faults(file: Path) -> FaultScript:
    """The script of a TOML file: tables [lists] and [[chance]]. Raises `FaultError`."""
    try:
        with file.open("rb") as opened:
            table = load(opened)
        unknown = set(table) - {"lists", "chance"}
        if unknown:
            raise FaultError(f"{file}: {', '.join(sorted(unknown))}: unknown; there are lists and chance")
        chances = [_chance(one) for one in table.get("chance", [])]
        return FaultScript(table.get("lists", {}), chances)
    except KeyError as error:
        raise FaultError(f"{file}: [[chance]]: {error} is missing") from None
    except (TOMLDecodeError, AttributeError, TypeError, ValueError, ZeroDivisionError) as error:
        raise FaultError(f"{file}: {error}") from None


def _chance(table: Mapping[str, Any]) -> Chance:
    faults = tuple(fault_of(one) for one in table["faults"])
    if not isinstance(table["calls"], list) or not faults:
        raise FaultError("[[chance]]: calls and faults are lists with something in them")
    return Chance(frozenset(table["calls"]), 1 / float(table["one_in"]), faults, int(table.get("seed", 0)))
