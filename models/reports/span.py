"""Spans 统计期: whole days of the county's calendar, both ends counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


class Form(StrEnum):
    """How often a report is made."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last."""

    first: date
    last: date

    def begins(self, zone: ZoneInfo) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min, zone)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + ONE_DAY, time.min, zone)

    def before(self) -> Span:
        """As many days, just before it."""
        return Span(self.first - (self.last - self.first) - ONE_DAY, self.first - ONE_DAY)


def span_of(form: Form, day: date) -> Span:
    """The calendar week (from Monday), month or quarter in which a day lies, up to that day."""
    if form is Form.WEEKLY:
        return Span(day - timedelta(days=day.weekday()), day)
    month = day.month if form is Form.MONTHLY else day.month - (day.month - 1) % 3
    return Span(date(day.year, month, 1), day)


def earlier(form: Form, span: Span, count: int) -> list[Span]:
    """The whole spans before one, the latest last."""
    found: list[Span] = []
    first = span.first
    for _ in range(count):
        last = first - ONE_DAY
        first = span_of(form, last).first
        found.insert(0, Span(first, last))
    return found
