"""Divide 拆分: one ticket that holds several matters becomes several, each with its own timeline."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import facts
from handlers.actions import decide, guard, several, teach
from handlers.actions.assign import notify_handler
from handlers.actions.report import Matter, open_ticket
from handlers.actions.where import ask_if_missing
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import mark
from models.moves import Action
from models.outbox import Outgoing
from models.person import Identity
from models.ticket import Status, Ticket, Urgency
from nlp.matters import Matter as Part


def divide(desk: Desk, ticket: Ticket) -> tuple[list[Ticket], list[Outgoing]]:
    """拆分 17: 17 keeps its first matter, each other is a ticket of its own; all are confirmed by it."""
    guard.check(desk, ticket, Action.DIVIDE)
    found = several.of(desk, ticket)
    if len(found) < 2:
        raise Refusal(f"{mark(ticket)}看不出是两件事，请反映人分开再说一遍")
    first, *rest = found
    opened = [_open(desk, ticket, part) for part in rest]
    was_private = ticket.sensitive and not any(one.verdict.sensitive for one in (first, *rest))
    was_grave = all(one.verdict.urgency != ticket.urgency for one in (first, *rest))
    for one, part in zip((ticket, *opened), (first, *rest), strict=True):
        one.sensitive = was_private or part.verdict.sensitive
        one.urgency = ticket.urgency if was_grave else Urgency(part.verdict.urgency)
    _keep_first(desk, ticket, first, opened)
    return [ticket, *opened], [said for one in (ticket, *opened) for said in _confirm(desk, one)]


def _open(desk: Desk, ticket: Ticket, part: Part) -> Ticket:
    """A ticket for one matter. It begins as merged with the one it comes from: there 撤销 puts it back."""
    before = desk.started, desk.final, dict(desk.sources)
    reporter = desk.session.get(Identity, ticket.reporter_id) if ticket.reporter_id else None
    matter = Matter(
        text=part.text,
        verdict=part.verdict,
        node_id=ticket.node_id,
        source=ticket.source,
        reporter=reporter,
        group=ticket.chat_group_id,
        channel=ticket.channel,
        message_id=ticket.message_id,
        at=ticket.created_at,
    )
    opened = open_ticket(desk, matter)
    desk.started, desk.final, desk.sources = before  # the message still belongs to the first
    opened.status, opened.merged_into, opened.closed_at = Status.MERGED, ticket.number, desk.now
    desk.session.add(opened)
    desk.session.flush()
    desk.remember(opened)
    opened.status, opened.merged_into, opened.closed_at = Status.PENDING, None, None
    desk.record(opened, Action.DIVIDE, frm=ticket.number)
    return opened


def _keep_first(desk: Desk, ticket: Ticket, first: Part, opened: Sequence[Ticket]) -> None:
    reporter = desk.session.get(Identity, ticket.reporter_id) if ticket.reporter_id else None
    name = None if reporter is None else reporter.name
    ticket.text, ticket.category = first.text, first.verdict.category or ticket.category
    ticket.kind = first.verdict.kind
    ticket.facts = facts.kept(desk, first.verdict, ticket.node_id, name)
    desk.record(ticket, Action.DIVIDE, into=[one.number for one in opened])


def _confirm(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """Whoever divides a ticket has seen that it is one; a handler hears what is left of it."""
    if ticket.status != Status.PENDING:
        return notify_handler(desk, ticket)
    told = decide.settle(desk, ticket, to_chief=False, why="divided")
    return told + teach.count(desk, ticket) + ask_if_missing(desk, ticket)
