"""接着说: what somebody adds within two minutes after his own report, without saying 补充."""

from __future__ import annotations

from handlers.actions.facts import told
from handlers.actions.follow import add_files, add_words
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.recent import SPAN
from handlers.wording import in_danger
from models import ticket as tickets
from models.outbox import Outgoing
from models.ticket import OPEN, Kind, Status, Ticket, Urgency
from nlp.normalise import normalise

REGISTER = "register"


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Add to the ticket; in the group nothing is said, but in danger. None if it is another matter."""
    ticket = tickets.by_number(desk.session, heard.adds_to or 0) or _reported_just_now(heard, desk)
    if ticket is None or Status(ticket.status) not in OPEN or not desk.reported(ticket):
        return None
    if _is_other_danger(heard, desk, ticket) or _elsewhere(heard, ticket):
        return None
    return _add(heard, desk, ticket)


def _reported_just_now(heard: Heard, desk: Desk) -> Ticket | None:
    """A report of the same again: whichever process heard the first, the database knows of it."""
    me, verdict = desk.speaker.identity, heard.verdict
    if me is None or desk.group is None or verdict is None or verdict.decision != REGISTER:
        return None
    own = tickets.of_reporter(desk.session, me.id or 0, OPEN)
    lately = (one for one in own if abs(desk.now - one.created_at) <= SPAN)
    same = (one for one in lately if one.category == verdict.category)
    return next((one for one in same if one.chat_group_id == desk.group.id), None)


def _is_other_danger(heard: Heard, desk: Desk, ticket: Ticket) -> bool:
    """Whether an emergency is no turn for the worse: a quarrel may come to blows, a bare cry is about it."""
    verdict = heard.verdict
    if verdict is None or verdict.urgency != Urgency.EMERGENCY or verdict.category == ticket.category:
        return False
    if ticket.kind == Kind.DISPUTE:
        return False
    return desk.office.classify(f"{ticket.text}，{heard.words}").category != ticket.category


def _elsewhere(heard: Heard, ticket: Ticket) -> bool:
    """Whether words that are a report of their own name another place than the ticket's."""
    if heard.verdict is None or heard.verdict.decision != REGISTER:
        return False
    places = told(ticket).get("place"), heard.verdict.entities.get("place")
    here, there = (normalise(place or "") for place in places)
    return bool(here and there and here not in there and there not in here)


def _add(heard: Heard, desk: Desk, ticket: Ticket) -> list[Outgoing]:
    grave = ticket.urgency == Urgency.EMERGENCY
    said = add_words(desk, ticket, heard.words, heard.verdict) if heard.words else []
    if heard.message.attachments:
        said += add_files(desk, ticket, heard.message)
    if ticket.urgency == Urgency.EMERGENCY and not grave:
        said.insert(0, in_danger(heard, desk, ticket))
    return said
