"""Decide 确认: is it a ticket? The owner is asked, then the deputy and the chief; one answer settles it."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.actions import guard, ladder, news, several, teach
from handlers.actions.assign import hand_to, notify_handler
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import SENTENCE, excerpt, label, mark, name_of
from models import group, question
from models.appointment import first_handler, holders, reachable
from models.group import DEPUTY, OWNER, ChatGroup
from models.moves import Action
from models.outbox import EMERGENCY, PROMPT, Chat, Choice, Outgoing
from models.person import Person, account_on
from models.question import Asking, Question
from models.role import Role
from models.ticket import Status, Ticket, Urgency
from nlp.catalogue import Category

CHOICES = "1 是 2 误报 3 交网格长"
REMIND, ASK_DEPUTY, ASK_CHIEF, DECIDE = 1, 2, 3, 4
"""The stages of a question that nobody answers; 0 is the first asking."""


def ask_confirmation(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """Put the question to the group's owner; to the chief as well if it is urgent or there is no owner."""
    asked = Question(
        asking=Asking.CONFIRM,
        ticket=ticket.number,
        asked_at=desk.now,
        next_at=stage_at(desk, desk.now, REMIND),
    )
    desk.session.add(asked)
    desk.session.flush()
    owners = _keepers(desk, ticket, OWNER)[:1]
    said = [one for owner in owners for one in put_to_owner(desk, ticket, asked, owner)]
    if not said or ticket.urgency != Urgency.NORMAL:
        already = {owner.id for owner in owners} if said else set()
        said += put_to_chief(desk, ticket, asked, already)
    return said


def put_to_owner(desk: Desk, ticket: Ticket, asked: Question, owner: Person) -> list[Outgoing]:
    """Ask an owner or deputy by @ in the group, or in private if the matter is sensitive."""
    home = desk.session.get(ChatGroup, ticket.chat_group_id) if ticket.chat_group_id else None
    account = account_on(desk.session, owner.id or 0, None if home is None else home.channel)
    if account is None:
        return []
    question.ask(desk.session, asked, owner.id or 0, desk.now)
    if home is None or ticket.sensitive or account.channel != home.channel:
        return put_in_private(desk, ticket, owner)
    text = f"@{owner.name} 请确认{mark(ticket)}（{label(desk, ticket)}）：{CHOICES}"
    is_divisible = len(several.of(desk, ticket)) > 1
    text += several.hint(ticket, SENTENCE - len(text)) if is_divisible else ""
    return [
        Outgoing(
            to=Chat(home.channel, home.group_id),
            text=text,
            mentions=(account.account,),
            in_reply_to=ticket.message_id,
            ticket=ticket.number,
            choices=_choices(ticket),
            in_private=_with_words(desk, ticket, is_divisible),
        )
    ]


def put_to_chief(desk: Desk, ticket: Ticket, asked: Question, already: set[int | None]) -> list[Outgoing]:
    """Ask the nearest chief who was not asked yet, in private."""
    chiefs = desk.chiefs(desk.place(ticket).path)
    chief = next((one for one in chiefs if one.id not in already), None)
    if chief is None:
        return []
    question.ask(desk.session, asked, chief.id or 0, desk.now)
    return put_in_private(desk, ticket, chief)


def put_in_private(desk: Desk, ticket: Ticket, whom: Person) -> list[Outgoing]:
    """The question with the words it is about."""
    priority = EMERGENCY if ticket.urgency == Urgency.EMERGENCY else PROMPT
    is_divisible = len(several.of(desk, ticket)) > 1
    told = desk.tell(whom, _with_words(desk, ticket, is_divisible), ticket, priority)
    return [one.offering(*_choices(ticket)) for one in told]


def _with_words(desk: Desk, ticket: Ticket, is_divisible: bool) -> str:
    head = "请马上去看，并确认" if ticket.urgency == Urgency.EMERGENCY else "请确认"
    place = desk.place_name(ticket.node_id)
    first = f"{head}{mark(ticket)}（{label(desk, ticket)}，{place}）：{CHOICES}"
    how = several.hint(ticket, SENTENCE).lstrip("；") if is_divisible else ""
    lines = [first, how, excerpt(ticket.text, 200)]
    return "\n".join(filter(None, lines))


