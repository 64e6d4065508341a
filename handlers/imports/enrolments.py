"""Enrolments 帮扶登记 of a file of households: added and corrected here, never ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from handlers.imports.draft import County
from models.enrolment import Enrolment
from models.imports import Register
from models.stored import StoredEnrolment


@dataclass(frozen=True, slots=True)
class Wish:
    """One household in one plan, as a file has it; without a responsible person the stored one stays."""

    code: str
    plan: str
    reason: str
    consent: date
    responsible_id: int | None


@dataclass
class EnrolmentsDraft:
    """The enrolments of a file over those that are stored."""

    wishes: Sequence[Wish]
    people: Mapping[str, int]
    """The ids of the households that are stored, by code."""
    stored: Mapping[tuple[int, str], StoredEnrolment]
    county: County

    @cached_property
    def new(self) -> list[Wish]:
        """Nobody was enrolled so before."""
        return [wish for wish in self.wishes if self._old(wish) is None]

    @cached_property
    def changed(self) -> list[Wish]:
        """Running ones that are corrected, and ended ones for which consent was given anew."""
        pairs = ((wish, self._old(wish)) for wish in self.wishes)
        return [wish for wish, old in pairs if old and self._is_live(wish, old) and _differs(wish, old)]

    @cached_property
    def left_ended(self) -> list[Wish]:
        """Ended ones that stay so: no consent was given after the end."""
        pairs = ((wish, self._old(wish)) for wish in self.wishes)
        return [wish for wish, old in pairs if old and not self._is_live(wish, old)]

    def write(self, register: Register, ids: Mapping[str, int]) -> None:
        """Add and change them; `ids` are those of all households, by code."""
        register.add(
            Enrolment,
            [
                {"person_id": ids[wish.code], "plan": wish.plan, "since": self._consented(wish)}
                | _columns(wish, wish.responsible_id)
                for wish in self.new
            ],
        )
        register.change(Enrolment, list(self._changes()))

    def _consented(self, wish: Wish) -> datetime:
        """The beginning of the day on which the household agreed."""
        return self.county.calendar.at(wish.consent, time(0))

    def _changes(self) -> Iterator[dict[str, Any]]:
        for wish in self.changed:
            old = self.stored[self.people[wish.code], wish.plan]
            begun = {"since": old.since if old.ended_at is None else self.county.now}
            alive = {"id": old.id, "ended_at": None, "ended_by_id": None}
            yield alive | begun | _columns(wish, wish.responsible_id or old.responsible_id)

    def _old(self, wish: Wish) -> StoredEnrolment | None:
        return self.stored.get((self.people.get(wish.code, 0), wish.plan))

    def _is_live(self, wish: Wish, old: StoredEnrolment) -> bool:
        """Whether it runs, or begins again because consent is of a later day than the end."""
        return old.ended_at is None or wish.consent > self.county.calendar.today(old.ended_at)


def _columns(wish: Wish, responsible: int | None) -> dict[str, Any]:
    return {"reason": wish.reason, "consent_on": wish.consent, "responsible_id": responsible}


def _differs(wish: Wish, old: StoredEnrolment) -> bool:
    wanted = (wish.reason, wish.consent, wish.responsible_id or old.responsible_id, None)
    return wanted != (old.reason, old.consent_on, old.responsible_id, old.ended_at)
