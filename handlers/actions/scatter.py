"""Scatter 拆开: it was not one matter after all; each ticket stands as before, no words are lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from handlers.actions import approval, guard, joining, ladder, rest
from handlers.actions.coming import end
from handlers.actions.files import note_files
from handlers.desk import Desk
from handlers.recent import Piece
from handlers.wording import mark
from models import coming, event, gathering, joiner, question, receipt
from models import ticket as tickets
from models.gathering import Gathering
from models.joiner import Joiner
from models.moves import Action
from models.outbox import Outgoing
from models.person import Identity
from models.ticket import Status, Ticket
from models.undo import Final


def scatter(desk: Desk, parent: Ticket) -> tuple[list[int], list[Outgoing]]:
    """拆分 17: the tickets of a parent are matters of their own again; which, and what is said."""
    tickets.in_turn(desk.session)
    guard.check(desk, parent, Action.SCATTER)
    rows = gathering.children(desk.session, parent.number)
    numbers = [one.ticket for one in rows]
    told = [said for row in rows for said in rest.wake(desk, row)]
    told += _part_joiners(desk, parent, numbers)
    _end(desk, parent, numbers)
    desk.final = Final.SCATTERED
    if parent.handler_id != desk.speaker.person_id:
        told += desk.tell(
            desk.person(parent.handler_id), f"{mark(parent)}已拆开，各办各的，不用再合着办", parent
        )
    return numbers, told


def _end(desk: Desk, parent: Ticket, numbers: list[int]) -> None:
    parent.status, parent.closed_at = Status.REJECTED, desk.now
    approval.settle(parent)
    ladder.stop(parent)
    question.close(desk.session, parent, desk.now)
    for row in coming.open_of(desk.session, parent.number):
        end(desk, row)
    held = desk.session.get_one(Gathering, parent.number)
    held.until = desk.now
    desk.session.add(held)
    desk.record(parent, Action.SCATTER, into=numbers)


def _part_joiners(desk: Desk, parent: Ticket, numbers: list[int]) -> list[Outgoing]:
    """Who joined the parent goes to the ticket of his own group; if there is none, his report is one."""
    homes = {one.chat_group_id: one for number in numbers if (one := desk.session.get(Ticket, number))}
    said: list[Outgoing] = []
    rows = joiner.joined(desk.session, parent.number)
    for row in sorted(rows, key=lambda one: (not one.reports, one.id)):
        home = homes.get(row.chat_group_id) if row.chat_group_id else None
        who = desk.session.get_one(Identity, row.identity_id)
        with _as(desk, who):
            if home is not None and Status(home.status) in tickets.IN_WORK:
                _move(desk, row, home)
            elif row.reports:
                homes[row.chat_group_id], asked = _open_anew(desk, row)
                said += asked
            else:
                joining.leave(desk, row)
    return said


def _open_anew(desk: Desk, row: Joiner) -> tuple[Ticket, list[Outgoing]]:
    files = joining.take_files(desk, row)
    before = desk.started, desk.final, dict(desk.sources)
    ticket, words, _ = joining.leave(desk, row)
    piece = Piece(row.message_id, words, row.at, files)
    opened, asked = joining.open_anew(desk, row, ticket, piece)
    desk.started, desk.final, desk.sources = before
    return opened, asked


def _move(desk: Desk, row: Joiner, home: Ticket) -> None:
    """Words that joined the parent join a ticket of the same group; they leave the parent's timeline."""
    files = joining.take_files(desk, row)
    steps = event.timeline(desk.session, row.ticket)
    words = next((one.note for one in steps if one.id == row.event_id), None)
    event.erase_note(desk.session, row.event_id)
    receipts = receipt.of_event(desk.session, row.event_id)
    desk.record(home, Action.JOIN, note=words, reports=row.reports)
    step = desk.last_event
    row.ticket, row.event_id = home.number, (step.id if step else None) or 0
    for kept in receipts:
        kept.ticket, kept.event_id = home.number, row.event_id
        desk.session.add(kept)
    if files:
        note_files(desk, home, row.message_id, files)
    desk.session.add(row)


@contextmanager
def _as(desk: Desk, who: Identity) -> Iterator[None]:
    """What is written of somebody's words is written in his name."""
    before = desk.speaker
    desk.speaker = replace(
        before,
        channel=who.channel,
        account=who.account,
        name=who.name,
        identity=who,
        person=desk.person(who.person_id),
        posts=(),
    )
    try:
        yield
    finally:
        desk.speaker = before
