"""Booking 预约调解: time, room and parties of a mediation; who goes there is told now and that morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.actions import coming, guard, ladder
from handlers.actions.coming import end, go_on
from handlers.booking_words import Booking
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import clock, mark
from models import grid, in_hand, mediation
from models.coming import Coming, Due, open_of
from models.mediation import Mediation, Outcome
from models.moves import TO_BE_DONE, Action
from models.outbox import Outgoing
from models.person import Person, staff_named
from models.ticket import Kind, Ticket

FURTHEST = timedelta(days=180)
MOST_PARTIES = 20


def check(desk: Desk, ticket: Ticket, action: Action) -> None:
    """May this be done now, and is it a dispute? Else a refusal."""
    guard.check(desk, ticket, action)
    if ticket.kind != Kind.DISPUTE:
        raise Refusal(f"{mark(ticket)}不是纠纷，不用调解；类别错了请先改，例：改 {ticket.number} 邻里")


def current(desk: Desk, ticket: Ticket) -> Mediation:
    """The mediation under way; one is begun if there is none. It can be taken back with the deed."""
    found = mediation.under_way(desk.session, ticket.number)
    if found is not None:
        desk.remember(found)
        return found
    begun = Mediation(ticket=ticket.number)
    desk.session.add(begun)
    desk.session.flush()
    desk.images.remember_new(begun)
    return begun


def book(desk: Desk, ticket: Ticket, said: Booking) -> tuple[Mediation, list[Outgoing]]:
    """Book, or book anew: the handler and the mediator are told."""
    check(desk, ticket, Action.BOOK)
    at = _moment(desk, ticket, said)
    mediator = _mediator(desk, ticket, said)
    meeting = current(desk, ticket)
    meeting.at, meeting.room = at, _room(desk, ticket, said.room)
    meeting.parties = "、".join(said.parties) or meeting.parties
    meeting.mediator_id = None if mediator is None else mediator.id
    desk.session.add(meeting)
    _plan_reminder(desk, ticket, at)
    ladder.reckon(desk, ticket)
    desk.record(ticket, Action.BOOK, note=meeting.parties, at=at.isoformat(timespec="minutes"))
    return meeting, _tell(desk, ticket, meeting, f"约{clock(desk, at)}在{meeting.room}调解")


def call_off(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """预约 17 取消: they do not meet; whoever was to come hears so."""
    check(desk, ticket, Action.BOOK)
    meeting = mediation.under_way(desk.session, ticket.number)
    if meeting is None or meeting.at is None:
        raise Refusal(f"{mark(ticket)}没有约好的调解。")
    desk.remember(meeting)
    told = _tell(desk, ticket, meeting, f"{clock(desk, meeting.at)}的调解取消了")
    meeting.at = None
    desk.session.add(meeting)
    for row in open_of(desk.session, ticket.number, Due.MEETING):
        end(desk, row)
    ladder.reckon(desk, ticket)
    desk.record(ticket, Action.BOOK, at=None)
    return told


def remind(desk: Desk, ticket: Ticket, row: Coming) -> tuple[str, list[Outgoing]]:
    """That morning, or the one before: those who go there hear once more, unless the matter has ended."""
    meeting = mediation.under_way(desk.session, ticket.number)
    go_on(desk, row, None)
    end(desk, row)
    if meeting is None or meeting.at is None or ticket.status not in TO_BE_DONE or meeting.at <= desk.now:
        return "meeting over", []
    today = "今天" if desk.office.calendar.today(meeting.at) == desk.office.calendar.today(desk.now) else ""
    text = f"{today}{clock(desk, meeting.at)}在{meeting.room}调解"
    return "reminded of the meeting", _tell(desk, ticket, meeting, text)


def lines(desk: Desk, ticket: Ticket) -> Iterator[str]:
    """What 进度 tells of it: when and where they meet, or what came of it; nobody's name."""
    found = mediation.latest(desk.session, ticket.number) if ticket.kind == Kind.DISPUTE else None
    if found is None:
        return
    if found.at is not None and found.at > desk.now and found.outcome in (None, Outcome.PARTLY):
        yield f"调解：{clock(desk, found.at)}，{found.room}"
    elif found.outcome is not None:
        yield f"调解：{Outcome(found.outcome).label}"


def agenda(desk: Desk, person: int) -> list[str]:
    """The meetings that somebody is to lead, for his list of what is to be done; the next first."""
    coming = [(one.at, one) for one in in_hand.meetings(desk.session, person) if one.at and one.at > desk.now]
    return [
        f"【{one.ticket}号】{clock(desk, at)}在{one.room}调解"
        for at, one in sorted(coming, key=lambda found: found[0])
    ]


def _moment(desk: Desk, ticket: Ticket, said: Booking) -> datetime:
    if said.clock is None:
        example = f"预约 {ticket.number} 周五下午3点 和事屋 张三 李四"
        raise Refusal(f"{mark(ticket)}请写明几点，例：{example}")
    calendar = desk.office.calendar
    at = calendar.at(said.day or calendar.today(desk.now), said.clock)
    if not desk.now < at <= desk.now + FURTHEST:
        told = "已经过了" if at <= desk.now else "太远了，半年内才能约"
        raise Refusal(f"{mark(ticket)}{clock(desk, at)}{told}，请换个时间")
    return at


def _mediator(desk: Desk, ticket: Ticket, said: Booking) -> Person | None:
    """Who mediates: one of the staff who is named, else whoever books."""
    if said.mediator is None:
        return desk.speaker.person
    found = staff_named(desk.session, said.mediator)
    if len(found) != 1:
        told = "重名" if found else "没有登记"
        raise Refusal(f"{mark(ticket)}调解员“{said.mediator[:10]}”{told}，请核对姓名")
    return found[0]


def _room(desk: Desk, ticket: Ticket, said: str | None) -> str:
    """The room that is named, with the name of its place; else that of the level at which it is handled."""
    return room_at(desk, ticket.level_id or ticket.node_id, said) or said or desk.place_name(ticket.node_id)


def room_at(desk: Desk, node_id: int, said: str | None = None) -> str:
    """The room of the nearest level at or above a place, with the name of its own; "" if there is none."""
    for node in grid.chain(desk.session, desk.node(node_id).path):
        for room in desk.office.rooms:
            if room.at == node.level and said in (None, room.name):
                return f"{node.name}{room.name}"
    return ""


def _plan_reminder(desk: Desk, ticket: Ticket, at: datetime) -> None:
    calendar = desk.office.calendar
    day = calendar.today(at)
    mornings = (calendar.at(one, calendar.digest_at) for one in (day, day - timedelta(days=1)))
    morning = next((one for one in mornings if one < at), at)
    if desk.now < morning:
        coming.plan(desk, ticket, Due.MEETING, day, morning)
        return
    for row in open_of(desk.session, ticket.number, Due.MEETING):
        end(desk, row)


def _tell(desk: Desk, ticket: Ticket, meeting: Mediation, what: str) -> list[Outgoing]:
    """Whoever handles it and whoever mediates, but the speaker, hear it with the names."""
    mediator = desk.person(meeting.mediator_id)
    named = [f"当事人：{meeting.parties}"] if meeting.parties else []
    named += [f"调解员：{mediator.name}"] if mediator is not None else []
    text = "\n".join([f"{mark(ticket)}{what}", *named])
    people = dict.fromkeys((ticket.handler_id, meeting.mediator_id))
    return [
        said
        for one in people
        if one is not None and one != desk.speaker.person_id
        for said in desk.tell(desk.person(one), text, ticket)
    ]
