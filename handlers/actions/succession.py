"""Succession 接任: the posts, groups and hard cases of one of the staff become a successor's."""

from __future__ import annotations

from handlers.desk import Desk
from models import in_hand, question
from models.appointment import Appointment
from models.group import GroupKeeper
from models.lead import Lead, Supporter
from models.moves import Action
from models.person import Person
from models.question import Question
from models.ticket import by_number


def posts(desk: Desk, old: Person, new: Person) -> int:
    """The posts end for the one and begin for the other at this moment; how many."""
    held = in_hand.posts(desk.session, old.id or 0, desk.now)
    for post in held:
        desk.remember(post)
        post.until = desk.now
        desk.session.add(post)
        if not in_hand.holds(desk.session, new.id or 0, post, desk.now):
            since = max(post.since, desk.now)
            _add(desk, Appointment(person_id=new.id or 0, role=post.role, node_id=post.node_id, since=since))
    return len(held)


def groups(desk: Desk, old: Person, new: Person) -> None:
    """The groups he keeps, but for a day's deputising, and the questions that he was asked."""
    for keeping in in_hand.keepings(desk.session, old.id or 0, desk.now):
        desk.remember(keeping)
        lasts = keeping.until is None
        keeping.until = desk.now
        desk.session.add(keeping)
        if lasts:
            home, kind = keeping.group_id, keeping.kind
            _add(desk, GroupKeeper(group_id=home, person_id=new.id or 0, kind=kind, since=desk.now))
    for asked in in_hand.questions(desk.session, old.id or 0):
        _put_to(desk, asked, old, new)


def _put_to(desk: Desk, asked: Question, old: Person, new: Person) -> None:
    """A question is his successor's to answer, who may have been asked as well."""
    mine = question.put_to(desk.session, asked, old.id or 0)
    theirs = question.put_to(desk.session, asked, new.id or 0)
    if mine is not None and theirs is None:
        desk.remember(mine)
        mine.person_id, mine.at = new.id or 0, desk.now
        desk.session.add(mine)
    elif mine is not None and theirs is not None:
        desk.remember(theirs)
        theirs.at = desk.now
        desk.session.add(theirs)
        desk.session.delete(mine)


def cases(desk: Desk, old: Person, new: Person) -> None:
    """The hard cases he leads or helps with, the measures he owes, the mediations he leads."""
    for led in in_hand.leads(desk.session, old.id or 0):
        seq = _noted(desk, led.ticket, old, new)
        _end(desk, led)
        lead = Lead(
            ticket=led.ticket,
            seq=seq,
            person_id=new.id or 0,
            unit=led.unit,
            heard=led.heard,
            since=desk.now,
        )
        _add(desk, lead)
    for helped in in_hand.teams(desk.session, old.id or 0):
        seq = _noted(desk, helped.ticket, old, new)
        _end(desk, helped)
        _add(desk, Supporter(ticket=helped.ticket, seq=seq, person_id=new.id or 0, since=desk.now))
    for measure in in_hand.measures(desk.session, old.id or 0):
        desk.remember(measure)
        measure.owner_id = new.id or 0
        desk.session.add(measure)
    for meeting in in_hand.meetings(desk.session, old.id or 0):
        desk.remember(meeting)
        meeting.mediator_id = new.id
        desk.session.add(meeting)


def _noted(desk: Desk, number: int, old: Person, new: Person) -> int:
    """The step of the timeline that says so."""
    ticket = by_number(desk.session, number)
    assert ticket is not None
    desk.remember(ticket)
    desk.record(ticket, Action.HANDOVER, frm=old.id, to=new.id)
    return ticket.last_seq


def _end(desk: Desk, row: Lead | Supporter) -> None:
    desk.remember(row)
    row.until = desk.now
    desk.session.add(row)


def _add(desk: Desk, row: Appointment | GroupKeeper | Lead | Supporter) -> None:
    desk.session.add(row)
    desk.session.flush()
    desk.images.remember_new(row)
