"""绑定码: one-time codes that the office gives out, for a group or for one of the staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.office import Office
from models import bind_code, grid, person
from models.bind_code import Use
from models.person import STAFF


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A code as it is told once, and until when it is good."""

    code: str
    expires_at: datetime


def for_group(office: Office, grid_code: str, days: int, now: datetime) -> GivenOut | None:
    """A code that binds one group to a place; None if there is no such place."""
    with office.database.session() as session:
        node = grid.by_code(session, grid_code)
        if node is None:
            return None
        until = now + timedelta(days=days)
        return GivenOut(bind_code.issue(session, Use(node_id=node.id), until), until)


def for_staff(office: Office, staff_code: str, days: int, now: datetime) -> GivenOut | None:
    """A code that ties one account to one of the staff; None if there is nobody of that code."""
    with office.database.session() as session:
        whom = person.by_code(session, STAFF, staff_code)
        if whom is None or whom.erased_at is not None:
            return None
        until = now + timedelta(days=days)
        return GivenOut(bind_code.issue(session, Use(person_id=whom.id), until), until)


def forget_expired(office: Office, now: datetime) -> None:
    """Erase the codes that are good no more."""
    with office.database.reading() as session:
        some = bind_code.has_expired(session, now)
    if some:
        with office.database.session() as session:
            bind_code.forget_expired(session, now)
