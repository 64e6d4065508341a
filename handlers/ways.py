"""Ways 去处: where something may be said. All that handling says passes here, once, before it is posted.

Four things close a group: 静音, 解绑, a quarrel in it, and a channel that speaks only when it is spoken to.
What may not be said there goes in private to those whom it mentions; what mentions nobody is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.desk import Desk
from handlers.message import Message
from models import outbox, person
from models.group import ChatGroup, known_group
from models.outbox import EMERGENCY, Chat, Outgoing
from models.space import identity_of

MOST_ANSWERS = 2
"""To one message, where a channel only answers: one in the reply to its callback, one by the way it names."""


def place(desk: Desk, said: list[Outgoing], heard: Message | None = None) -> list[Outgoing]:
    """The words, each where it may be said. `heard`: the message that they answer, if there is one."""
    placed = [one for each in said for one in _placed(desk, each, _answers(each, heard))]
    return _few(desk, [one for one in placed if not _gives_way(one, placed)])


def say(desk: Desk, placed: list[Outgoing], occasion: str | None = None) -> None:
    """Post placed words in this transaction; under the occasion's key and their position, if it has one."""
    named = [one.named(f"{occasion}/{n}") if occasion else one for n, one in enumerate(placed)]
    outbox.post(desk.session, named, desk.now)


def _answers(one: Outgoing, heard: Message | None) -> bool:
    """Whether it goes back into the chat just heard, as the answer to what was heard."""
    if heard is None or one.in_reply_to != heard.message_id:
        return False
    return one.to == Chat(heard.channel, heard.group_id, None if heard.group_id else heard.sender_id)


def _placed(desk: Desk, one: Outgoing, answers: bool) -> Iterator[Outgoing]:
    if answers and desk.office.answers_only(one.to.channel):
        yield one
    elif one.to.group_id is None:
        yield _by_the_better_way(desk, one)
    elif _is_open(desk, one, answers):
        yield one
    else:
        for account in one.mentions:
            yield from _in_private(desk, one, account)


def _is_open(desk: Desk, one: Outgoing, answers: bool) -> bool:
    """Whether a group may hear it; an emergency in spite of 静音 and quarrels, an answer of 解绑."""
    if desk.office.answers_only(one.to.channel):
        return False
    here = desk.group
    if here is None or (here.channel, here.group_id) != (one.to.channel, one.to.group_id):
        here = known_group(desk.session, one.to.channel, one.to.group_id or "")
    return _hears(desk, here, one, answers)


def _hears(desk: Desk, group: ChatGroup | None, one: Outgoing, answers: bool) -> bool:
    if group is None or not group.is_bound:
        return group is None or answers
    return not is_silent(desk, group, one.priority)


def is_silent(desk: Desk, group: ChatGroup, priority: int) -> bool:
    """Whether a group is under 静音, or people quarrel in it, and what is said is no emergency."""
    burns = desk.office.memory.heat.burns(f"{group.channel}/{group.group_id}", desk.now)
    return (burns or group.is_muted(desk.now)) and priority != EMERGENCY


def _in_private(desk: Desk, one: Outgoing, account: str) -> Iterator[Outgoing]:
    """The words for one who is mentioned; nothing if no channel of his lets us speak."""
    to = _private_chat(desk, one.to.channel, account)
    if not desk.office.answers_only(to.channel):
        yield replace(one, to=to, text=one.in_private or one.text, mentions=())


def _by_the_better_way(desk: Desk, one: Outgoing) -> Outgoing:
    """Private words leave a channel that only answers, if the person can be told by another."""
    if not desk.office.answers_only(one.to.channel):
        return one
    return replace(one, to=_private_chat(desk, one.to.channel, one.to.user_id or ""))


def _private_chat(desk: Desk, channel: str, account: str) -> Chat:
    """Where whoever has an account is told in private: a channel of the same members serves as well."""
    known = identity_of(desk.session, desk.office.space(channel), account)
    if known is not None and known.person_id is not None:
        known = person.account_to_tell(desk.session, known.person_id, desk.office.reach, channel)
    chat = Chat(known.channel, None, known.account) if known else Chat(channel, None, account)
    others = [one for one in desk.office.space(chat.channel).channels if not desk.office.answers_only(one)]
    return replace(chat, channel=others[0]) if others and desk.office.answers_only(chat.channel) else chat


def _gives_way(one: Outgoing, placed: list[Outgoing]) -> bool:
    """Whether a spare reply can be left out: the same chat hears more of the same ticket."""
    same = (one.to, one.ticket)
    return one.spare and any((other.to, other.ticket) == same and not other.spare for other in placed)


def _few(desk: Desk, placed: list[Outgoing]) -> list[Outgoing]:
    """No more messages than a channel that only answers lets us send; what is more is said in the last."""
    kept: list[Outgoing] = []
    for one in placed:
        same = [n for n, other in enumerate(kept) if other.to == one.to]
        if len(same) < MOST_ANSWERS or not desk.office.answers_only(one.to.channel):
            kept.append(one)
            continue
        last = kept[same[-1]]
        kept[same[-1]] = replace(last, text=f"{last.text}\n{one.text}", choices=())
    return kept
