"""The gate before every action: may this person, and may it be done now? Else a refusal in one line."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import mark
from models import question
from models.grid import GridNode
from models.group import ChatGroup
from models.group_deeds import GROUP_DEEDS, GroupDeed
from models.moves import MOVES, Action, Move
from models.permission import Standing, roles_over
from models.ticket import Status, Ticket

FINISHED = {Status.RESOLVED, Status.REVISITED, Status.CLOSED}


def check(desk: Desk, ticket: Ticket, action: Action) -> Move:
    """The move of an action; `Refusal` if the speaker may not, or the ticket stands elsewhere."""
    move = MOVES[action]
    if not desk.standing(ticket, move.who).meets(move.who):
        raise Refusal(f"{mark(ticket)}由{move.who.told}{move.label}，您不能办理。")
    check_status(ticket, action)
    remember(desk, ticket)
    return move


def remember(desk: Desk, ticket: Ticket) -> None:
    """Before a ticket is changed: it and the open questions about it, as they are."""
    desk.remember(ticket, *question.open_about(desk.session, ticket.number))


def check_status(ticket: Ticket, action: Action) -> None:
    """`Refusal` if the ticket's status does not allow an action."""
    move = MOVES[action]
    if Status(ticket.status) not in move.frm:
        raise Refusal(f"{mark(ticket)}现在是“{Status(ticket.status).label}”，不能{move.label}。")


def check_group(desk: Desk, home: ChatGroup, deed: GroupDeed) -> None:
    """`Refusal` if the speaker may not do this with a group; in talk it is silence."""
    if not may(desk, home, deed):
        raise _not_yours(deed)


def check_place(desk: Desk, node: GridNode, deed: GroupDeed) -> None:
    """`Refusal` if the speaker, one of the staff, may not do this with a group of a place."""
    if not Standing(roles=roles_over(desk.speaker.posts, node.path)).meets(GROUP_DEEDS[deed].who):
        raise _not_yours(deed, if_pointed=False)


def may(desk: Desk, home: ChatGroup, deed: GroupDeed) -> bool:
    """Whether the speaker may do this with a group."""
    return desk.standing_in(home).meets(GROUP_DEEDS[deed].who)


def _not_yours(deed: GroupDeed, *, if_pointed: bool = True) -> Refusal:
    right = GROUP_DEEDS[deed]
    return Refusal(f"{right.label}由{right.who.told}操作，您不能办理。", if_pointed=if_pointed)


def fits(desk: Desk, ticket: Ticket, action: Action) -> bool:
    """Whether an action could be taken on a ticket by the speaker now."""
    move = MOVES[action]
    return Status(ticket.status) in move.frm and desk.standing(ticket, move.who).meets(move.who)
