"""Each his own word 各评各的: of a matter that many told, everybody judges what came of it at his place.

One 满意 does not close it for a village whose tap is still dry, and one 不满意 does not open it for all.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.actions import guard, joining, ladder, rest, where
from handlers.actions.assign import hand_to, notify_handler
from handlers.actions.reopen import back_to_work
from handlers.desk import Desk
from handlers.recent import Piece
from handlers.wording import mark
from models import gathering, joiner, merging
from models import ticket as tickets
from models.appointment import first_handler
from models.gathering import Gathered
from models.joiner import Joiner
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Status, Ticket
from nlp.belonging import joined

Own = tuple[Gathered, Ticket]
"""What somebody reported, and how it rests under the parent."""


def is_theirs(desk: Desk, ticket: Ticket) -> bool:
    """Whether a ticket is a parent, and the speaker reported something under it or joined."""
    if not gathering.is_parent(desk.session, ticket):
        return False
    return bool(_own(desk, ticket) or desk.standing(ticket).joiner)


def good(desk: Desk, parent: Ticket, action: Action, words: str) -> None:
    """满意, 基本满意: noted for what the speaker told; the last of the reporters closes the matter."""
    mine = _checked(desk, parent, action)
    for row, ticket in mine:
        desk.remember(row, ticket)
        row.judged_at = desk.now
        desk.session.add(row)
        desk.record(ticket, Action.JUDGE, note=words or None, word=action, of=parent.number)
    if not mine:
        desk.record(parent, Action.JUDGE, note=words or None, word=action, joined=True)
    elif all(one.judged_at for one in gathering.children(desk.session, parent.number)):
        parent.status, parent.closed_at, parent.awaiting = Status.CLOSED, desk.now, None
        desk.record(parent, action)


def bad(desk: Desk, parent: Ticket, action: Action, words: str) -> tuple[list[Ticket], list[Outgoing]]:
    """不满意, 部分解决: what the speaker told is a matter of its own and in work, the rest stays as it is."""
    mine = _checked(desk, parent, action)
    if not mine:
        tickets.in_turn(desk.session)
        opened, asked = _open_anew(desk, parent, words)
        return [opened], asked
    told = [said for row, ticket in mine for said in _take_out(desk, (row, ticket), action, words)]
    return [ticket for _, ticket in mine], told


def _checked(desk: Desk, parent: Ticket, action: Action) -> list[Own]:
    mine = _own(desk, parent)
    if mine:
        guard.check(desk, parent, action)
    else:
        guard.check_status(parent, action)
    return mine


def _take_out(desk: Desk, own: Own, action: Action, words: str) -> list[Outgoing]:
    row, ticket = own
    parent = desk.session.get_one(Ticket, row.parent)
    rest.stand_up(desk, row, ticket)
    ticket.result, ticket.confirmed_at = parent.result, ticket.confirmed_at or desk.now
    desk.record(ticket, Action.RELEASE, frm=row.parent, to=Status.RESOLVED)
    if ticket.handler_id is None:
        hand_to(desk, ticket, first_handler(desk.session, desk.place(ticket).path, desk.now))
    back_to_work(desk, ticket)
    desk.record(ticket, action, note=words or None, of=row.parent)
    text = f"{mark(parent)}里的{mark(ticket)}还没好，已单独接着办"
    told = desk.tell(desk.person(parent.handler_id), text, parent)
    if action is Action.UNSATISFIED:
        ladder.climb(desk, ticket)
    return told + notify_handler(desk, ticket, *([f"反映人说：{words}"] if words else []))


def _open_anew(desk: Desk, parent: Ticket, words: str) -> tuple[Ticket, list[Outgoing]]:
    """Who joined has no number of his own: his words leave, and become one."""
    rows = _joined(desk, parent)
    row = next((one for one in rows if one.reports), rows[0])
    files = joining.take_files(desk, row)
    ticket, said, _ = joining.leave(desk, row)
    piece = Piece(row.message_id, joined([said, words]) if words else said, row.at, files)
    return joining.open_anew(desk, row, ticket, piece)


def _joined(desk: Desk, parent: Ticket) -> Sequence[Joiner]:
    numbers = {one.number for one in merging.family(desk.session, parent)}
    known = desk.speaker.identity
    mine = joiner.of_identities(desk.session, where.identities(desk, known)) if known else []
    return [one for one in mine if one.ticket in numbers]


def _own(desk: Desk, parent: Ticket) -> list[Own]:
    rows = [
        (row, desk.session.get_one(Ticket, row.ticket))
        for row in gathering.children(desk.session, parent.number)
    ]
    return [(row, one) for row, one in rows if one.status == Status.MERGED and desk.standing(one).reporter]
