"""The digest 每日提醒: all that one person is told on one day, in one message. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.owed import Owed
from models.task import TaskStatus, Turn
from schedules.occasion import Occasion


class Tell(StrEnum):
    """Why a superior hears of a task."""

    MISSED = "missed"
    UNANSWERED = "unanswered"
    """Three times nobody answered."""


ORDER: tuple[Turn | Tell, ...] = (
    Turn.LAST,
    Turn.HALF,
    Turn.AGAIN,
    Turn.MOVED,
    Turn.OPEN,
    Tell.UNANSWERED,
    Tell.MISSED,
)
"""The most pressing first; what others owe comes last."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks told under one heading; `who`, for a superior: whose they were."""

    kind: Turn | Tell
    plan: str
    period: str
    due_on: date
    who: int | None
    tasks: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One message, before it is put into words."""

    person_id: int
    day: date
    groups: tuple[Group, ...]

    @property
    def key(self) -> str:
        """The occasion's key: one person and local day, one message."""
        return key(self.person_id, self.day)

    @property
    def own(self) -> list[Owed]:
        """What the person himself owes, as listed."""
        return [owed for group in self.groups if group.who is None for owed in group.tasks]


def key(person_id: int, day: date) -> str:
    """The outbox key of a person's digest of a day."""
    return f"digest:{person_id}:{day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Due:
    """What one person is to be told: what he owes, what he hears as superior, the highest number in use."""

    person_id: int
    owing: Sequence[Owed]
    telling: Sequence[Owed]
    highest: int


def compose(occasion: Occasion, due: Due) -> Digest:
    """Group what is due, number what has no number yet, and move each task on to its next turn."""
    tables, day = occasion.timetables, occasion.day
    owing = [(tables.turn(owed, day), None, owed) for owed in due.owing]
    telling = [(_tell(owed), owed.responsible_id, owed) for owed in due.telling]
    groups = tuple(_grouped(occasion, [*owing, *telling]))
    digest = Digest(due.person_id, day, groups)
    fresh = (owed for owed in digest.own if owed.number is None)
    for number, owed in enumerate(fresh, start=due.highest + 1):
        owed.number = number
    for owed in due.owing:
        owed.next_on, owed.next_step = tables.following(owed, day)
    for owed in due.telling:
        owed.tell_on = None
    return digest


Listed = tuple[Turn | Tell, int | None, Owed]


def _tell(owed: Owed) -> Tell:
    return Tell.MISSED if owed.status == TaskStatus.MISSED else Tell.UNANSWERED


def _grouped(occasion: Occasion, listed: Iterable[Listed]) -> Iterator[Group]:
    groups: defaultdict[tuple[int, str, str, date, int], list[Owed]] = defaultdict(list)
    for kind, who, owed in listed:
        groups[ORDER.index(kind), owed.plan, owed.period, owed.due_on, who or 0].append(owed)
    for (rank, plan, period, due_on, whose), tasks in sorted(groups.items(), key=lambda item: item[0]):
        ordered = sorted(tasks, key=lambda owed: _place_in_list(occasion, owed))
        yield Group(ORDER[rank], plan, period, due_on, whose or None, tuple(ordered))


def _place_in_list(occasion: Occasion, owed: Owed) -> tuple[bool, int, str, int]:
    """By number; what has none yet follows, by place and the order of entry."""
    new = owed.number is None
    return new, owed.number or 0, occasion.staff.paths[owed.node_id], owed.person_id or owed.node_id
