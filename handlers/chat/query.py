"""查询: 进度, 待办, 公开."""

from __future__ import annotations

from handlers import which_ticket
from handlers.actions import (
    announce,
    booking,
    files,
    guard,
    lead,
    measures,
    signatures,
    supervise,
    supervise_unit,
    whistle,
)
from handlers.actions.approval import asked_for
from handlers.actions.tasks import todo_lines
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.wording import clock, day, excerpt, label, mark, name_of
from models import joiner, merging, question
from models import ticket as tickets
from models.coming import revisits_due
from models.knowledge import notices_about
from models.lead import led_by
from models.moves import Action
from models.outbox import Outgoing
from models.person import Identity
from models.source import CHAT, PRIVATE, sources_of
from models.ticket import IN_WORK, OPEN, Awaiting, Status, Ticket

MOST = 10
SHORT = 10
"""Longer words after 公开 in a group are talk."""


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Answer a question about tickets, one's own list or what is published."""
    verb = heard.command.verb if heard.command else None
    if verb is Verb.PROGRESS:
        return _progress(heard, desk)
    if verb is Verb.AGENDA:
        return _todo(heard, desk)
    return _public(heard, desk) if verb is Verb.PUBLIC else None


def _progress(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    named = which_ticket.named(heard, desk)
    if named:
        for ticket in named:
            guard.check(desk, ticket, Action.PROGRESS)
        return [desk.reply(heard, _standing(desk, ticket), ticket) for ticket in named[:MOST]]
    identity = desk.speaker.identity
    own = [] if identity is None else _told_by(desk, identity)
    own = [one for one in own if desk.group is None or one.chat_group_id == desk.group.id]
    own = [one for one in own if merging.survivor(desk.session, one).status in OPEN]
    if own:
        return [desk.reply(heard, _standing(desk, ticket), ticket) for ticket in own[:MOST]]
    return [desk.reply(heard, "您没有正在办理的事项")] if heard.is_pointed or desk.group is None else None


def _told_by(desk: Desk, identity: Identity) -> list[Ticket]:
    """The open matters that somebody reported or joined, newest first."""
    me, asked = identity.id or 0, (*OPEN, Status.MERGED)
    mine = tickets.of_reporter(desk.session, me, asked)
    found = {one.number: one for one in [*mine, *joiner.tickets_of(desk.session, [me], asked)]}
    return [found[number] for number in sorted(found, reverse=True)]


def _standing(desk: Desk, ticket: Ticket) -> str:
    status = Status(ticket.status)
    if status is Status.MERGED:
        return f"{mark(ticket)}已并入{_standing(desk, merging.survivor(desk.session, ticket))}"
    text = f"{mark(ticket)}{status.label}"
    if ticket.awaiting == Awaiting.APPROVAL:
        text += f"，等上级同意{asked_for(ticket)}"
    elif status in (Status.CONFIRMED, Status.HANDLING):
        text += f"，由{name_of(desk.person(ticket.handler_id), '上级')}办理"
        text += f"，{_due(desk, ticket)}" if ticket.due_at else ""
    shown = files.kept(desk, ticket)
    beside = [
        *_beside(desk, ticket),
        *announce.lines(desk, ticket),
        *booking.lines(desk, ticket),
        *signatures.lines(desk, ticket),
        *_came_by(desk, ticket),
    ]
    return "\n".join([text, *beside, *([shown] if shown else [])])


def _beside(desk: Desk, ticket: Ticket) -> list[str]:
    """What stands beside a ticket's own way: who was called and came, who presses, who leads."""
    if not ticket.flags:
        return []
    called, pressed = whistle.board_lines(desk, ticket), supervise.line(desk, ticket)
    led = [*lead.lines(desk, ticket), *measures.summary(desk, ticket)]
    return [*called, *([pressed] if pressed else []), *led]


def _came_by(desk: Desk, ticket: Ticket) -> list[str]:
    """By which lines the matter came, if by any other than the chat alone."""
    numbers = [one.number for one in merging.family(desk.session, ticket)]
    lines = list(dict.fromkeys(one.source for one in sources_of(desk.session, numbers)))
    return [] if set(lines) <= {CHAT, PRIVATE} else [f"来源：{'、'.join(lines)}"]


def _due_time(desk: Desk, ticket: Ticket) -> str:
    """The same for whoever has to do it, with the time of day."""
    assert ticket.due_at is not None
    return f"{clock(desk, ticket.due_at)}{'到期' if desk.now <= ticket.due_at else '已到期'}"


def _due(desk: Desk, ticket: Ticket) -> str:
    """By when it is to be done; of a day that has passed, that it has."""
    assert ticket.due_at is not None
    until = day(desk, ticket.due_at)
    return f"{until}前办好" if desk.now <= ticket.due_at else f"应在{until}前办好，已过期"


def _todo(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    me = desk.speaker.person_id
    if me is None or (desk.group is not None and not desk.speaker.posts):
        return None
    page = heard.command.numbers[0] if heard.command and heard.command.numbers else 1
    lines = todo_lines(desk, page, _ticket_lines(desk, me))
    text = "\n".join(["您的待办：", *lines]) if lines else "您现在没有待办"
    if heard.message.is_private:
        return [desk.reply(heard, text)]
    told = desk.tell(desk.speaker.person, text)
    return [desk.reply(heard, "待办已私聊发给您"), *told] if told and heard.message.mentions_bot else told


def _ticket_lines(desk: Desk, me: int) -> list[str]:
    lines = [
        f"{mark(one)}待确认（{label(desk, one)}）：确认 {one.number} 或 误报 {one.number}"
        for one in question.asked_tickets(desk.session, me, desk.now)
    ]
    lines += [f"{mark(one)}吹哨叫您：报到 {one.number}" for one in whistle.awaited(desk)]
    handled = tickets.of_handler(desk.session, me, IN_WORK)
    photos = files.kept_of_each(desk, handled)
    for one in handled:
        due = f"，{_due_time(desk, one)}" if one.due_at else ""
        shown = f"，{photos[one.number]}" if one.number in photos else ""
        lines.append(f"{mark(one)}{Status(one.status).label}{due}{shown}：{excerpt(one.text, 20)}")
    lines += booking.agenda(desk, me)
    for one in revisits_due(desk.session, me, desk.office.calendar.today(desk.now)):
        lines.append(f"{mark(one)}待回访：回访 {one.number} 已稳定 或 回访 {one.number} 反弹 说明")
    lines += [f"{mark(one)}您包案，{Status(one.status).label}" for one in led_by(desk.session, me)]
    lines += measures.owed(desk, me)
    lines += supervise_unit.over_speaker(desk)
    for post in desk.speaker.posts:
        for one in tickets.awaiting_approval(desk.session, post.path, MOST):
            if guard.fits(desk, one, Action.APPROVE):
                what = f"{mark(one)}待审批{asked_for(one)}"
                lines.append(f"{what}：同意 {one.number} 或 退回 {one.number} 理由")
    return list(dict.fromkeys(lines))


def _public(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    word = heard.command.words if heard.command else ""
    if not word:
        return [desk.reply(heard, "请写明要查什么，例：公开 低保")]
    found = notices_about(desk.session, word[:40], _path(desk), desk.now)
    if not found:
        text = f"没有查到“{excerpt(word, 12)}”的公开内容，可换个词再查"
        return [desk.reply(heard, text)] if heard.is_addressed or len(word) <= SHORT else None
    lines = [f"{one.title}（{day(desk, one.published_at)}）\n{excerpt(one.body, 300)}" for one in found]
    return [desk.reply(heard, "\n\n".join(lines))]


def _path(desk: Desk) -> str | None:
    if desk.group is not None:
        return desk.node(desk.group.node_id).path
    known = desk.speaker.person
    return desk.node(known.node_id).path if known is not None and known.node_id else None
