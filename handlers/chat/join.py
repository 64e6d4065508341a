"""我家也是: what tells again what somebody told already joins the open ticket, and says so in one line."""

from __future__ import annotations

from collections.abc import Iterator

from handlers import which_ticket
from handlers.actions import alike, announce, joining
from handlers.chat.leave import how_to_leave
from handlers.desk import Desk
from handlers.hearing import Heard, group_key
from handlers.matter import keep_speaker, matter_of, origin
from handlers.refusal import Refusal
from handlers.wording import in_danger, mark
from models import gathering, merging
from models import ticket as tickets
from models.grid import is_at_or_above
from models.outbox import Outgoing
from models.role import Role
from models.ticket import IN_WORK, Status, Ticket, Urgency
from nlp.outages import outage_of
from nlp.same_matter import is_echo_of
from nlp.verdict import Verdict

REGISTER = "register"
NEIGHBOURS = frozenset({Role.OWNER, Role.ELDER})
"""Posts of people who live where they hold them."""


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Join the ticket that is echoed or told again; None if the words are about nothing that is open."""
    at = origin(heard, desk)
    if heard.command is not None or heard.message.recall_of or at[0] is None:
        return None
    added = _added(heard, desk)
    if added is not None:
        return joining.join(desk, added, matter_of(heard, desk, _as_told(added), at), reports=False)
    echoed = next(_echoed(heard, desk, at[0]), None)
    if echoed is not None:
        return _join(heard, desk, echoed, _as_told(echoed))
    if heard.verdict is None or not heard.reports:
        return None
    same = _gathered(heard, desk, at[0]) or alike.alike(desk, matter_of(heard, desk, heard.verdict, at))
    return None if same is None else _join(heard, desk, same, heard.verdict)


def _added(heard: Heard, desk: Desk) -> Ticket | None:
    """The ticket that the speaker joined just now, if words or pictures only add to it; as of a reporter."""
    told = tickets.by_number(desk.session, heard.adds_to or 0)
    ticket = None if told is None else merging.survivor(desk.session, told)
    if ticket is None or heard.reports or Status(ticket.status) not in IN_WORK:
        return None
    standing = desk.standing(ticket)
    return ticket if standing.joiner or standing.co_reporter else None


def _gathered(heard: Heard, desk: Desk, node: int) -> Ticket | None:
    """The one matter of an outage that many groups have told, if this tells it too, and no more."""
    verdict = heard.verdict
    if verdict is None or verdict.category is None or verdict.sensitive:
        return None
    if verdict.decision != REGISTER or verdict.urgency != Urgency.NORMAL:
        return None
    matter = outage_of(desk.office.catalogue, verdict.category, heard.words)
    if matter is None:
        return None
    tickets.in_turn(desk.session)  # of two who tell it at once, the second sees what the first did
    return gathering.living(desk.session, matter, desk.node(node).path)


def _echoed(heard: Heard, desk: Desk, node: int) -> Iterator[Ticket]:
    """What an echo can mean here: the ticket quoted, else those just told."""
    if heard.echo is None:
        return
    quoted = which_ticket.quoted(heard, desk)
    told = [tickets.by_number(desk.session, number) for number in heard.just_told]
    for first in quoted or [one for one in told if one is not None]:
        ticket = merging.survivor(desk.session, first)
        if not _is_of_this_place(desk, ticket, node) or ticket.sensitive or not _fits(heard, desk, ticket):
            continue
        if Status(ticket.status) in IN_WORK:
            yield ticket
        elif heard.is_addressed:
            state = Status(ticket.status).label
            raise Refusal(f"{mark(ticket)}现在是“{state}”，还有这事请直接说一遍。")


def _is_of_this_place(desk: Desk, ticket: Ticket, node: int) -> bool:
    same_group = desk.group is not None and ticket.chat_group_id == desk.group.id
    covers = gathering.is_parent(desk.session, ticket) and is_at_or_above(
        desk.place(ticket).path, desk.node(node).path
    )
    return same_group or ticket.node_id == node or covers


def _fits(heard: Heard, desk: Desk, ticket: Ticket) -> bool:
    """Whether what is echoed can be said of the ticket's matter, by somebody whom it befalls as well.

    Who reported or joined it has said so; from whoever handles such matters 同 is an answer of another kind.
    """
    standing = desk.standing(ticket)
    told_it = standing.reporter or standing.co_reporter or standing.joiner
    if told_it or standing.handler or standing.roles - NEIGHBOURS:
        return False
    shared = desk.office.catalogue.named(ticket.category).shared
    echo = heard.echo or ""
    return is_echo_of(echo, ticket.text, shared) or desk.office.adds_to(heard.words, ticket.category)


def _as_told(ticket: Ticket) -> Verdict:
    """What an echo is taken for: the matter that it echoes."""
    return Verdict(ticket.kind, "silent", ticket.category, None, ticket.urgency, False, 0.0)


def _join(heard: Heard, desk: Desk, ticket: Ticket, verdict: Verdict) -> list[Outgoing]:
    keep_speaker(heard, desk)
    standing = desk.standing(ticket)
    reports = heard.verdict is not None and heard.reports
    matter = matter_of(heard, desk, verdict, origin(heard, desk))
    told = joining.join(desk, ticket, matter, reports=reports)
    desk.office.memory.take_back(group_key(heard.message), heard.message.sender_id)
    again = standing.reporter or standing.co_reporter or standing.joiner
    what = "已补充到" if again else "已并入"
    first = f"{what}{mark(ticket)}，不另登记；不是同一件事请回复 {how_to_leave(desk)}"
    text = "\n".join(filter(None, (first, announce.last_answer(desk, ticket))))
    danger = [in_danger(heard, desk, ticket)] if verdict.urgency == Urgency.EMERGENCY else []
    return [*danger, desk.reply(heard, text, ticket), *told]
