"""The record behind a story: deeds in order, what was heard because of each, and which of them can be told.

Only matters begun in the recording are told: whatever hangs on older tickets, on tasks or on what the office
published happened in a county that a test does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from bot.demo.cast import Cast
from handlers.commands import Verb
from handlers.hearing import Heard, hear
from handlers.memory import Memory
from handlers.message import Message
from handlers.office import Office
from models import receipt, said, ticket
from models.outbox import OutboxMessage
from models.receipt import Receipt
from schedules.agenda import next_morning

NUMBER = re.compile(r"【(\d+)号】")
ASK = "ask"
ANSWERS = (Verb.PICK, Verb.CALL, Verb.MUTE)
"""What is told although no number stands in it: an answer to a question, a call for the chief, 静音."""
ELSEWHERE = (Verb.DONE, Verb.NO_ANSWER, Verb.NOT_NEEDED, Verb.MOVE, Verb.AGENDA, Verb.PUBLIC, Verb.HELP)
"""What is about tasks, lists or publications."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody said, and when it came in the county's time."""

    at: datetime
    message: Message


@dataclass(frozen=True, slots=True)
class Words:
    """What was heard in one chat: a player's name, or the id of a group."""

    text: str
    name: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story: what `who` did (nobody: the clock), what was heard, and why it is left out."""

    at: datetime
    who: str = ""
    message: Message | None = None
    heard: tuple[Words, ...] = ()
    left_out: bool = False
    is_erased: bool = False
    """Whether something was heard of which the words were erased since."""
    numbers: tuple[int, ...] = ()
    """The ticket numbers in what was said."""
    morning: datetime | None = None
    """When the next lists are due after this step: whoever tells of a later moment passes over them."""


@dataclass(frozen=True, slots=True)
class Steps:
    """A story before it is written: its steps, and its tickets, oldest first, with how they stand."""

    steps: Sequence[Step]
    tickets: Sequence[tuple[int, str, str]]
    """Number, category and status."""


@dataclass(slots=True)
class Record:
    """One recording, read against the database."""

    office: Office
    cast: Cast
    deeds: Sequence[Deed]
    since: int
    """The newest outgoing message when the recording began."""
    _begun: set[int] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)
    """The ids of messages that are told."""

    def steps(self) -> Steps:
        """Everything that can be told, in order of time."""
        with self.office.database.reading() as session:
            rows = list(said.said_since(session, self.since))
            receipts = {
                one.message.message_id: found
                for one in self.deeds
                if (found := receipt.receipt_of(session, one.message.channel, one.message.message_id))
            }
            steps = sorted([*self._deeds(rows), *self._rounds(rows)], key=lambda one: one[0].at)
            told = [self._judged(step, about, receipts) for step, about in steps]
            kept = [one for one in told if one.message or one.heard or one.is_erased]
            tickets = [ticket.by_number(session, number) for number in sorted(self._begun)]
        return Steps(kept, [(one.number, one.category, one.status) for one in tickets if one])

    def _deeds(self, rows: Sequence[OutboxMessage]) -> Iterator[tuple[Step, list[OutboxMessage]]]:
        for deed in self.deeds:
            message = deed.message
            player = self.cast.player_on(message.channel, message.sender_id)
            key = f"{message.channel}/{message.message_id}/"
            if player:
                yield Step(deed.at, player.name, message), [one for one in rows if one.key.startswith(key)]

    def _rounds(self, rows: Sequence[OutboxMessage]) -> Iterator[tuple[Step, list[OutboxMessage]]]:
        """What the clock's rounds said: all that one round wrote has one moment."""
        keys = {f"{one.message.channel}/{one.message.message_id}" for one in self.deeds}
        by_clock = [one for one in rows if one.key.rpartition("/")[0] not in keys]
        for at, some in groupby(by_clock, key=lambda one: one.created_at):
            yield Step(self.office.calendar.local(at)), list(some)

    def _judged(self, step: Step, rows: list[OutboxMessage], receipts: dict[str, Receipt]) -> Step:
        """The step with what was heard, or marked as left out."""
        morning = next_morning(self.office, step.at)
        if step.message is None:
            mine = [one for one in rows if (about := _about(one)) and about <= self._begun]
            return replace(step, heard=self._heard(mine), is_erased=_is_erased(mine), morning=morning)
        found = receipts.get(step.message.message_id)
        heard = hear(replace(self.office, memory=Memory()), step.message, step.at)
        if not self._can_tell(heard, rows, found):
            return replace(step, left_out=True, morning=morning)
        if found and found.started and found.ticket:
            self._begun.add(found.ticket)
        self._told.add(step.message.message_id)
        numbers = heard.command.numbers if heard.command else ()
        heard_then, erased = self._heard(rows), _is_erased(rows)
        return replace(step, heard=heard_then, is_erased=erased, numbers=numbers, morning=morning)

    def _can_tell(self, heard: Heard, rows: list[OutboxMessage], found: Receipt | None) -> bool:
        if heard.message.recall_of:
            return heard.message.recall_of in self._told
        if not rows and found is None:
            return not heard.may_matter
        if heard.command and heard.command.verb in ELSEWHERE:
            return False
        begun = self._begun | ({found.ticket} if found and found.started and found.ticket else set())
        about = set().union(*map(_about, rows)) | ({found.ticket} if found and found.ticket else set())
        return about <= begun if about else _is_answer(heard)

    def _heard(self, rows: Sequence[OutboxMessage]) -> tuple[Words, ...]:
        """What came on the stage; words that were erased meanwhile are not told."""
        return tuple(words for row in rows if (words := self._words(row)))

    def _words(self, row: OutboxMessage) -> Words | None:
        if row.group_id:
            return Words(row.text or "", group=row.group_id) if row.text else None
        player = self.cast.player_on(row.channel, row.user_id)
        return Words(row.text, name=player.name) if player and row.text else None


def _is_erased(rows: Sequence[OutboxMessage]) -> bool:
    return any(row.text is None for row in rows)


def _about(row: OutboxMessage) -> set[int]:
    """The tickets that words are about."""
    named = {int(number) for number in NUMBER.findall(row.text or "")}
    return named | ({row.ticket} if row.ticket else set())


def _is_answer(heard: Heard) -> bool:
    """Whether words without a number are about a matter of their own all the same."""
    if heard.command:
        return heard.command.verb in ANSWERS
    return heard.verdict is not None and heard.verdict.decision == ASK
