"""给照片: pictures that quote a ticket, or follow a command about one; words beside them stay talk."""

from __future__ import annotations

from handlers import which_ticket
from handlers.actions import files
from handlers.actions.reporter import tell_added
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.wording import mark
from models import merging
from models import ticket as tickets
from models.moves import MOVES, Action
from models.outbox import Outgoing
from models.ticket import OPEN, Status, Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Keep the pictures of whoever has to do with the ticket; None if they belong to none."""
    if not heard.message.attachments or heard.command is not None or heard.reports:
        return None
    ticket = _meant(heard, desk)
    if ticket is None or Status(ticket.status) not in OPEN:
        return None
    standing = desk.standing(ticket)
    if not standing.meets(MOVES[Action.PROGRESS].who):
        return None
    if heard.message.quote is None and (standing.reporter or standing.joiner):
        return None  # what he adds is taken up by those who listen to him
    return _keep(heard, desk, ticket)


def _meant(heard: Heard, desk: Desk) -> Ticket | None:
    if heard.message.quote is None:
        return tickets.by_number(desk.session, heard.adds_to or 0)
    quoted = which_ticket.quoted(heard, desk)
    return merging.survivor(desk.session, quoted[0]) if quoted else None


def _keep(heard: Heard, desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """Whoever sent them by a quote hears that they came; so does the handler, if it is another."""
    message = heard.message
    desk.remember(ticket)
    files.note_files(desk, ticket, message.message_id, message.attachments)
    count = files.told(message.attachments)
    mine = ticket.handler_id is not None and ticket.handler_id == desk.speaker.person_id
    told = [] if mine else _tell_handler(desk, ticket, count)
    if message.quote is None:
        return told
    return [desk.reply(heard, f"已存{mark(ticket)}{count}", ticket), *told]


def _tell_handler(desk: Desk, ticket: Ticket, count: str) -> list[Outgoing]:
    if desk.standing(ticket).reporter:
        return tell_added(desk, ticket, count)
    return desk.tell(desk.person(ticket.handler_id), f"{mark(ticket)}有人送来{count}", ticket)
