"""The crowd 同一件事的人: everybody who told a matter is told of it in one message a chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.desk import Desk
from models import gathering, joiner, merging
from models.group import ChatGroup
from models.outbox import Chat, Outgoing
from models.person import Identity
from models.ticket import Ticket

Place = tuple[Chat, str | None]
"""A chat, and the account that is named there."""


def tell(desk: Desk, ticket: Ticket, text: str) -> list[Outgoing]:
    """Whoever reported it or joined hears it: by @ where he spoke, in private if it is sensitive."""
    return _one_a_chat(ticket, text, [*_reporters(desk, ticket, set()), *_joiners(desk, ticket)])


def tell_unjudged(desk: Desk, ticket: Ticket, text: str) -> list[Outgoing]:
    """The reporters who have not said yet whether it is well done."""
    judged = {one.ticket for one in gathering.children(desk.session, ticket.number) if one.judged_at}
    return _one_a_chat(ticket, text, _reporters(desk, ticket, judged))


def _reporters(desk: Desk, ticket: Ticket, but: set[int]) -> Iterator[Place]:
    for one in merging.family(desk.session, ticket):
        reporter = desk.session.get(Identity, one.reporter_id) if one.reporter_id else None
        if reporter is not None and one.number not in but:
            yield _place(desk, ticket, one.chat_group_id, reporter)


def _joiners(desk: Desk, ticket: Ticket) -> Iterator[Place]:
    for one in merging.family(desk.session, ticket):
        for row, who in joiner.others(desk.session, one):
            yield _place(desk, ticket, row.chat_group_id, who)


def _place(desk: Desk, ticket: Ticket, group: int | None, who: Identity) -> Place:
    home = desk.session.get(ChatGroup, group) if group is not None else None
    if home is None or ticket.sensitive:
        return Chat(who.channel, None, who.account), None
    return Chat(home.channel, home.group_id), who.account


def _one_a_chat(ticket: Ticket, text: str, places: Iterable[Place]) -> list[Outgoing]:
    said: dict[Chat, Outgoing] = {}
    for chat, account in places:
        first = said.get(chat) or Outgoing(chat, text, ticket=ticket.number)
        mentions = tuple(dict.fromkeys((*first.mentions, *([account] if account else []))))
        said[chat] = replace(first, mentions=mentions)
    return list(said.values())
