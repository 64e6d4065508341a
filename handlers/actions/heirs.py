"""Heirs 接替: who told a matter after its reporter; when he takes his words back, one of them reports it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from handlers import facts
from handlers.actions import parts
from handlers.actions.assign import notify_handler
from handlers.desk import Desk
from handlers.wording import mark
from models import event, joiner, merging, question, receipt, retraction, undo
from models.group import ChatGroup
from models.joiner import Joiner
from models.moves import Action
from models.outbox import Chat, Outgoing
from models.person import Identity
from models.ticket import IN_WORK, Status, Ticket


def pass_on(desk: Desk, ticket: Ticket) -> list[Outgoing] | None:
    """The reporter's words are erased, and the first who joined with a report of his own reports it now.

    If none of them is a report, the first who joined at all. None if nobody did, or the matter has ended.
    """
    others = joiner.others(desk.session, ticket) if Status(ticket.status) in IN_WORK else []
    if not others:
        return None
    row, heir = next((one for one in others if one[0].reports), others[0])
    parts.forget(desk, ticket)
    staying = {who.actor for _, who in others}
    _erase_all_but(desk, ticket, [one for one in _rows(desk, ticket) if _actor(desk, one) in staying])
    _succeed(desk, ticket, row, heir)
    text = f"{mark(ticket)}原反映人已撤回，按您反映的接着办"
    told = [Outgoing(Chat(heir.channel, None, heir.account), text, ticket=ticket.number)]
    return told + (notify_handler(desk, ticket) if ticket.handler_id is not None else [])


def tell(desk: Desk, ticket: Ticket, text: str) -> list[Outgoing]:
    """Those who joined hear of a ticket: by @ in the group where they spoke, the others in private."""
    by_group: dict[int | None, list[Identity]] = defaultdict(list)
    family = merging.family(desk.session, ticket)
    for row, who in (one for member in family for one in joiner.others(desk.session, member)):
        by_group[row.chat_group_id].append(who)
    said: list[Outgoing] = []
    for group_id, people in by_group.items():
        home = desk.session.get(ChatGroup, group_id) if group_id is not None else None
        if home is None or ticket.sensitive:
            said += [
                Outgoing(Chat(one.channel, None, one.account), text, ticket=ticket.number) for one in people
            ]
            continue
        accounts = tuple(one.account for one in people)
        chat = Chat(home.channel, home.group_id)
        said.append(Outgoing(chat, text, mentions=accounts, ticket=ticket.number))
    return said


def _erase_all_but(desk: Desk, ticket: Ticket, kept: list[Joiner]) -> None:
    """Erase the words of the timeline that are not those of whoever stays, and what was said of them."""
    for one in _rows(desk, ticket):
        one.until = None if one in kept else desk.now
        desk.session.add(one)
    steps = event.timeline(desk.session, ticket.number)
    own = {one.event_id for one in kept}
    own |= {
        after.id or 0
        for one, after in pairwise(steps)
        if one.id in own and after.action == Action.ATTACH and after.actor == one.actor
    }
    for step in steps:
        if step.id not in own:
            event.erase_note(desk.session, step.id or 0)
            receipt.forget_start(desk.session, step.id or 0)
    retraction.erase_words(desk.session, ticket.number)
    where = question.place_of(desk.session, ticket.number)
    if where is not None:
        question.end(desk.session, where, desk.now)
    undo.settle_about(desk.session, Ticket, [ticket.number])


def _succeed(desk: Desk, ticket: Ticket, row: Joiner, heir: Identity) -> None:
    steps = event.timeline(desk.session, ticket.number)
    words = next((one.note for one in steps if one.id == row.event_id and one.note), "")
    ticket.text = words
    ticket.facts = facts.kept(desk, desk.office.classify(words), ticket.node_id, heir.name)
    ticket.reporter_id, ticket.chat_group_id = heir.id, row.chat_group_id
    ticket.channel, ticket.message_id = row.channel, row.message_id
    for kept in receipt.of_event(desk.session, row.event_id):
        kept.started = True
        desk.session.add(kept)
    row.until = desk.now
    desk.session.add_all((ticket, row))
    desk.record(ticket, Action.SUCCEED, step=next((one.seq for one in steps if one.id == row.event_id), 0))


def _rows(desk: Desk, ticket: Ticket) -> Sequence[Joiner]:
    return joiner.joined(desk.session, ticket.number)


def _actor(desk: Desk, row: Joiner) -> str:
    return desk.session.get_one(Identity, row.identity_id).actor
