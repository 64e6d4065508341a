"""单位: which department somebody names, and how its people are told."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import SEVERAL, excerpt, mark, with_list
from models.outbox import Outgoing
from models.ticket import Ticket
from models.unit import Unit, called, units_over


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
        raise Refusal(with_list(f"{what}{SEVERAL}", [one.name for one in found]))
    if not there:
        raise Refusal(f"{what}没有登记：这里还没有部门，请管理员先登记")
    raise Refusal(with_list(f"{what}不是这里的单位，这里有：", [one.name for one in there]))


def tell(desk: Desk, unit: Unit, text: str, ticket: Ticket) -> list[Outgoing]:
    """Words for each of a unit's people who can be reached."""
    return [one for person in unit.people for one in desk.tell(person, text, ticket)]


def called_exactly(there: list[Unit], word: str) -> Unit | None:
    """The unit of exactly this name, if there is one."""
    return next((one for one in there if one.name == word), None)
