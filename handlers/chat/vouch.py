"""我是: one of the staff says by a code who he is; 是本人, 不是本人: a superior answers for it."""

from __future__ import annotations

from handlers.actions import vouch
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from models import question
from models.outbox import Outgoing
from models.question import Question

ANSWERS = {Verb.VOUCH: True, Verb.DISOWN: False}


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Tie the account that speaks, ask for it, or take a superior's word on another."""
    verb = heard.command.verb if heard.command else None
    if verb is Verb.I_AM:
        return _i_am(heard, desk)
    return _vouched(heard, desk, ANSWERS[verb]) if verb in ANSWERS else None


def settled(heard: Heard, desk: Desk, asked: Question, yes: bool) -> list[Outgoing]:
    """Take the answer to one question."""
    told = vouch.settle(desk, asked, yes)
    return [desk.reply(heard, "好的，已按您说的办" if yes else "好的，没有绑定"), *told]


def _i_am(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    if not heard.message.is_private:
        raise Refusal("请私聊我发，不要把码发在群里", if_pointed=True)
    said = heard.command.words if heard.command else ""
    guessed, memory = f"{heard.message.channel}/{heard.message.sender_id}", desk.office.memory
    if memory.guesses_too_often(guessed, desk.now):
        raise Refusal("试得太多了，请过几分钟再发")
    tied = vouch.by_once_code(desk, said)
    if tied is not None:
        return [desk.reply(heard, vouch.welcome(desk, tied))]
    memory.note_guess(guessed, desk.now)
    whom = vouch.by_staff_code(desk, said)
    if whom is None:
        raise Refusal(f"没有这个编码或一次性码，请核对；{vouch.ASK_THE_OFFICE}也行")
    superior, asked = vouch.ask_superior(desk, whom)
    return [desk.reply(heard, f"已请{superior.name}核对，一有结果就告诉您"), *asked]


def _vouched(heard: Heard, desk: Desk, yes: bool) -> list[Outgoing] | None:
    me = desk.speaker.person_id
    asked = question.open_for(desk.session, me, desk.now) if me is not None else []
    meant = vouch.about(desk, asked, heard.command.words if heard.command else "")
    if len(meant) > 1:
        raise Refusal(f"有{len(meant)}个账号要核对，请带编码，例：是本人 P3")
    if not meant:
        raise Refusal("没有等您核对的账号", if_pointed=desk.group is not None)
    return settled(heard, desk, meant[0], yes)
