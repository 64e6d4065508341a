"""Understanding 判定: what messages are judged by at this moment, exchanged whole while the bot runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from models.database import Session
from models.rule_tally import suspensions
from nlp.catalogue import Catalogue
from nlp.facts import FactReader
from nlp.verdict import Verdict

Pairs = frozenset[tuple[str, str]]
"""Rules and the terms by which they speak."""
Chat = tuple[str, str]
"""A group: its channel and its id there."""


class Judge(Protocol):
    """What judges a message: nlp's classifier."""

    catalogue: Catalogue

    @property
    def facts(self) -> FactReader:
        """What reads the facts of a text, and of names."""

    def classify(self, text: str, without: Pairs) -> Verdict:
        """The verdict on a message, in which the pairs of `without` weigh nothing."""

    def explain(self, text: str) -> Verdict:
        """The verdict on a message with all the words that spoke, also where they came to nothing."""

    def belonging(self, pieces: Sequence[str], category: str) -> tuple[bool, ...]:
        """Which pieces of what one person said belong to a matter of a category."""

    def adds_to(self, text: str, category: str) -> bool:
        """Whether words said right after a report of a category, by the same person, belong to it."""

    def is_chatter(self, text: str) -> bool:
        """Whether words speak rather for talk than for anything else."""


@dataclass(frozen=True, slots=True)
class Suspended:
    """The pairs that weigh nothing: in the whole county, and in each group that has more of them."""

    county: Pairs = frozenset()
    groups: Mapping[Chat, Pairs] = field(default_factory=dict)
    """With the county's own among them, so that one look is enough."""

    def of(self, chat: Chat | None) -> Pairs:
        """What is suspended where a message is said; None: in private, or nowhere known."""
        return self.groups.get(chat, self.county) if chat is not None else self.county


@dataclass(frozen=True, slots=True)
class Sense:
    """The classifier and what is suspended, as they belong together; never changed, only replaced."""

    judge: Judge
    suspended: Suspended = Suspended()


def read_suspended(session: Session) -> Suspended:
    """What is suspended according to the database."""
    found = suspensions(session)
    county = frozenset(one.pair for one in found if one.chat is None)
    groups: dict[Chat, frozenset[tuple[str, str]]] = {}
    for one in found:
        if one.chat is not None:
            groups[one.chat] = groups.get(one.chat, county) | {one.pair}
    return Suspended(county, groups)


class Understanding:
    """Holds the sense of the moment; whoever judges takes it once: an answer is wholly old or wholly new."""

    def __init__(self, judge: Judge) -> None:
        """Nothing is suspended at first."""
        self._sense = Sense(judge)

    @property
    def sense(self) -> Sense:
        """The sense of this moment."""
        return self._sense

    @property
    def facts(self) -> FactReader:
        """What reads facts at this moment."""
        return self._sense.judge.facts

    @property
    def catalogue(self) -> Catalogue:
        """The categories of this moment."""
        return self._sense.judge.catalogue

    def classify(self, text: str, chat: Chat | None = None) -> Verdict:
        """The verdict on a message said in a group, or in private."""
        sense = self._sense
        return sense.judge.classify(text, sense.suspended.of(chat))

    def explain(self, text: str) -> Verdict:
        """The verdict on a message with all the words that spoke, also where they came to nothing."""
        return self._sense.judge.explain(text)

    def belonging(self, pieces: Sequence[str], category: str) -> tuple[bool, ...]:
        """Which pieces of what one person said belong to a matter of a category."""
        return self._sense.judge.belonging(pieces, category)

    def adds_to(self, text: str, category: str) -> bool:
        """Whether words said right after a report of a category, by the same person, belong to it."""
        return self._sense.judge.adds_to(text, category)

    def is_chatter(self, text: str) -> bool:
        """Whether words speak rather for talk than for anything else."""
        return self._sense.judge.is_chatter(text)

    def exchange(self, judge: Judge) -> None:
        """From now on judge by another classifier; what is suspended stays so."""
        self._sense = replace(self._sense, judge=judge)

    def suspend(self, suspended: Suspended) -> None:
        """From now on just these pairs are suspended."""
        self._sense = replace(self._sense, suspended=suspended)
