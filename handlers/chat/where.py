"""在哪里: the reporter's answer to where a matter is, by a number, in words, or by 地点 17 老井边."""

from __future__ import annotations

from handlers import which_ticket
from handlers.actions import where
from handlers.chat.deeds import answered
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import TICKET_NUMBER, Heard, group_key
from handlers.refusal import Refusal
from handlers.wording import mark
from models import question
from models import ticket as tickets
from models.moves import Action
from models.outbox import Outgoing
from models.question import Question
from models.ticket import Ticket

LONGEST = 60
ASKED = "在哪里"


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Place the ticket whose reporter answers; None for whoever was not asked, and for talk."""
    command = heard.command
    if command is not None and command.verb is Verb.PLACE:
        return _by_command(heard, desk)
    if heard.message.recall_of or desk.speaker.identity is None:
        return None
    if command is not None:
        is_number = command.verb is Verb.PICK and "是" not in heard.words
        return _by_number(heard, desk, command.numbers, int(command.words)) if is_number else None
    return _in_words(heard, desk)


def _by_command(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """地点 17 …; without number, quote or mention it is an announcement: 地点：村委会."""
    assert heard.command is not None
    if not heard.is_pointed and not heard.message.is_private:
        return None
    (ticket,) = which_ticket.meant(heard, desk, Action.PLACE)
    return _place(heard, desk, ticket, heard.command.words)


def _by_number(heard: Heard, desk: Desk, numbers: tuple[int, ...], choice: int) -> list[Outgoing] | None:
    named = set(numbers) or {one.number for one in which_ticket.quoted(heard, desk)}
    asked = _asked(desk, named)
    if asked is None or (not named and _is_counting(heard, desk)):
        return None
    ticket = tickets.by_number(desk.session, asked.ticket or 0)
    if ticket is None:
        return None
    _check_alone(desk, ticket, named)
    desk.office.memory.take_back(group_key(heard.message), heard.message.sender_id)
    told = where.choose(desk, ticket, asked, choice)
    if told is None:
        return [desk.reply(heard, f"{mark(ticket)}请直接说在哪里，例：地点 {ticket.number} 老井边", ticket)]
    return answered(desk.reply(heard, where.said_of(ticket, desk.place(ticket).name), ticket), told)


def _in_words(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Words that are a place and nothing else; said to the bot they only have to name one."""
    if (heard.reports and not heard.names_place) or not heard.words or len(heard.words) > LONGEST:
        return None
    if not (heard.names_place or (heard.is_addressed and _names_a_place(heard, desk))):
        return None
    asked = _asked(desk, {one.number for one in which_ticket.quoted(heard, desk)})
    ticket = tickets.by_number(desk.session, asked.ticket or 0) if asked else None
    return None if ticket is None else _place(heard, desk, ticket, heard.names_place or heard.words)


def _place(heard: Heard, desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    told = where.place_it(desk, ticket, words)
    return answered(desk.reply(heard, where.said_of(ticket, words), ticket), told)


def _asked(desk: Desk, named: set[int]) -> Question | None:
    """The open question about a place that the speaker can answer here."""
    known = desk.speaker.identity
    open_now = (
        question.places_asked_of(desk.session, where.identities(desk, known), desk.now) if known else []
    )
    here = [one for one in open_now if (not named or one.ticket in named) and _belongs_here(desk, one)]
    return here[0] if here else None


def _belongs_here(desk: Desk, asked: Question) -> bool:
    if desk.group is None:
        return True
    found = tickets.by_number(desk.session, asked.ticket or 0)
    return found is not None and found.chat_group_id == desk.group.id


def _is_counting(heard: Heard, desk: Desk) -> bool:
    """Whether others post bare numbers just now (接龙): then one more is no answer."""
    message = heard.message
    if message.is_private:
        return False
    return desk.office.memory.others_count(group_key(message), message.sender_id, desk.now)


def _check_alone(desk: Desk, ticket: Ticket, named: set[int]) -> None:
    """`Refusal` if the number might as well answer a question to an owner or a superior."""
    me = desk.speaker.person_id
    others = question.open_for(desk.session, me, desk.now) if me is not None else []
    meant = [one for one in others if not named or one.ticket in named]
    if meant:
        numbers = [one.ticket for one in meant if one.ticket]
        how = f"；确认 {numbers[-1]}" if numbers else ""
        raise Refusal(f"有{len(meant) + 1}件等您回，请说全，例：地点 {ticket.number} 老井边{how}")


def _names_a_place(heard: Heard, desk: Desk) -> bool:
    quoted = heard.message.quote
    if quoted is not None and ASKED in quoted.text and TICKET_NUMBER.search(quoted.text):
        return True
    return desk.office.understanding.facts.place_in(heard.words) is not None
