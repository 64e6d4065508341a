"""单位: which department somebody names, and how its people are told."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import excerpt, mark
from models.outbox import Outgoing
from models.ticket import Ticket
from models.unit import Unit, called, units_over

MOST_LISTED = 12


def over(desk: Desk, ticket: Ticket) -> list[Unit]:
    """The departments over a ticket's place."""
    return units_over(desk.session, desk.place(ticket).path, desk.now)


def named(ticket: Ticket, there: list[Unit], word: str) -> Unit:
    """The unit that a word means; `Refusal` with what there is if it is none, or several."""
    found = called(there, word)
    if len(found) == 1:
        return found[0]
    what = f"{mark(ticket)}“{excerpt(word, 12)}”"
    if found:
        raise Refusal(f"{what}有几个单位：{listed(found)}，请写全称")
    raise Refusal(f"{what}不是这里的单位；{what_there_is(there)}")


def what_there_is(there: list[Unit]) -> str:
    """The units that can be named."""
    return f"有：{listed(there)}" if there else "这里还没有登记部门，请管理员先登记"


def listed(units: list[Unit]) -> str:
    """交警、司法所, and no end of them."""
    names = [one.name for one in units]
    return "、".join(names[:MOST_LISTED]) + ("…" if len(names) > MOST_LISTED else "")


def tell(desk: Desk, unit: Unit, text: str, ticket: Ticket) -> list[Outgoing]:
    """Words for each of a unit's people who can be reached."""
    return [one for person in unit.people for one in desk.tell(person, text, ticket)]


def called_exactly(there: list[Unit], word: str) -> Unit | None:
    """The unit of exactly this name, if there is one."""
    return next((one for one in there if one.name == word), None)
