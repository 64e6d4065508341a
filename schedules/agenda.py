"""What comes due next 下一个期限: the earliest moment at which a round has something to do or to tell."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.office import Office
from models import agenda
from models.coming import Due
from models.database import Session
from models.question import Asking
from schedules.forecast import Forecast
from schedules.occasion import digest_moment
from schedules.preview import situation

HORIZON = timedelta(days=100)
"""So far ahead a digest is looked for: longer than a quarter."""


class What(StrEnum):
    """The kinds of what comes due."""

    QUESTION = "question"
    """A question that nobody answered goes on to its next stage."""
    CONSENT = "consent"
    """Whether a handled matter may be published is no longer asked."""
    TICKET = "ticket"
    """A ticket has to be done: it moves up, or comes under supervision."""
    REMINDER = "reminder"
    """Whoever handles a ticket is reminded."""
    COMING = "coming"
    """A ticket's reporter is asked once more, a revisit or a mediation is due, an agreement runs out."""
    ARRIVAL = "arrival"
    """A unit that is whistled for has to be there."""
    SUPERVISION = "supervision"
    """A step of supervision runs out; in the quiet hours that is told in the morning."""
    DIGEST = "digest"
    """Somebody is told in the morning what he owes."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that comes due: a ticket's `number` and the `stage` of its question, or a `person_id`."""

    at: datetime
    what: What
    number: int | None = None
    stage: int = 0
    person_id: int | None = None
    due: Due | None = None
    """What is to come for the ticket."""


def next_moment(office: Office, after: datetime) -> datetime | None:
    """When something stored comes due in the county; digests have the hour of every working morning."""
    with office.database.reading() as session:
        moments = [one.at for one in _stored(session, after, agenda.EVERYWHERE)]
        notice = agenda.next_broadcast(session, after)
    return min([*moments, *([notice] if notice else [])], default=None)


def next_morning(office: Office, after: datetime) -> datetime:
    """The next moment after `after` at which digests go out."""
    calendar = office.calendar
    day = calendar.workday_on_or_after(calendar.today(after))
    moment = digest_moment(calendar, day)
    if moment > after:
        return moment
    return digest_moment(calendar, calendar.workday_on_or_after(day + timedelta(days=1)))


def next_deadline(office: Office, now: datetime, path: str, people: Collection[int]) -> Deadline | None:
    """The first thing after `now` that concerns tickets at or below a node, or is told to one of `people`.

    If nothing is ticked off or answered until then.
    """
    with office.database.reading() as session:
        found = [*_stored(session, now, path), *_digest(session, office, now, people)]
    return min(found, key=lambda one: one.at, default=None)


def _stored(session: Session, after: datetime, path: str) -> Iterator[Deadline]:
    asked = agenda.next_question(session, after, path)
    if asked is not None and asked.next_at is not None:
        what = What.CONSENT if asked.asking == Asking.PUBLISH else What.QUESTION
        yield Deadline(asked.next_at, what, asked.ticket, asked.stage + 1)
    rung = agenda.next_rung(session, after, path)
    if rung is not None and rung.step_at is not None:
        is_due = rung.due_at is None or rung.due_at <= rung.step_at
        yield Deadline(rung.step_at, What.TICKET if is_due else What.REMINDER, rung.number)
    for what, asks in _TICKETS.items():
        found = asks(session, after, path)
        if found is not None:
            yield Deadline(found[0], what, found[1])
    coming = agenda.next_coming(session, after, path)
    if coming is not None and coming.next_at is not None:
        yield Deadline(coming.next_at, What.COMING, coming.ticket, coming.stage, due=Due(coming.due))


def _digest(session: Session, office: Office, now: datetime, people: Collection[int]) -> Iterator[Deadline]:
    until = office.calendar.today(now + HORIZON)
    for occasion, digest in Forecast(situation(session, office, now)).digests(until):
        if digest.person_id in people and occasion.moment > now:
            yield Deadline(occasion.moment, What.DIGEST, person_id=digest.person_id)
            return


_TICKETS = {
    What.ARRIVAL: agenda.next_arrival,
    What.SUPERVISION: agenda.next_step,
}
"""What has a moment and a ticket, and nothing else to tell."""
