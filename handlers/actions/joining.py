"""Joining 并入: what somebody told already is no second ticket; who tells it again joins the open one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from handlers.actions.facts import add, drop
from handlers.actions.files import note_files
from handlers.actions.follow import tell_concerned
from handlers.actions.report import Matter, report
from handlers.actions.reporter import tell_added, tell_words
from handlers.desk import Desk
from handlers.message import Attachment
from handlers.recent import Piece
from handlers.wording import mark
from models import attachment, event, gathering, joiner, receipt, retraction
from models.event import TicketEvent
from models.group import ChatGroup
from models.joiner import Joiner
from models.moves import Action
from models.outbox import Outgoing
from models.person import Identity
from models.source import CHAT, PRIVATE
from models.ticket import IN_WORK, Status, Ticket, Urgency
from models.undo import Final
from nlp.belonging import joined

DEED = "并入"
TOLD_AT = {2, 3, 5, 10, 20, 50, 100, 200, 500}
"""At how many households the handler hears of them, if they say nothing new."""


def join(desk: Desk, ticket: Ticket, matter: Matter, *, reports: bool) -> list[Outgoing]:
    """The speaker's words join a ticket; whoever handles it hears how many households tell it."""
    standing = desk.standing(ticket)
    step = _write(desk, ticket, matter, reports)
    row = Joiner(
        ticket=ticket.number,
        identity_id=_id(desk.speaker.identity),
        channel=matter.channel or "",
        message_id=matter.message_id or "",
        chat_group_id=matter.group,
        event_id=step,
        reports=reports,
        at=desk.now,
    )
    desk.session.add(row)
    desk.session.flush()
    desk.joined, desk.deed, desk.final = ticket, DEED, Final.JOINED
    if standing.reporter:
        add(desk, ticket, matter.text)
        return tell_added(desk, ticket, matter.text)
    says_more = reports or standing.joiner
    return _tell_count(desk, ticket, matter.text if says_more else "", new=not standing.joiner)


def leave(desk: Desk, row: Joiner) -> tuple[Ticket, str, list[Outgoing]]:
    """What had joined leaves: its words are erased there. The ticket, the words, what its handler is told."""
    ticket = desk.session.get_one(Ticket, row.ticket)
    steps = event.timeline(desk.session, ticket.number)
    mine = [one for one in steps if one.id == row.event_id]
    words = next((one.note for one in mine if one.note), "")
    for step in [*mine, *_files(steps, mine)]:
        event.erase_note(desk.session, step.id or 0)
    if words:
        retraction.erase_part(desk.session, ticket.number, words, least=len(words))
    if words and row.identity_id == ticket.reporter_id:
        drop(ticket, words, joined(one.note or "" for one in steps))
    row.until = desk.now
    desk.session.add_all((row, ticket))
    desk.record(ticket, Action.LEAVE, step=mine[0].seq if mine else 0)
    return ticket, words, _tell_left(desk, row, ticket)


def take_files(desk: Desk, row: Joiner) -> tuple[Attachment, ...]:
    """The pictures and files that came with what joined, taken out of its ticket for another."""
    steps = event.timeline(desk.session, row.ticket)
    mine = [one for one in steps if one.id == row.event_id]
    found = [one for one in (*mine, *_files(steps, mine)) if one.action == Action.ATTACH]
    attachment.set_aside(desk.session, [one.id or 0 for one in found])
    notes = [one.note for one in found if one.note]
    return tuple(Attachment(**one) for note in notes for one in json.loads(note))


def open_anew(desk: Desk, row: Joiner, ticket: Ticket, told: Piece) -> tuple[Ticket, list[Outgoing]]:
    """Words that had joined a ticket become one of their own, as if they had been heard so at first."""
    opened, asked = report(desk, _matter(desk, row, ticket, told))
    first = desk.sources.get(row.message_id)
    for kept in receipt.of_event(desk.session, row.event_id):
        kept.ticket, kept.started, kept.event_id = opened.number, True, first
        desk.session.add(kept)
    return opened, asked


def households(desk: Desk, ticket: Ticket) -> int:
    """How many households tell a matter: the reporter's, and those that joined."""
    return gathering.households(desk.session, ticket)


def _write(desk: Desk, ticket: Ticket, matter: Matter, reports: bool) -> int:
    """Write words into the timeline, and files that came with them or alone; the step that holds them."""
    files = [one for piece in matter.pieces for one in piece.attachments]
    named = matter.message_id or ""
    if matter.text:
        desk.record(ticket, Action.JOIN, note=matter.text, reports=reports)
    else:
        note_files(desk, ticket, named, files)
    step = desk.last_event
    for piece in matter.pieces:
        desk.note_source(piece.message_id)
    if matter.text and files:
        note_files(desk, ticket, named, files)
    return 0 if step is None or step.id is None else step.id


def _tell_count(desk: Desk, ticket: Ticket, words: str, *, new: bool) -> list[Outgoing]:
    count = households(desk, ticket)
    head = f"{mark(ticket)}已有{count}户反映"
    if new and gathering.is_parent(desk.session, ticket):
        words = ""  # what all tell is told once; what is graver is a ticket of its own
    if words and ticket.urgency != Urgency.NORMAL:
        return tell_concerned(desk, ticket, f"{head}：\n{words}")
    if words:
        return tell_words(desk, ticket, f"{head}：", words)
    if not new or count not in TOLD_AT:
        return []
    return desk.tell(desk.person(ticket.handler_id), head, ticket)


def _tell_left(desk: Desk, row: Joiner, ticket: Ticket) -> list[Outgoing]:
    if Status(ticket.status) not in IN_WORK:
        return []
    stays = any(one.identity_id == row.identity_id for one in joiner.joined(desk.session, ticket.number))
    if row.identity_id == ticket.reporter_id or stays:
        left = f"{'反映人' if row.identity_id == ticket.reporter_id else '有1户'}撤回了补充"
    else:
        left = f"有1户撤出，现有{households(desk, ticket)}户反映"
    return desk.tell(desk.person(ticket.handler_id), f"{mark(ticket)}{left}", ticket)


def _files(steps: Sequence[TicketEvent], mine: Sequence[TicketEvent]) -> list[TicketEvent]:
    """The pictures that came with the words of a step: they stand in the step after it."""
    after = {one.seq + 1: one.actor for one in mine}
    return [one for one in steps if one.action == Action.ATTACH and after.get(one.seq) == one.actor]


def _matter(desk: Desk, row: Joiner, ticket: Ticket, told: Piece) -> Matter:
    home = desk.session.get(ChatGroup, row.chat_group_id) if row.chat_group_id else None
    reporter = desk.session.get_one(Identity, row.identity_id)
    known = desk.person(reporter.person_id)
    category = desk.office.catalogue.named(ticket.category)
    verdict = replace(
        desk.office.classify(told.words), kind=category.kind, category=category.code, label=category.label
    )
    at = home.node_id if home else (known.node_id if known and known.node_id else ticket.node_id)
    return Matter(
        text=told.words,
        verdict=verdict,
        node_id=at,
        source=CHAT if home else PRIVATE,
        reporter=reporter,
        group=row.chat_group_id,
        channel=row.channel,
        message_id=row.message_id,
        pieces=(told,),
        at=row.at,
    )


def _id(identity: Identity | None) -> int:
    return 0 if identity is None or identity.id is None else identity.id
