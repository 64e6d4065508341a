"""锚定: once a day all timelines are put under one hash, and the file goes where it can be published."""

from __future__ import annotations

from datetime import datetime

from handlers.office import Office
from models import anchor
from models.database import Collision


def anchor_daily(office: Office, now: datetime) -> list[str]:
    """Make the day's anchor, once, and write every file that is not there yet.

    After a pause there is one anchor, of the day on which work goes on; its `previous` names the last before.
    A clock that was set back makes none until it has passed the last anchor's day.
    """
    if office.anchors is None:
        return []
    today = office.calendar.today(now)
    with office.database.reading() as session:
        last = anchor.newest(session)
    done = _make(office, now) if last is None or last.day < today else []
    if done or (last is not None and not office.anchors.has(last.day)):
        _write_missing(office)
    return done


def _make(office: Office, now: datetime) -> list[str]:
    today = office.calendar.today(now)
    try:
        with office.database.session() as session:
            anchor.make(session, today, office.calendar.local(now))
    except Collision:
        return []
    return [f"anchor of {today} made"]


def _write_missing(office: Office) -> None:
    assert office.anchors is not None
    with office.database.reading() as session:
        for one in anchor.every(session):
            if not office.anchors.has(one.day):
                office.anchors.write(one.day, one.document)
