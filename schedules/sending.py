"""Sending 发提醒: one person's digest of one day, written with everything it changes in one transaction."""

from datetime import datetime

from handlers.office import Office
from models import outbox, owed, person, task
from models.database import Collision, Session
from models.outbox import ROUTINE, Chat, Outgoing
from schedules import digest_text
from schedules.digest import Due, compose, key
from schedules.occasion import Occasion


def send(office: Office, occasion: Occasion, person_id: int, now: datetime) -> bool:
    """Write a person's digest into the outbox; False if nothing is due, or another runner was first."""
    try:
        with office.database.session() as session:
            return _send(session, office, occasion, (person_id, now))
    except Collision:
        return False


def waits_for(session: Session, occasion: Occasion, person_id: int) -> bool:
    """Whether a person can be told today: he has a post and an account, and had no digest yet."""
    return (
        occasion.staff.holds_post(person_id, occasion.moment)
        and occasion.staff.is_reachable(person_id)
        and not outbox.is_posted(session, key(person_id, occasion.day))
    )


def _send(session: Session, office: Office, occasion: Occasion, whom: tuple[int, datetime]) -> bool:
    person_id, now = whom
    account = person.account_to_tell(session, person_id, office.reach)
    due = due_now(session, occasion, person_id)
    if account is None or not (due.owing or due.telling) or not waits_for(session, occasion, person_id):
        return False
    digest = compose(occasion, due)
    owed.save(session, [*due.owing, *due.telling])
    text = digest_text.text_of(session, digest, office.plans)
    chat = Chat(account.channel, None, account.account)
    outbox.post(session, [Outgoing(chat, text, key=digest.key, priority=ROUTINE)], now)
    return True


def due_now(session: Session, occasion: Occasion, person_id: int) -> Due:
    """What a person is to be told; the tasks are held until the transaction ends."""
    plans, day = occasion.timetables.plans, occasion.day
    return Due(
        person_id,
        owed.due_of(session, person_id, day, plans),
        owed.tellings_to(session, person_id, day, plans),
        task.highest_number(session, person_id),
    )
