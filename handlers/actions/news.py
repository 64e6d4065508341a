"""News 告知: what whoever told a matter hears of it beside its result: that it is none, or who has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.actions import heirs
from handlers.desk import Desk
from handlers.wording import day, mark, name_of
from models import event, said
from models.group import ChatGroup
from models.moves import Action
from models.outbox import Chat, Outgoing
from models.ticket import Ticket

PASSING = {Action.ESCALATE: "上报", Action.TRANSFER: "转交"}
"""The steps by which another has a matter, in the reporter's words."""


def not_registered(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """误报: whoever was told that his matter is registered hears that it is not, where he heard it."""
    text = f"{mark(ticket)}核实后不另办理，谢谢您告诉我们；情况有出入请再说一遍"
    promised = [one for one in desk.to_reporter(ticket, text) if _was_promised(desk, ticket, one)]
    return _but_speaker(desk, together([*promised, *heirs.tell(desk, ticket, text)]))


def passed_on(desk: Desk, ticket: Ticket, before: int) -> list[Outgoing]:
    """上报, 转: the reporter hears who has his matter now and until when; once a day, whatever follows.

    `before`: the last step of the timeline before that.
    """
    steps = event.standing(event.timeline(desk.session, ticket.number))
    passing = [one for one in steps if one.action in PASSING]
    if not passing or any(one.seq <= before and _is_today(desk, one.at) for one in passing):
        return []
    who = desk.person(ticket.handler_id)
    name = name_of(who, "上级") + (f"（{who.unit}）" if who is not None and who.unit else "")
    until = f"，{day(desk, ticket.due_at)}前办好" if ticket.due_at and ticket.due_at > desk.now else ""
    text = f"{mark(ticket)}已{PASSING[Action(passing[-1].action)]}，现由{name}办理{until}"
    return _but_speaker(desk, desk.to_reporter(ticket, text))


def together(said: Iterable[Outgoing]) -> list[Outgoing]:
    """The same words to several in one chat are one message that mentions them all."""
    by_chat: dict[Chat, Outgoing] = {}
    for one in said:
        first = by_chat.get(one.to)
        mentions = tuple(dict.fromkeys((*(first.mentions if first else ()), *one.mentions)))
        by_chat[one.to] = replace(first or one, mentions=mentions)
    return list(by_chat.values())


def _was_promised(desk: Desk, ticket: Ticket, one: Outgoing) -> bool:
    """Whether the reporter was told of his ticket: when it was confirmed, or before, himself or with all."""
    home = desk.session.get(ChatGroup, ticket.chat_group_id) if ticket.chat_group_id else None
    chats = [one.to, *([Chat(home.channel, home.group_id)] if home else [])]
    return ticket.confirmed_at is not None or any(
        said.heard_of(desk.session, ticket.number, chat, one.mentions) for chat in chats
    )


def _but_speaker(desk: Desk, told: Sequence[Outgoing]) -> list[Outgoing]:
    me = desk.speaker.account
    return [one for one in told if me is None or (one.to.user_id != me and one.mentions != (me,))]


def _is_today(desk: Desk, at: str) -> bool:
    return desk.office.calendar.today(datetime.fromisoformat(at)) == desk.office.calendar.today(desk.now)
