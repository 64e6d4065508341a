"""Assign 交办: who handles a ticket, and how they are told."""

from __future__ import annotations

from handlers import facts
from handlers.desk import Desk
from handlers.wording import label, mark, masked_name
from models import grid, joiner
from models.appointment import holders, posts_of, reachable
from models.grid import is_at_or_above
from models.moves import Action
from models.outbox import EMERGENCY, PROMPT, Choice, Outgoing
from models.person import Identity, Person
from models.role import SUPERIORS
from models.ticket import Flag, Ticket, Urgency


def hand_to(desk: Desk, ticket: Ticket, handler: Person | None, level: int | None = None) -> None:
    """Name who is to handle a ticket; whoever accepted before stays answerable until the next accepts.

    `level`: the node for which the handler answers, if it is not that of the nearest post.
    """
    ticket.level_id = level or level_of(desk, ticket, handler)
    before, ticket.handler_id = ticket.handler_id, None if handler is None else handler.id
    desk.record(ticket, Action.ASSIGN, frm=before, to=ticket.handler_id, level=ticket.level_id)


def notify_handler(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """Tell the handler in private what is to be done, in the reporter's words."""
    head = f"请办理{mark(ticket)}（{label(desk, ticket)}），接手请回复：接单 {ticket.number}"
    lines = [head, *facts.lines(desk, ticket), f"反映：{ticket.text}"]
    reporter = desk.session.get(Identity, ticket.reporter_id) if ticket.reporter_id else None
    if reporter is not None:
        lines.append(f"反映人：{_reporter(desk, reporter)}")
    more = len(joiner.others(desk.session, ticket))
    if more:
        lines.append(f"另有{more}户也反映")
    priority = EMERGENCY if ticket.urgency == Urgency.EMERGENCY else PROMPT
    told = desk.tell(desk.person(ticket.handler_id), "\n".join(lines), ticket, priority)
    return [one.offering(Choice("接单", f"接单 {ticket.number}")) for one in told]


def level_of(desk: Desk, ticket: Ticket, handler: Person | None) -> int:
    """The node at whose level somebody handles a ticket: that of the post nearest to its place."""
    place = desk.place(ticket).path
    posts = [] if handler is None else posts_of(desk.session, handler.id or 0, desk.now)
    over = [post for post in posts if is_at_or_above(post.path, place)]
    return max(over, key=lambda post: len(post.path)).node_id if over else ticket.node_id


def climb(desk: Desk, ticket: Ticket) -> Person | None:
    """Hand a ticket one level up the tree: to whoever answers for the next node above that has someone."""
    level = desk.node(ticket.level_id or ticket.node_id)
    for node in grid.chain(desk.session, level.path)[1:]:
        here = [one for _, at, one in holders(desk.session, node.path, SUPERIORS, desk.now) if at == node.id]
        people = [one for one in reachable(desk.session, here) or here if one.id != ticket.handler_id]
        if people:
            ticket.flags = sorted({*ticket.flags, Flag.ESCALATED})
            hand_to(desk, ticket, people[0], node.id)
            return people[0]
    return None


def _reporter(desk: Desk, reporter: Identity) -> str:
    known = desk.person(reporter.person_id)
    if known is not None:
        return f"{known.name} {known.phone or ''}".strip()
    return reporter.name or masked_name(None)
