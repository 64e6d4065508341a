"""The inbox 收件: each message is handled once, in one transaction; talk leaves no trace."""

from __future__ import annotations

import json
import traceback
from dataclasses import asdict, replace
from datetime import datetime
from enum import StrEnum

from handlers import context, quarrels, router, ways
from handlers.actions import endings, gather, undo, zero_report
from handlers.actions.call_chief import note_answer
from handlers.actions.files import may_follow, note_with_command
from handlers.desk import Desk, Speaker
from handlers.hearing import Heard, group_key, hear
from handlers.message import Attachment, Message, Quote
from handlers.office import Office
from handlers.recent import Reported
from models import receipt
from models.appointment import posts_of
from models.database import Collision, DatabaseAway, Session, keep_at_hand
from models.group import bound_group
from models.person import Identity, Person
from models.receipt import Quarantine, Receipt
from models.space import identity_of

TRIES = 5
"""How often a message is tried again when another piece of work changed the same ticket first."""


class Reception(StrEnum):
    """What became of a message."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"


def accept(office: Office, message: Message, now: datetime) -> Reception:
    """Handle a message; when this returns, its effect is committed or there is none.

    Raises one of `DatabaseAway` if the database does not answer: nothing happened, the sender may try again.
    A fault of ours puts the message, sealed, into quarantine for `replay`.
    """
    try:
        return _handle(office, message, now)
    except DatabaseAway:
        raise
    except Exception as fault:  # a wall: the message is kept, and the sender is not to blame
        return _quarantine(office, message, fault, now)


def replay(office: Office, now: datetime) -> tuple[int, int]:
    """Handle what is in quarantine once more; how many are done now, and how many failed again."""
    with office.database.reading() as session:
        waiting = receipt.quarantined(session)
    failed = 0
    for kept in waiting:
        try:
            _handle(office, _unpack(kept.payload), now)
        except DatabaseAway:
            raise
        except Exception:  # a wall: it stays where it is
            failed += 1
            continue
        with office.database.session() as session:
            receipt.release(session, kept)
    return len(waiting) - failed, failed


def _handle(office: Office, message: Message, now: datetime) -> Reception:
    if message.is_private or office.memory.is_calling(group_key(message), now):
        note_answer(office, message, now)
    heard = quarrels.notice(office, hear(office, message, now), now)
    heard = context.in_context(office, heard, now)
    if not heard.may_matter:
        return Reception.ACCEPTED
    for attempt in range(1, TRIES + 1):
        try:
            return _in_one_transaction(office, heard, now)
        except Collision:
            if attempt == TRIES:
                raise
    raise AssertionError("unreachable")


def _in_one_transaction(office: Office, heard: Heard, now: datetime) -> Reception:
    message, as_heard = heard.message, heard
    with office.database.session() as session:
        keep_at_hand(session)
        if receipt.receipt_of(session, message.channel, message.message_id):
            return Reception.DUPLICATE
        gone = receipt.told_of_tickets(session, message.channel, [one.message_id for one in heard.pieces])
        heard = context.without(office, heard, gone)
        identity = identity_of(session, office.space(message.channel), message.sender_id)
        heard = _in_one_spelling(heard, identity)
        desk = _desk(office, session, heard.message, identity, now)
        answer = router.route(heard, desk)
        if heard.command is not None and desk.started is None:
            note_with_command(desk, message)
        ticked = zero_report.ticked_by_report(desk) if answer is not None else []
        beside = [*ticked, *endings.settle(desk), *gather.look(desk)]
        said = ways.place(desk, [*(answer or []), *beside], heard.message)
        if answer is None or not (said or desk.has_effect):
            session.rollback()
            return Reception.ACCEPTED
        _keep_receipt(desk, message)
        occasion = f"{message.channel}/{message.message_id}"
        undo.keep(desk, occasion, desk.deed or heard.deed, len(said))
        ways.say(desk, said, occasion)
    context.settle(office, as_heard, _reported(desk, heard), now)
    if heard.command is not None and may_follow(desk):
        handled = Reported(desk.touched[0], "", now)
        office.memory.recent.note_handled(context.key_of(office, as_heard), handled)
    return Reception.ACCEPTED


def _in_one_spelling(heard: Heard, identity: Identity | None) -> Heard:
    """Whoever is known is called as he is known, however the platform spelled him this time."""
    if identity is None or identity.account == heard.message.sender_id:
        return heard
    return replace(heard, message=replace(heard.message, sender_id=identity.account))


def _desk(
    office: Office, session: Session, message: Message, identity: Identity | None, now: datetime
) -> Desk:
    known = session.get(Person, identity.person_id) if identity and identity.person_id else None
    speaker = Speaker(
        channel=message.channel,
        account=message.sender_id,
        name=message.sender_name,
        identity=identity,
        person=known,
        posts=posts_of(session, known.id or 0, now) if known else (),
    )
    group = bound_group(session, message.channel, message.group_id) if message.group_id else None
    said_at = min(message.sent_at, now)
    return Desk(office, session, now, speaker, group, message.group_name, said_at)


def _reported(desk: Desk, heard: Heard) -> Reported | None:
    """What is remembered of a report, for what its speaker may add and others may echo."""
    category = heard.verdict.category if heard.verdict else None
    if desk.joined is not None and not desk.started:
        return Reported(desk.joined.number, desk.joined.category, desk.now)
    return Reported(desk.started, category, desk.now) if desk.started and category else None


def _keep_receipt(desk: Desk, message: Message) -> None:
    """One receipt for each message that had the effect: this one, and those that were read with it."""
    ticket = desk.started or next(iter(desk.touched), None)
    last = desk.last_event.id if desk.last_event is not None else None
    for message_id, event_id in ({message.message_id: last} | desk.sources).items():
        kept = Receipt(
            channel=message.channel,
            message_id=message_id,
            at=desk.now,
            ticket=ticket,
            started=desk.started is not None and (message_id in desk.sources or not desk.sources),
            event_id=event_id,
        )
        receipt.keep(desk.session, kept)


def _quarantine(office: Office, message: Message, fault: Exception, now: datetime) -> Reception:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    kept = Quarantine(
        channel=message.channel,
        message_id=message.message_id,
        payload=_pack(message),
        error=f"{type(fault).__name__} in {where.name}, line {where.lineno}",
        at=now,
    )
    with office.database.session() as session:
        receipt.quarantine(session, kept)
    office.alarm(kept.error)
    return Reception.ACCEPTED


def _pack(message: Message) -> str:
    return json.dumps(asdict(message) | {"sent_at": message.sent_at.isoformat()}, ensure_ascii=False)


def _unpack(payload: str) -> Message:
    kept = json.loads(payload)
    kept["sent_at"] = datetime.fromisoformat(kept["sent_at"])
    kept["quote"] = Quote(**kept["quote"]) if kept["quote"] else None
    kept["attachments"] = tuple(Attachment(**one) for one in kept["attachments"])
    return Message(**kept)
