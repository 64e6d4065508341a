"""What the database knows of one channel: whom it is to reach, and whether it was ever heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func
from sqlmodel import Session, col, select

from models.appointment import Appointment, in_office
from models.group import ChatGroup
from models.person import STAFF, Identity, Person
from models.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Reached:
    """Codes and accounts of staff, figures; never names."""

    staff: Sequence[tuple[str, str]]
    """Import code and account of everybody in office who has one on the channel."""
    groups: int
    """How many of its groups are bound to a place."""
    heard_at: datetime | None
    """When a message through it last had an effect."""


def reached_by(session: Session, channel: str, now: datetime) -> Reached:
    """The facts of one channel at `now`."""
    holds_post = exists().where(col(Appointment.person_id) == col(Person.id), in_office(now))
    staff = (
        select(Person.code, Identity.account)
        .join(Identity, col(Identity.person_id) == col(Person.id))
        .where(Identity.channel == channel, Person.roster == STAFF, holds_post)
        .order_by(Person.code)
    )
    groups = select(func.count()).select_from(ChatGroup).where(ChatGroup.channel == channel)
    heard = select(func.max(Receipt.at)).where(Receipt.channel == channel)
    return Reached(
        staff=session.exec(staff).all(), groups=session.exec(groups).one(), heard_at=session.exec(heard).one()
    )
