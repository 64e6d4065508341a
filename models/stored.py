"""What an import compares its rows with: the stored rows, light and detached from any session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class StoredNode:
    """A place of the tree."""

    id: int
    code: str
    name: str
    level: str
    parent_id: int | None
    path: str


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """Someone of a roster, with name and number unsealed."""

    id: int
    code: str
    name: str
    phone: str | None
    unit: str | None
    node_id: int | None
    away: str | None
    erased_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredIdentity:
    """An account of a channel, and whose it is."""

    id: int
    channel: str
    account: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """A group chat and who owns it or is to own it."""

    id: int
    channel: str
    group_id: str
    node_id: int
    is_bound: bool
    owners: frozenset[int]


@dataclass(frozen=True, slots=True)
class StoredDuty:
    """Who is on duty at a place on a day."""

    id: int
    day: date
    node_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class StoredEnrolment:
    """One person in one plan, open or ended."""

    id: int
    person_id: int
    plan: str
    reason: str
    consent_on: date
    responsible_id: int | None
    since: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredFaq:
    """A question and what is answered."""

    id: int
    question: str
    answer: str
    source: str
    expires: date | None


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice; its identity for an import is title and place."""

    id: int
    title: str
    body: str
    node_id: int
    published_at: datetime
