"""In a quarrel 吵架: the group hears nothing; its owner is asked in private whether to book a room.

Of what was said nothing is kept, neither words nor who said them: the ticket that a yes opens has our words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.actions import decide, enter
from handlers.actions.booking import room_at
from handlers.actions.report import Matter, open_ticket
from handlers.actions.unsure import ONCE
from handlers.desk import Desk, Speaker
from handlers.hearing import Dispute
from handlers.wording import mark
from models import group, question
from models import ticket as tickets
from models.group import OWNER, ChatGroup
from models.outbox import Choice, Outgoing
from models.person import Person, account_on
from models.question import ANSWER_COUNTS, Asking, Question
from models.source import CHAT, FOUND
from models.ticket import IN_WORK, Kind, Status, Ticket, Urgency
from nlp.verdict import Verdict

NEIGHBOURS = "neighbor"
"""Where a quarrel is put of which nobody can tell what it is about."""
THREATS = "public_safety"


def offer(desk: Desk, home: ChatGroup, about: Dispute, origin: str) -> list[Outgoing]:
    """Ask the owner, who takes no part in it, at most one such question a day; else nothing, and no trace."""
    owner = _owner(desk, home, about.parties)
    if owner is None:
        return []
    last = question.last_unsolicited(desk.session, owner.id or 0)
    if last is not None and desk.now - last < ONCE:
        return []
    told = _told_lately(desk, home)
    kept = {"group": home.id, "category": about.category, "ticket": None if told is None else told.number}
    asked = Question(
        asking=Asking.QUARREL,
        payload=json.dumps(kept),
        origin=origin,
        asked_at=desk.now,
        next_at=desk.now + ANSWER_COUNTS,
    )
    desk.session.add(asked)
    desk.session.flush()
    question.ask(desk.session, asked, owner.id or 0, desk.now)
    alone = len(question.open_for(desk.session, owner.id or 0, desk.now)) == 1
    how = "1 要 2 不要" if alone else "请回复 要约 或 不约"
    text = (
        f"{desk.place_name(home.node_id)}群里有人争执，要不要约{room_at(desk, home.node_id) or '调解'}？{how}"
    )
    answers = Choice("要", "要约"), Choice("不要", "不约")
    return [one.offering(*answers) for one in desk.tell(owner, text)]


def agreed(desk: Desk, asked: Question) -> tuple[Ticket, str, list[Outgoing]]:
    """Yes: the ticket that is to be mediated, the room, and what others are told."""
    kept = json.loads(asked.payload or "{}")
    home = desk.session.get_one(ChatGroup, kept["group"])
    question.end(desk.session, asked, desk.now)
    ticket = tickets.by_number(desk.session, kept["ticket"] or 0)
    if ticket is not None and Status(ticket.status) in IN_WORK:
        told = decide.confirm(desk, ticket) if ticket.status == Status.PENDING else []
    else:
        ticket, told = enter.enter(desk, _matter(desk, home, kept["category"]))
    return ticket, room_at(desk, ticket.node_id) or "调解室", told


def alarm(desk: Desk, home: ChatGroup, first: bool) -> list[Outgoing]:
    """Somebody threatens another's life or home: owner and chief are asked in private to go there at once."""
    if not first:
        return []
    text = f"{desk.place_name(home.node_id)}群里有人争执，有人扬言动手"
    desk.speaker = Speaker(channel=home.channel)  # the bot tells it, whoever threatened
    verdict = Verdict(Kind.SERVICE, "register", THREATS, None, Urgency.EMERGENCY, True, 1.0)
    ticket = open_ticket(desk, Matter(text, verdict, home.node_id, CHAT, None, home.id, home.channel))
    return decide.ask_confirmation(desk, ticket)


def _matter(desk: Desk, home: ChatGroup, category: str | None) -> Matter:
    """It belongs to no group, so that nothing of it is said there; whoever said yes reports it."""
    found = desk.office.catalogue.named(category or NEIGHBOURS)
    text = f"{desk.place_name(home.node_id)}群里有人争执，群主请约调解"
    verdict = Verdict(found.kind, "register", found.code, found.label, Urgency.NORMAL, False, 1.0)
    return Matter(text, verdict, home.node_id, FOUND, desk.speaker.identity, channel=home.channel)


def _owner(desk: Desk, home: ChatGroup, parties: Sequence[str]) -> Person | None:
    owner = next(iter(group.keepers(desk.session, home.id or 0, OWNER, desk.now)), None)
    account = None if owner is None else account_on(desk.session, owner.id or 0, home.channel)
    if account is None or desk.office.space(home.channel).key(account.account) in parties:
        return None
    return owner


def _told_lately(desk: Desk, home: ChatGroup) -> Ticket | None:
    """A dispute that was just reported in the group: the quarrel is about it."""
    numbers = desk.office.memory.floor.told(f"{home.channel}/{home.group_id}", desk.now)
    found = [tickets.by_number(desk.session, number) for number in numbers]
    return next(
        (one for one in found if one and one.kind == Kind.DISPUTE and Status(one.status) in IN_WORK), None
    )


def how_to_book(ticket: Ticket, room: str) -> str:
    """What whoever said yes does next."""
    return f"{mark(ticket)}已登记；约时间请回复 预约 {ticket.number} 周五下午3点 {room} 张三 李四"
