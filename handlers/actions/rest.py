"""Rest 并在一起: a ticket rests under a parent, and stands again as it did: status, clock, question."""

from __future__ import annotations

from handlers.actions import ladder
from handlers.actions.assign import notify_handler
from handlers.actions.decide import DECIDE, ask_confirmation, deputies, put_to_owner, stage_at
from handlers.desk import Desk
from handlers.wording import mark
from models import gathering, group, question
from models.gathering import Gathered
from models.group import OWNER
from models.moves import TO_BE_DONE, Action
from models.outbox import Outgoing
from models.question import Question
from models.ticket import Status, Ticket


def lay_down(desk: Desk, parent: Ticket, ticket: Ticket) -> Gathered:
    """Keep how a ticket stands, before it is merged into a parent."""
    row = gathering.row_of(desk.session, parent.number, ticket.number)
    if row is None:
        row = Gathered(parent=parent.number, ticket=ticket.number, was=ticket.status, since=desk.now)
        desk.session.add(row)
        desk.session.flush()
        desk.images.remember_new(row)
    else:
        desk.remember(row)
    asked = question.about(desk.session, ticket.number)
    row.was, row.since, row.until, row.judged_at = ticket.status, desk.now, None, None
    row.question_id = None if asked is None else asked.id
    desk.session.add(row)
    return row


def wake(desk: Desk, row: Gathered) -> list[Outgoing]:
    """A ticket is a matter of its own again and stands as before; the time it rested does not count."""
    ticket = desk.session.get_one(Ticket, row.ticket)
    if not stand_up(desk, row, ticket):
        return []
    ticket.status = Status(row.was)
    if ticket.status == Status.PENDING and not ticket.text:
        ticket.status, ticket.closed_at = Status.WITHDRAWN, desk.now  # its reporter was erased meanwhile
    desk.record(ticket, Action.RELEASE, frm=row.parent, to=ticket.status)
    if ticket.status in TO_BE_DONE:
        ladder.go_on(desk, ticket, row.since)
        told = desk.to_reporter(ticket, f"{mark(ticket)}改为单独办理")
        return told + notify_handler(desk, ticket)
    return _ask_again(desk, ticket, row) if ticket.status == Status.PENDING else []


def stand_up(desk: Desk, row: Gathered, ticket: Ticket) -> bool:
    """A ticket leaves its parent; False if its reporter took it back meanwhile."""
    desk.remember(row, ticket)
    row.until = desk.now
    desk.session.add(row)
    if ticket.status != Status.MERGED:
        return False
    ticket.merged_into, ticket.closed_at = None, None
    return True


def _ask_again(desk: Desk, ticket: Ticket, row: Gathered) -> list[Outgoing]:
    """The question goes on where it stood: it is never open longer than one working day."""
    asked = desk.session.get(Question, row.question_id) if row.question_id else None
    if asked is None:
        return ask_confirmation(desk, ticket)
    asked.closed_at = None  # 撤销 closes it with the ticket
    asked.next_at = stage_at(desk, asked.asked_at, min(asked.stage + 1, DECIDE))
    desk.session.add(asked)
    owners = group.keepers(desk.session, ticket.chat_group_id or 0, OWNER, desk.now)[:1]
    for person in [*owners, *deputies(desk, ticket)][:1]:
        return put_to_owner(desk, ticket, asked, person)
    return []
