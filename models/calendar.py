"""The county's calendar: working days (调休 included), local time and quiet hours.

Pure: it knows no clock. A moment is an aware datetime of any zone; a day is a date in the county's zone.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.holidays import NO_OVERRIDES, ONE_DAY, Overrides, days_off

OPENING = time(8, 30)
"""When offices open: a clock of working days that starts on a day off starts here on the next working day."""

OFFICE_HOURS = timedelta(hours=9)
"""How long they are open: until 17:30."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days and hours of one county; `quiet` is (from, until) in local time and may span midnight."""

    zone: ZoneInfo
    quiet: tuple[time, time]
    digest_at: time
    overrides: Overrides = NO_OVERRIDES

    def is_workday(self, day: date) -> bool:
        """Whether offices work: the county's overrides first, then the official calendar, then the law."""
        if day in self.overrides.work:
            return True
        return day not in self.overrides.off and day not in days_off(day.year)

    def workday_on_or_after(self, day: date) -> date:
        """`day` itself if offices work, else the next day on which they do."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def workday_on_or_before(self, day: date) -> date:
        """`day` itself if offices work, else the last day before it on which they did."""
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def add_workdays(self, day: date, n: int) -> date:
        """The nth working day after `day` (before it if n < 0), which itself is not counted.

        For n = 0 it is `day` or, on a day off, the next working day: the answer is always a working day.
        """
        if n == 0:
            return self.workday_on_or_after(day)
        for _ in range(abs(n)):
            day = (
                self.workday_on_or_after(day + ONE_DAY) if n > 0 else self.workday_on_or_before(day - ONE_DAY)
            )
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days `add_workdays` goes from `start` to `end`: start is not counted, end is.

        Negative if `end` is earlier.
        """
        step = ONE_DAY if start <= end else -ONE_DAY
        count, day = 0, start
        while day != end:
            day += step
            count += self.is_workday(day)
        return count if start <= end else -count

    def local(self, moment: datetime) -> datetime:
        """The same moment on the county's clock; a naive time is refused, since nobody knows when it is."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return moment.astimezone(self.zone)

    def today(self, moment: datetime) -> date:
        """The county's date at that moment."""
        return self.local(moment).date()

    def at(self, day: date, clock: time) -> datetime:
        """The moment at which the county's clock shows `clock` on `day`."""
        return datetime.combine(day, clock, tzinfo=self.zone)

    def is_quiet(self, moment: datetime) -> bool:
        """Whether nothing but an emergency may be sent; the first minute is quiet, the last moment is not."""
        now = self.local(moment).time()
        start, end = self.quiet
        if start <= end:
            return start <= now < end
        return now >= start or now < end

    def next_loud(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it lies in."""
        local, end = self.local(moment), self.quiet[1]
        if not self.is_quiet(local):
            return local
        return self.at(local.date() if local.time() < end else local.date() + ONE_DAY, end)

    def after_workdays(self, moment: datetime, n: int) -> datetime:
        """The deadline n >= 0 working days after a moment: same clock time, nth following working day.

        What comes on a day off counts as come when offices open (08:30) on the next working day: a message of
        Saturday 22:00 with one working day is due on Tuesday 08:30.
        """
        if n < 0:
            raise ValueError("a deadline lies ahead: n must be 0 or more")
        local = self.local(moment)
        if not self.is_workday(local.date()):
            local = self.at(self.workday_on_or_after(local.date()), OPENING)
        return self.at(self.add_workdays(local.date(), n), local.time())

    def after_office_days(self, moment: datetime, days: float) -> datetime:
        """So many office days after a moment, parts counted in office hours: half a day is four and a half.

        Before offices open counts as their opening, after they closed as their closing.
        """
        local = self.local(moment)
        whole, part = divmod(self._part_of_day(local) + days, 1)
        day = self.workday_on_or_after(local.date())
        return self.at(self.add_workdays(day, int(whole)), OPENING) + OFFICE_HOURS * part

    def office_days_between(self, start: datetime, end: datetime) -> float:
        """How many office days `after_office_days` goes from `start` to `end`; 0 if `end` is not later."""
        days = self.workdays_between(self.today(start), self.today(end))
        return max(days + self._part_of_day(self.local(end)) - self._part_of_day(self.local(start)), 0.0)

    def when_working(self, moment: datetime) -> datetime:
        """The moment itself, or the first after it that lies on a working day and outside the quiet hours."""
        loud = self.next_loud(moment)
        while not self.is_workday(loud.date()):
            loud = self.next_loud(self.at(self.workday_on_or_after(loud.date()), OPENING))
        return loud

    def _part_of_day(self, local: datetime) -> float:
        opened = local - self.at(local.date(), OPENING)
        return min(max(opened / OFFICE_HOURS, 0.0), 1.0) if self.is_workday(local.date()) else 0.0


def months_before(moment: datetime, months: int) -> datetime:
    """The same clock time so many months ago; on the last day of a month that has not so many days."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
