"""Assign 交办: who handles a ticket, and how they are told."""

from __future__ import annotations

from handlers import facts
from handlers.desk import Desk
from handlers.wording import label, mark, masked_name
from models import joiner
from models.appointment import posts_of
from models.grid import is_at_or_above
from models.moves import Action
from models.outbox import EMERGENCY, PROMPT, Choice, Outgoing
from models.person import Identity, Person
from models.ticket import Status, Ticket, Urgency


def hand_to(desk: Desk, ticket: Ticket, handler: Person | None, level: int | None = None) -> None:
    """Name who is to handle a ticket; whoever accepted before stays answerable until the next accepts.

    `level`: the node for which the handler answers, if it is not that of the nearest post.
    """
    ticket.level_id = level or level_of(desk, ticket, handler)
    before, ticket.handler_id = ticket.handler_id, None if handler is None else handler.id
    desk.record(ticket, Action.ASSIGN, frm=before, to=ticket.handler_id, level=ticket.level_id)


def notify_handler(desk: Desk, ticket: Ticket, *first: str) -> list[Outgoing]:
    """Tell the handler in private what is to be done, in the reporter's words. `first`: before them."""
    head = f"请办理{mark(ticket)}（{label(desk, ticket)}），接手请回复：接单 {ticket.number}"
    lines = [head, *first, *facts.lines(desk, ticket), f"反映：{ticket.text}"]
    reporter = desk.session.get(Identity, ticket.reporter_id) if ticket.reporter_id else None
    if reporter is not None:
        lines.append(f"反映人：{_reporter(desk, reporter)}")
    more = len(joiner.others(desk.session, ticket))
    if more:
        lines.append(f"另有{more}户也反映")
    priority = EMERGENCY if ticket.urgency == Urgency.EMERGENCY else PROMPT
    told = desk.tell(desk.person(ticket.handler_id), "\n".join(lines), ticket, priority)
    return [one.offering(Choice("接单", f"接单 {ticket.number}")) for one in told]


def accept(desk: Desk, ticket: Ticket) -> None:
    """The speaker takes it on, and is answerable from now on."""
    me = desk.speaker.person_id
    ticket.status, before = Status.HANDLING, ticket.handler_id
    ticket.handler_id, ticket.answerable_id, ticket.accepted_at = me, me, desk.now
    if before != me:
        ticket.level_id = level_of(desk, ticket, desk.speaker.person)
    desk.record(ticket, Action.CLAIM)


def begin_work(desk: Desk, ticket: Ticket) -> None:
    """Whoever brings a result of what nobody accepted yet, or asks for more time, has accepted it."""
    if ticket.status == Status.CONFIRMED:
        accept(desk, ticket)


def level_of(desk: Desk, ticket: Ticket, handler: Person | None) -> int:
    """The node at whose level somebody handles a ticket: that of the post nearest to its place."""
    place = desk.place(ticket).path
    posts = [] if handler is None else posts_of(desk.session, handler.id or 0, desk.now)
    over = [post for post in posts if is_at_or_above(post.path, place)]
    return max(over, key=lambda post: len(post.path)).node_id if over else ticket.node_id


def _reporter(desk: Desk, reporter: Identity) -> str:
    known = desk.person(reporter.person_id)
    if known is not None:
        return f"{known.name} {known.phone or ''}".strip()
    return reporter.name or masked_name(None)
