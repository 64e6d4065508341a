"""The router 分派: listeners in order, the first answer wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers.chat import (
    bind,
    broadcast,
    call_chief,
    confirm,
    deputise,
    duty,
    enter,
    erase,
    faq,
    follow,
    gather,
    handle,
    handover,
    happen,
    help,
    join,
    lead,
    leave,
    leave_plan,
    mediate,
    merge,
    mute,
    pass_on,
    publish,
    quarrel,
    query,
    recall,
    report,
    reporter,
    revisit,
    show,
    supervise,
    tasks,
    undo,
    vouch,
    where,
    whistle,
    zero_report,
)
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import TICKET_NUMBER, Heard, one_by_one
from handlers.refusal import Refusal
from models.outbox import Outgoing
from models.ticket import by_number

Listener = Callable[[Heard, Desk], "list[Outgoing] | None"]

LISTENERS: Sequence[Listener] = (
    recall.answer,
    publish.answer,
    broadcast.answer,
    where.answer,
    leave.answer,
    confirm.answer,
    handle.answer,
    pass_on.answer,
    reporter.answer,
    whistle.answer,
    supervise.answer,
    lead.answer,
    revisit.answer,
    merge.answer,
    gather.answer,
    mediate.answer,
    handover.answer,
    enter.answer,
    leave_plan.answer,
    tasks.answer,
    zero_report.answer,
    happen.answer,
    duty.answer,
    query.answer,
    help.answer,
    erase.answer,
    deputise.answer,
    mute.answer,
    undo.answer,
    bind.answer,
    vouch.answer,
    call_chief.answer,
    faq.answer,
    show.answer,
    quarrel.answer,
    follow.answer,
    join.answer,
    report.answer,
)


def route(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """What is said to a message; None if nobody listens. A refusal is one sentence, or silence in talk."""
    if not _may_speak_here(heard, desk):
        return None
    single = one_by_one(heard)
    if len(single) == 1:
        return _first_answer(heard, desk)
    answers = [_first_answer(one, desk) for one in single]
    said = [one for answer in answers for one in answer or []]
    return None if all(answer is None for answer in answers) else said


def _first_answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    for listener in LISTENERS:
        try:
            with desk.session.begin_nested(), desk.undone_by_refusal():
                said = listener(heard, desk)
        except Refusal as refusal:
            if _is_talk(heard, refusal):
                continue
            return [_refused(heard, desk, refusal)]
        if said is not None:
            return said
    return None


def _may_speak_here(heard: Heard, desk: Desk) -> bool:
    """In a group that is not bound, 绑定 counts, and of the staff a command that is one for certain."""
    if heard.message.is_private or desk.group is not None:
        return True
    if heard.command is not None and heard.command.verb is Verb.BIND:
        return True
    return bool(desk.speaker.posts) and heard.command is not None and heard.is_pointed


def _is_talk(heard: Heard, refusal: Refusal) -> bool:
    pointed = heard.is_pointed or heard.message.is_private
    return refusal.if_pointed and not pointed


def _refused(heard: Heard, desk: Desk, refusal: Refusal) -> Outgoing:
    number = TICKET_NUMBER.search(refusal.sentence)
    found = by_number(desk.session, int(number.group(1))) if number else None
    return desk.reply(heard, refusal.sentence, found)
