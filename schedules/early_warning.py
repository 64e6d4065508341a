"""预警提示: each working morning a town whose category rises beyond its usual is told so, once in seven days.

It looks at the seven days before, and at the weeks before those. What was found of a day is kept as a
bulletin of the county: it is the day's occasion, and leads to the tickets behind each warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from handlers import ways
from handlers.actions.due import Find, each
from handlers.desk import Desk
from handlers.office import Office
from models import bulletin, officeholders
from models.database import Session
from models.grid import GridNode, roots, with_ids
from models.outbox import Outgoing
from models.reports.analysis import Rise, rises
from models.reports.beyond import PAST
from models.reports.matters import first_day, matters
from models.reports.span import ONE_DAY, Span
from models.role import Role
from schedules.occasion import is_time

FORM = "warning"
WEEK = timedelta(days=7)
MOST_NUMBERS = 12


def warn_towns(office: Office, now: datetime) -> list[str]:
    """Look once a working day, from the digest's hour on; what was done, without names."""
    return each(office, now, _unlooked(office), _look) if is_time(office.calendar, now) else []


def _unlooked(office: Office) -> Find:
    """The counties of which nobody has looked at the seven days before today."""

    def find(session: Session, now: datetime, most: int) -> Sequence[int]:
        span = _week(office.calendar.today(now))
        open_roots = [one.id or 0 for one in roots(session)]
        return [one for one in open_roots if bulletin.published(session, one, FORM, span) is None][:most]

    return find


def _week(today: date) -> Span:
    """The seven days before today."""
    return Span(today - WEEK, today - ONE_DAY)


def _look(desk: Desk, root_id: int) -> str | None:
    root, span = desk.node(root_id), _week(desk.office.calendar.today(desk.now))
    found = [one for one in _rises(desk, root, span) if not _was_told(desk, root, span, one)]
    content = {"rises": [[one.node_id, one.category, list(one.numbers), one.usual] for one in found]}
    row = bulletin.publish(desk.session, (root_id, FORM, span), content, desk.now)
    said = [words for one in found for words in _said(desk, one)]
    ways.say(desk, ways.place(desk, said), f"warning:{row.id}")
    return f"{len(found)} early warning{'' if len(found) == 1 else 's'} told" if found else None


def _rises(desk: Desk, root: GridNode, span: Span) -> list[Rise]:
    """What is beyond the usual in the places that have a centre of their own."""
    session, calendar = desk.session, desk.office.calendar
    staff = officeholders.load(session, desk.now)
    towns = with_ids(session, sorted(staff.places_with(Role.TOWN, desk.now)))
    spans = [span]
    while len(spans) <= PAST:
        spans.insert(0, spans[0].before())
    began = first_day(session, root.path)
    known = [one for one in spans if began is not None and began < one.ends(calendar.zone)]
    if not known:
        return []
    found = matters(session, root.path, known[0].begins(calendar.zone), span.ends(calendar.zone))
    return rises(found, [one for one in towns if one.path.startswith(root.path)], known, calendar)


def _was_told(desk: Desk, root: GridNode, span: Span, rise: Rise) -> bool:
    """Whether the same was told in the last seven days."""
    earlier = bulletin.between(desk.session, root.id or 0, FORM, _week_before(span.last))
    return any(row[:2] == [rise.node_id, rise.category] for one in earlier for row in one.content["rises"])


def _week_before(last: date) -> tuple[date, date]:
    return last - WEEK + ONE_DAY, last - ONE_DAY


def _said(desk: Desk, rise: Rise) -> Iterator[Outgoing]:
    """The town's centre hears how many, what is usual, and which."""
    place, label = desk.node(rise.node_id).name, desk.office.catalogue.named(rise.category).label
    numbers = "、".join(f"{one}号" for one in rise.numbers[:MOST_NUMBERS])
    more = "…" if len(rise.numbers) > MOST_NUMBERS else ""
    text = f"请研判：{place}近7天{label}{len(rise.numbers)}件，平常{rise.usual:.1f}件\n{numbers}{more}"
    staff = officeholders.load(desk.session, desk.now)
    for one in staff.holders(rise.node_id, Role.TOWN, desk.now):
        yield from desk.tell(desk.person(one), text)