def _choices(ticket: Ticket) -> tuple[Choice, ...]:
    """The same three answers to click, each with its number: a card may be pressed days later."""
    answers = {"是": "确认 {}", "误报": "误报 {}", "交网格长": "3 {}号"}
    return tuple(Choice(label, words.format(ticket.number)) for label, words in answers.items())


def stage_at(desk: Desk, asked_at: datetime, stage: int) -> datetime:
    """When a stage comes: minutes of the settings, and the decision after one working day at the latest."""
    last = desk.office.calendar.after_workdays(asked_at, 1)
    if stage >= DECIDE:
        return last
    return min(last, asked_at + timedelta(minutes=desk.office.owner_minutes[stage - 1]))


def deputies(desk: Desk, ticket: Ticket) -> list[Person]:
    """Who deputises for the owner of a ticket's group: by his word, else by holding the post of an owner."""
    owners = {one.id for one in _keepers(desk, ticket, OWNER)[:1]}
    posts = holders(desk.session, desk.place(ticket).path, (Role.OWNER,), desk.now)
    others = [one for _, at, one in posts if at == ticket.node_id]
    named = _keepers(desk, ticket, DEPUTY) + _keepers(desk, ticket, OWNER)[1:]
    return [one for one in named + reachable(desk.session, others) if one.id not in owners]


def confirm(desk: Desk, ticket: Ticket, to_chief: bool = False) -> list[Outgoing]:
    """Yes, it is a ticket: its clock starts and its handler is told. `to_chief`: the chief handles it."""
    guard.check(desk, ticket, Action.CONFIRM)
    said = settle(desk, ticket, to_chief)
    return said + teach.count(desk, ticket)


def settle(desk: Desk, ticket: Ticket, to_chief: bool, why: str = "answer") -> list[Outgoing]:
    """Confirm without asking who says so: by a keeper's answer, or by the clock after one working day."""
    path = desk.place(ticket).path
    chief = next(iter(desk.chiefs(path)), None)
    handler = chief if to_chief and chief else first_handler(desk.session, path, desk.now)
    ticket.status, ticket.confirmed_at = Status.CONFIRMED, desk.now
    question.close(desk.session, ticket, desk.now)
    desk.record(ticket, Action.CONFIRM, why=why)
    hand_to(desk, ticket, handler)
    ladder.begin(desk, ticket)
    told = desk.to_reporter(ticket, f"{mark(ticket)}已登记，交{name_of(handler, '上级')}办理")
    return told + notify_handler(desk, ticket)


def reject(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """No, it is none: 误报. No reason is asked; a handler who was told already is told again."""
    guard.check(desk, ticket, Action.REJECT)
    ticket.status, ticket.closed_at = Status.REJECTED, desk.now
    ladder.stop(ticket)
    question.close(desk.session, ticket, desk.now)
    desk.record(ticket, Action.REJECT)
    told = desk.tell(desk.person(ticket.handler_id), f"{mark(ticket)}已按误报处理，不用再办", ticket)
    return told + news.not_registered(desk, ticket) + teach.count(desk, ticket)


def recategorise(desk: Desk, ticket: Ticket, word: str) -> tuple[Category, list[Outgoing]]:
    """Another category, by code, name or alias; its kind follows."""
    guard.check(desk, ticket, Action.RECATEGORISE)
    category = desk.office.catalogue.find(word) if word else None
    if category is None:
        told = f"没有“{excerpt(word, 10)}”这个类别" if word else "请写明类别"
        raise Refusal(f"{mark(ticket)}{told}，例：改 {ticket.number} 邻里", if_pointed=True)
    before, ticket.category, ticket.kind = ticket.category, category.code, category.kind
    desk.record(ticket, Action.RECATEGORISE, frm=before, to=category.code)
    return category, teach.count(desk, ticket)


def _keepers(desk: Desk, ticket: Ticket, kind: str) -> list[Person]:
    return [
        one
        for home in group.homes(desk.session, ticket.chat_group_id, ticket.node_id)
        for one in group.keepers(desk.session, home, kind, desk.now)
    ]
