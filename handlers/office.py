"""What the desk works with: built once, by wiring; shared by every piece of work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import IntEnum
from typing import Protocol

from handlers.memory import Memory
from handlers.understanding import Understanding
from models.calendar import Calendar
from models.database import Database
from models.gathering import Threshold
from models.ladder import Ladder
from models.plan import Plan
from models.space import Space, space_of
from nlp.catalogue import Catalogue
from nlp.verdict import Verdict


class Reach(IntEnum):
    """How well a channel reaches somebody in private; lower is better."""

    MEMBER = 0
    """The platform brings a message to each member's own phone."""
    GATEWAY = 1
    ANSWERS_ONLY = 2
    """It speaks only when it is spoken to."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room for mediations, at each place of a level of the tree: 和事屋 of every village."""

    name: str
    at: str


ROOMS = (Room("和事屋", "村"), Room("和事堂", "镇"), Room("调处中心", "县"))


class Anchors(Protocol):
    """Where anchors go to be published: a file a day."""

    def has(self, day: date) -> bool:
        """Whether that of a day is there."""

    def write(self, day: date, document: str) -> None:
        """Put that of a day there, whole; what fails is tried again by the next round."""


@dataclass(frozen=True, slots=True)
class Office:
    """The parts that handling needs. No clock: time is an argument of each piece of work."""

    database: Database
    calendar: Calendar
    understanding: Understanding
    plans: Mapping[str, Plan]
    ladder: Ladder
    call_minutes: int = 5
    """After how many minutes a call that nobody answered goes to the next person."""
    owner_minutes: tuple[int, int, int] = (30, 120, 720)
    """After how many minutes the owner is reminded, the deputy and the chief asked."""
    whistle_minutes: int = 30
    """Within how many minutes a unit that is whistled for is to come."""
    methods: tuple[str, ...] = ("教育", "帮扶", "化解", "调解", "法律援助")
    """How hard cases are met (五个一批); a measure may begin with one."""
    supervision_days: tuple[int, int, int, int] = (3, 3, 5, 10)
    """Within how many working days 督办, 通报, 约谈 and 挂牌督办 ask for the matter to be done."""
    answer_days: tuple[int, int] = (3, 5)
    """Working days: after so many the reporter is asked once more, after more no longer waited for."""
    rooms: Sequence[Room] = ROOMS
    closed_months: int = 24
    """So many months after its end a ticket has aged."""
    receipt_days: int = 30
    """For so many days it is kept how messages came and went."""
    signing_hours: int = 24
    """For how many hours a link to sign an agreement is good."""
    public_url: str = ""
    """Under which address people's phones reach the pages; "": not at all."""
    files_per_ticket: int = 20
    """How many photos and files of one ticket are fetched and kept."""
    threshold: Threshold = field(default_factory=Threshold)
    """How much of one outage must pile up before its coordinator is asked."""
    duty_at: time = time(18)
    """When whoever is on duty tomorrow is reminded."""
    bot_names: tuple[str, ...] = ("网格群助手", "网格助手", "gridbot", "bot")
    alarm: Callable[[str], None] = lambda _error: None
    """Told when a message had to go into quarantine: where the fault arose, never a word of the message."""
    anchors: Anchors | None = None
    """Without, no anchors are made."""
    memory: Memory = field(default_factory=Memory)
    spaces: Mapping[str, Space] = field(default_factory=dict)
    """How accounts are compared, by the channel's name, where it is more than being spelled alike."""
    reach: Mapping[str, Reach] = field(default_factory=dict)
    """By the channel's name."""

    @property
    def catalogue(self) -> Catalogue:
        """The categories, as they are at this moment."""
        return self.understanding.catalogue

    def classify(self, text: str, chat: tuple[str, str] | None = None) -> Verdict:
        """The verdict on a message; `chat`: the channel and id of the group in which it is said."""
        return self.understanding.classify(text, chat)

    def belonging(self, pieces: Sequence[str], category: str) -> tuple[bool, ...]:
        """Which pieces of what one person said belong to a matter of a category."""
        return self.understanding.belonging(pieces, category)

    def adds_to(self, text: str, category: str) -> bool:
        """Whether words said right after a report of a category, by the same person, belong to it."""
        return self.understanding.adds_to(text, category)

    def is_chatter(self, text: str) -> bool:
        """Whether words speak rather for talk than for anything else."""
        return self.understanding.is_chatter(text)

    def space(self, channel: str) -> Space:
        """Where an account of a channel is the same account."""
        return space_of(self.spaces, channel)

    def answers_only(self, channel: str) -> bool:
        """Whether a channel lets us speak to nobody who has not just spoken to us."""
        return self.reach.get(channel) is Reach.ANSWERS_ONLY
