"""调解: 预约, 到场, 讲情, 讲理, 讲法, 引诉, 协议, 签字, 调解 成功/部分/不成, 司法确认."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from handlers import booking_words
from handlers.actions import agree, booking, mediate, sign
from handlers.actions.approval import approver
from handlers.chat.deeds import Deed, Deeds, carry_out
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.parsing import first_word
from handlers.refusal import Refusal
from handlers.wording import clock, mark, name_of
from models.mediation import Attempt, Outcome
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Ticket

CALLED_OFF = {"取消", "不约了", "取消预约"}
OUTCOMES = {
    "成功": Outcome.SETTLED,
    "调成": Outcome.SETTLED,
    "部分": Outcome.PARTLY,
    "部分成功": Outcome.PARTLY,
    "不成": Outcome.FAILED,
    "不成功": Outcome.FAILED,
    "失败": Outcome.FAILED,
}
"""What came of it, in the users' words; what follows tells more."""
IN_COURT = {"已办": True, "办了": True, "办好了": True, "不办": False, "不需要": False}


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the word of whoever mediates. Its verbs are everyday words: in a group they need a number."""
    if not (heard.is_pointed or heard.message.is_private):
        return None
    return carry_out(heard, desk, DEEDS)


def _book(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    if words in CALLED_OFF:
        return f"已取消{mark(ticket)}的调解", booking.call_off(desk, ticket)
    rooms = [room.name for room in desk.office.rooms]
    said = booking_words.read(words, desk.office.calendar.today(desk.now), rooms)
    meeting, told = booking.book(desk, ticket, said)
    assert meeting.at is not None
    return f"已约{mark(ticket)}{clock(desk, meeting.at)}在{meeting.room}调解", told


def _attend(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    mediate.attend(desk, ticket, words)
    return f"已记下{mark(ticket)}到场的人", []


def _attempt(kind: Attempt, desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    mediate.attempt(desk, ticket, kind, words)
    return f"已记下{mark(ticket)}“{kind.label}”这一步", []


def _agree(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    last, told = agree.agree(desk, ticket, words)
    text = f"已存{mark(ticket)}协议，司法确认请在{last.month}月{last.day}日前办"
    return f"{text}；原来的签字已作废" if told is not None else text, told or []


def _court(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    done = IN_COURT.get(words or "已办")
    if done is None:
        raise Refusal(f"{mark(ticket)}请回复 司法确认 {ticket.number} 已办，不办的话把“已办”换成“不办”")
    agree.confirm_in_court(desk, ticket, done=done)
    return f"已记下{mark(ticket)}{'办了' if done else '不办'}司法确认", []


def _mediate(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    first, rest = first_word(words)
    outcome = OUTCOMES.get(first)
    if outcome is None:
        raise Refusal(f"{mark(ticket)}请写明结果：调解 {ticket.number} 成功、部分 或 不成，再加说明")
    return _SAID[outcome](desk, ticket, rest)


def _settled(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    told = mediate.settled(desk, ticket, words)
    superior = name_of(approver(desk, ticket), "上级")
    return f"{mark(ticket)}调解成功，已报请办结，等{superior}同意", told


def _partly(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    mediate.partly(desk, ticket, words)
    return f"已记下{mark(ticket)}部分说定，请接着调解", []


def _failed(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    above, told = mediate.failed(desk, ticket, words)
    if above is None:
        return f"{mark(ticket)}已到最高一级，可以引导走诉讼：引诉 {ticket.number} 说明", told
    return f"{mark(ticket)}调解不成，已请{above.name}接着调解", told


_SAID: Mapping[Outcome, Deed] = {
    Outcome.SETTLED: _settled,
    Outcome.PARTLY: _partly,
    Outcome.FAILED: _failed,
}
DEEDS: Deeds = {
    Verb.BOOK: (Action.BOOK, _book),
    Verb.ATTEND: (Action.ATTEND, _attend),
    Verb.BY_FEELING: (Action.ATTEMPT, partial(_attempt, Attempt.FEELING)),
    Verb.BY_REASON: (Action.ATTEMPT, partial(_attempt, Attempt.REASON)),
    Verb.BY_LAW: (Action.ATTEMPT, partial(_attempt, Attempt.LAW)),
    Verb.BY_COURT: (Action.ATTEMPT, partial(_attempt, Attempt.COURT)),
    Verb.AGREE: (Action.AGREE, _agree),
    Verb.SIGN: (Action.INVITE, sign.invite),
    Verb.MEDIATE: (Action.MEDIATE, _mediate),
    Verb.COURT: (Action.COURT, _court),
}
