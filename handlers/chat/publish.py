"""公开 of what was handled: 公示, 撤下 and the reporter's yes or no; 典型 for the booklet of cases."""

from __future__ import annotations

from handlers import which_ticket
from handlers.actions import exemplify, guard, publish, where
from handlers.actions.publish import Draft, place_for
from handlers.chat.deeds import Deeds, answered, carry_out, is_talk
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.papers.handled import handled
from handlers.refusal import Refusal
from handlers.wording import mark
from models import question
from models import ticket as tickets
from models.moves import Action
from models.outbox import Outgoing
from models.question import Question
from models.ticket import Ticket

ANSWERS = {Verb.LET_PUBLISH: True, Verb.NOT_PUBLISH: False}
PICKS = {"1": True, "2": False}


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Publish, take down, answer whether it may be published, choose what is typical."""
    command = heard.command
    if command is None or is_talk(heard):
        return None
    if command.verb is Verb.EXEMPLIFY and not command.numbers and heard.message.quote is None:
        return _list(heard, desk)
    if command.verb in ANSWERS:
        return _consent(heard, desk, agrees=ANSWERS[command.verb])
    if heard.message.is_private and command.verb is Verb.PICK and command.words in PICKS:
        return _consent(heard, desk, agrees=PICKS[command.words])
    if heard.message.is_private and command.verb is Verb.APPROVE:
        is_his = bool(command.numbers) or not desk.speaker.posts
        return _consent(heard, desk, agrees=True) if is_his else None
    return carry_out(heard, desk, DEEDS)


def _consent(heard: Heard, desk: Desk, *, agrees: bool) -> list[Outgoing] | None:
    assert heard.command is not None
    named = set(heard.command.numbers) or {one.number for one in which_ticket.quoted(heard, desk)}
    asked = [one for one in _asked(desk) if not named or one.ticket in named]
    if not asked:
        _refuse_others(desk, heard, named)
        return None
    _check_alone(heard, desk, asked, named)
    ticket = tickets.by_number(desk.session, asked[0].ticket or 0)
    assert ticket is not None
    text, told = publish.answer(desk, ticket, asked[0], agrees=agrees)
    return answered(desk.reply(heard, text, ticket), told)


def _asked(desk: Desk) -> list[Question]:
    """The questions whether it may be published that the speaker can answer."""
    known = desk.speaker.identity
    if known is None:
        return []
    return list(question.consents_asked_of(desk.session, where.identities(desk, known)))


def _refuse_others(desk: Desk, heard: Heard, named: set[int]) -> None:
    """Whoever was not asked and names a ticket hears whose answer it is; all else is not mine."""
    if heard.command is None or heard.command.verb not in ANSWERS or not named:
        return
    for ticket in which_ticket.named(heard, desk):
        guard.check(desk, ticket, Action.CONSENT)
        raise Refusal(f"{mark(ticket)}没有在问您是否公示")


def _check_alone(heard: Heard, desk: Desk, asked: list[Question], named: set[int]) -> None:
    """`Refusal` if a bare answer might as well be meant for another question."""
    me = desk.speaker.person_id
    others = list(question.open_for(desk.session, me, desk.now)) if me is not None else []
    known = desk.speaker.identity
    if known is not None:
        others += question.places_asked_of(desk.session, where.identities(desk, known), desk.now)
    is_bare = heard.command is not None and heard.command.verb not in ANSWERS and not named
    count = len(asked) + (len(others) if is_bare else 0)
    if count > 1:
        raise Refusal(f"有{count}件等您回，公示的请说全，例：同意公示 {asked[0].ticket}")


def _list(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    if not heard.message.is_private:
        return None
    return [desk.reply(heard, exemplify.listed(desk))]


def _publish(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    guard.check(desk, ticket, Action.PUBLISH)
    node = place_for(desk, ticket, words)
    title, body = handled(desk, ticket)
    return publish.publish(desk, ticket, Draft(title, body, node.id or 0, desk.speaker.person_id))


DEEDS: Deeds = {
    Verb.PUBLISH: (Action.PUBLISH, _publish),
    Verb.TAKE_DOWN: (Action.TAKE_DOWN, lambda desk, ticket, _: publish.take_down(desk, ticket)),
    Verb.EXEMPLIFY: (Action.EXEMPLIFY, lambda desk, ticket, _: (exemplify.choose(desk, ticket), [])),
    Verb.LEAVE_OUT: (Action.LEAVE_OUT, lambda desk, ticket, _: (exemplify.leave_out(desk, ticket), [])),
}
