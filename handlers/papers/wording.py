"""Words that stand in several papers: days in full, and who issues them."""

from __future__ import annotations

from datetime import datetime

from handlers.desk import Desk
from models.appointment import posts_of
from models.grid import is_at_or_above
from models.moves import CENTRE
from models.person import Person
from models.ticket import Ticket


def full_day(desk: Desk, moment: datetime) -> str:
    """A day as papers have it: 2026年3月2日."""
    local = desk.office.calendar.local(moment)
    return f"{local.year}年{local.month}月{local.day}日"


def issuer(desk: Desk, ticket: Ticket, by: Person | None) -> str:
    """The centre in whose name a paper stands: 柳湾镇综治中心."""
    return centre_of(desk, desk.place(ticket).path, by)


def centre_of(desk: Desk, place: str, by: Person | None) -> str:
    """The centre over a place for which somebody acts."""
    posts = [] if by is None else posts_of(desk.session, by.id or 0, desk.now)
    over = [one for one in posts if one.role in CENTRE and is_at_or_above(one.path, place)]
    return f"{desk.node(over[0].node_id).name}综治中心" if over else "综治中心"
