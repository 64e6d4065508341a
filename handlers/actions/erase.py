"""删除我的信息: everything that names a person is erased; counts and the chain of steps stay."""

from __future__ import annotations

from datetime import datetime

from handlers import ways
from handlers.actions import heirs
from handlers.actions.joining import leave
from handlers.actions.reporter import end_withdrawn, erase_words
from handlers.actions.vouch import forget_account
from handlers.desk import Desk
from handlers.office import Office
from models import erasure, joiner, person, retraction, undo
from models import ticket as tickets
from models.database import Session
from models.moves import Action
from models.outbox import Outgoing
from models.person import ERASED, Identity, Person
from models.space import identities_of
from models.ticket import Status
from models.undo import Final


def erase_now(office: Office, channel: str, account: str, now: datetime) -> bool:
    """Erase an account on request of the office, in one transaction; False if nothing is kept of it."""
    with office.database.session() as session:
        desk = Desk(office, session, now)
        told = erase_account(desk, channel, account)
        ways.say(desk, ways.place(desk, told or []))
    office.database.fold_log()
    return told is not None


def erase_account(desk: Desk, channel: str, account: str) -> list[Outgoing] | None:
    """Erase what is kept of an account and of the household behind it; None if nothing is kept.

    A ticket nobody has confirmed yet ends as withdrawn; one in work goes on without its words. Staff lose the
    words of their own reports; their account stays, for their posts end by handover only.
    """
    space = desk.office.space(channel)
    found = identities_of(desk.session, space, account)
    waited = forget_account(desk, channel, account)
    if not found:
        return [] if waited else None
    told = [
        one
        for identity in found
        for ticket in tickets.of_reporter(desk.session, identity.id or 0, tuple(Status))
        for one in _erase_ticket(desk, ticket)
    ]
    for row in joiner.of_identities(desk.session, [one.id or 0 for one in found]):
        told += leave(desk, row)[2]
    erasure.signatures(desk.session, [one.id or 0 for one in found])
    known = desk.person(found[0].person_id)
    for identity in found:
        undo.forget(desk.session, identity.actor)
    if known is not None and known.roster == person.STAFF:
        desk.final = Final.ERASED
        return told
    names = {one.name for one in (known, *found) if one is not None and one.name}
    erasure.party(desk.session, names - {ERASED})
    if known is not None:
        _erase_household(desk.session, known, desk.now)
    for identity in found:
        retraction.erase_mentions(desk.session, space.channels, identity.account)
        for one_channel in space.channels:
            retraction.erase_private(desk.session, one_channel, identity.account)
        _erase_identity(desk.session, identity)
    return told


def _erase_ticket(desk: Desk, ticket: tickets.Ticket) -> list[Outgoing]:
    if ticket.status == Status.PENDING:
        return end_withdrawn(desk, ticket)
    passed_on = heirs.pass_on(desk, ticket)
    if passed_on is not None:
        return passed_on
    erase_words(desk, ticket)
    desk.record(ticket, Action.ERASE)
    return []


def _erase_household(session: Session, known: Person, now: datetime) -> None:
    known.name, known.name_index = ERASED, ""
    known.phone = known.phone_index = known.away = None
    known.erased_at = now
    session.add(known)
    erasure.end_plans(session, known.id or 0, now)


def _erase_identity(session: Session, identity: Identity) -> None:
    identity.account, identity.name = f"{ERASED}:{identity.id}", None
    identity.person_id = None
    session.add(identity)
