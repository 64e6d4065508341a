"""删除我的信息: everything that names a person is erased; counts and the chain of steps stay."""

from __future__ import annotations

from datetime import datetime

from models import erasure, event, outbox, person, question, ticket
from models.database import Session
from models.person import ERASED, Identity, Person


def erase_account(session: Session, channel: str, account: str, now: datetime) -> bool:
    """Erase what is kept of an account and of the household behind it; False if nothing is kept.

    Staff lose their own reports' words; their account stays, for their posts end by handover only.
    """
    identity = person.identity_of(session, channel, account)
    if identity is None:
        return False
    for one in ticket.of_reporter(session, identity.id or 0, tuple(ticket.Status)):
        _erase_ticket(session, one, now)
    known = session.get(Person, identity.person_id) if identity.person_id else None
    if known is not None and known.roster == person.STAFF:
        return True
    if known is not None:
        _erase_household(session, known, now)
    outbox.erase_private(session, channel, account)
    _erase_identity(session, identity)
    return True


def _erase_ticket(session: Session, one: ticket.Ticket, now: datetime) -> None:
    one.text, one.facts, one.result = "", None, None
    event.erase_notes(session, one.number)
    outbox.erase_words(session, one.number)
    if one.status in ticket.IN_WORK:
        question.close(session, one, now)
    session.add(one)


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
