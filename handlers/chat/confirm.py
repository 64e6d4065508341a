"""确认: the owner's one character, and the verbs for any time: 确认, 误报, 改."""

from __future__ import annotations

from collections.abc import Callable

from handlers import which_ticket
from handlers.actions import broadcast, decide, gather, guard, quarrel
from handlers.actions.unsure import forget, group_of, register_after_all
from handlers.actions.where import ask_if_missing
from handlers.chat.deeds import answered
from handlers.chat.gather import made_one
from handlers.chat.merge import taken_apart
from handlers.chat.vouch import settled as vouched
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard, group_key
from handlers.refusal import Refusal
from handlers.wording import SENTENCE, listing, mark, name_of
from models import gathering, question
from models import ticket as tickets
from models.moves import Action
from models.outbox import Outgoing
from models.question import Asking, Question
from models.ticket import Ticket

YES, NO, TO_CHIEF = "1", "2", "3"
VERBS = {Verb.CONFIRM: YES, Verb.REJECT: NO}
UNASKED = {
    Verb.KEEP: (Asking.REGISTER, YES),
    Verb.DROP: (Asking.REGISTER, NO),
    Verb.TOGETHER: (Asking.GATHER, YES),
    Verb.APART: (Asking.GATHER, NO),
    Verb.MAKE_PEACE: (Asking.QUARREL, YES),
    Verb.LEAVE_BE: (Asking.QUARREL, NO),
}
"""Words that answer one kind of question, whatever else is asked."""


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Settle the question that was asked, or the tickets that are named."""
    command = heard.command
    if command is None:
        return None
    if command.verb is Verb.RECATEGORISE:
        return _recategorise(heard, desk)
    if command.verb in VERBS:
        choice = VERBS[command.verb]
        action = Action.CONFIRM if choice == YES else Action.REJECT
        return _settle(heard, desk, which_ticket.meant(heard, desk, action), choice)
    if command.verb in UNASKED:
        asking, choice = UNASKED[command.verb]
        asked = [one for one in _questions(heard, desk, set()) if one.asking == asking]
        return _pick(heard, desk, asked[:1], choice)
    if command.verb is Verb.PICK:
        return _pick(heard, desk, _questions(heard, desk, set(command.numbers)), command.words)
    return None


def _pick(heard: Heard, desk: Desk, asked: list[Question], choice: str) -> list[Outgoing] | None:
    if not asked:
        return None
    desk.office.memory.take_back(group_key(heard.message), heard.message.sender_id)
    if len(asked) > 1:
        raise Refusal(_several(desk, asked))
    settled = SETTLED.get(Asking(asked[0].asking))
    if settled is not None:
        return settled(heard, desk, asked[0], choice)
    found = tickets.by_number(desk.session, asked[0].ticket or 0)
    return _settle(heard, desk, [found], choice) if found else None


def _several(desk: Desk, asked: list[Question]) -> str:
    """How each of several questions can be answered; on lines of their own where one would be too long."""
    head, kinds = f"有{len(asked)}件待确认", {one.asking for one in asked}
    about = [found for one in asked if (found := tickets.by_number(desk.session, one.ticket or 0))]
    if about:
        head = listing(head, about, f"请带编号回复，例：确认 {max(one.number for one in about)}")
    how = ["要登记的请回复：登记这条"] if Asking.REGISTER in kinds else []
    how += ["广播请回复：发出广播 或 不发广播"] if Asking.BROADCAST in kinds else []
    how += ["合成请回复：合成一件 或 不合成"] if Asking.GATHER in kinds else []
    how += ["约调解请回复：要约 或 不约"] if Asking.QUARREL in kinds else []
    how += ["账号请回复：是本人 或 不是本人"] if Asking.VOUCH in kinds else []
    whole = f"{head}{'；' if about else '：'}{'；'.join(how)}" if how else head
    return whole if len(whole.splitlines()[0]) <= SENTENCE else "\n".join([head, *how])


def _vouch(heard: Heard, desk: Desk, asked: Question, choice: str) -> list[Outgoing]:
    if choice == TO_CHIEF:
        raise Refusal("请回复：1 是 2 不是")
    return vouched(heard, desk, asked, choice == YES)


def _broadcast(heard: Heard, desk: Desk, asked: Question, choice: str) -> list[Outgoing]:
    if choice == TO_CHIEF:
        raise Refusal("请回复：1 发 2 不发")
    return [desk.reply(heard, broadcast.settled(desk, asked, yes=choice == YES))]


def _register(heard: Heard, desk: Desk, asked: Question, choice: str) -> list[Outgoing]:
    if choice != YES:
        forget(desk, asked)
        return [desk.reply(heard, "好的，这条不登记")]
    ticket, _ = register_after_all(desk, asked)
    return _settle(heard, desk, [ticket], YES)


def _gather(heard: Heard, desk: Desk, asked: Question, choice: str) -> list[Outgoing]:
    if choice != YES:
        question.end(desk.session, asked, desk.now)
        desk.has_effect = True
        return [desk.reply(heard, "好的，各办各的；要合请回复编号，例：合成 12 13 15")]
    desk.deed = "合成一件"
    parent, told = gather.answered_yes(desk, asked)
    return made_one(heard, desk, parent, told)


def _make_peace(heard: Heard, desk: Desk, asked: Question, choice: str) -> list[Outgoing]:
    if choice != YES:
        question.end(desk.session, asked, desk.now)
        desk.has_effect = True
        return [desk.reply(heard, "好的，不约了")]
    ticket, room, told = quarrel.agreed(desk, asked)
    reply = desk.reply(heard, quarrel.how_to_book(ticket, room), ticket)
    return [reply, *(one for one in told if one.to != reply.to)]


SETTLED: dict[Asking, Callable[[Heard, Desk, Question, str], list[Outgoing]]] = {
    Asking.VOUCH: _vouch,
    Asking.BROADCAST: _broadcast,
    Asking.REGISTER: _register,
    Asking.GATHER: _gather,
    Asking.QUARREL: _make_peace,
}
"""What an answer does, of questions that are about no ticket yet."""


def _questions(heard: Heard, desk: Desk, numbers: set[int]) -> list[Question]:
    me = desk.speaker.person_id
    if me is None:
        return []
    named = numbers or {one.number for one in which_ticket.quoted(heard, desk)}
    return [
        one
        for one in question.open_for(desk.session, me, desk.now)
        if (not named or one.ticket in named) and _belongs_here(desk, one)
    ]


def _belongs_here(desk: Desk, asked: Question) -> bool:
    if desk.group is None:
        return True
    if asked.asking != Asking.CONFIRM:
        return asked.asking == Asking.REGISTER and group_of(asked) == desk.group.id
    found = tickets.by_number(desk.session, asked.ticket or 0)
    return found is not None and found.chat_group_id == desk.group.id


def _settle(heard: Heard, desk: Desk, meant: list[Ticket], choice: str) -> list[Outgoing]:
    said: list[Outgoing] = []
    for ticket in meant:
        if choice == NO and gathering.is_parent(desk.session, ticket):
            said += taken_apart(heard, desk, ticket)
            continue
        if choice == NO:
            reply = desk.reply(heard, f"{mark(ticket)}已按误报处理", ticket)
            said += answered(reply, decide.reject(desk, ticket))
            continue
        told = decide.confirm(desk, ticket, to_chief=choice == TO_CHIEF)
        handler = name_of(desk.person(ticket.handler_id), "上级")
        said += answered(desk.reply(heard, f"{mark(ticket)}已确认，交{handler}办理", ticket), told)
        said += ask_if_missing(desk, ticket)
    return said


def _recategorise(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    (ticket,) = which_ticket.meant(heard, desk, Action.RECATEGORISE)
    word = heard.command.words if heard.command else ""
    if desk.office.catalogue.find(word) is None and not guard.fits(desk, ticket, Action.RECATEGORISE):
        return None  # 改 3 点吧: talk of somebody who has no such verb
    category, told = decide.recategorise(desk, ticket, word)
    return [desk.reply(heard, f"{mark(ticket)}已改为{category.label}", ticket), *told]
