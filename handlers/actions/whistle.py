"""吹哨报到: the centre whistles, named departments come and say so; a board tells who came when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers import facts
from handlers.actions import guard, units
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import clock, label, mark, name_of, with_list
from models import arrival
from models.arrival import Arrival
from models.moves import Action
from models.outbox import Choice, Outgoing
from models.ticket import Flag, Ticket
from models.unit import Unit


def whistle(desk: Desk, ticket: Ticket, words: Sequence[str]) -> tuple[str, list[Outgoing]]:
    """吹哨: named units are called; those that are called already stay as they are."""
    guard.check(desk, ticket, Action.WHISTLE)
    there = units.over(desk, ticket)
    if not words:
        example = there[0].name if there else "司法所"
        raise Refusal(f"{mark(ticket)}请写明单位，例：吹哨 {ticket.number} {example}")
    meant = {one.name: one for one in (units.named(ticket, there, word) for word in words)}
    called = {one.unit for one in arrival.board(desk.session, ticket.number)}
    new = [one for one in meant.values() if one.name not in called]
    if not new:
        text = f"{mark(ticket)}已经吹过哨，看谁到了请发 进度 {ticket.number}："
        raise Refusal(with_list(text, list(meant)))
    _call(desk, ticket, new)
    told = [said for unit in new for said in units.tell(desk, unit, _words(desk, ticket), ticket)]
    told = [one.offering(Choice("报到", f"报到 {ticket.number}")) for one in told]
    return _answer(desk, ticket, new), told


def arrive(desk: Desk, ticket: Ticket) -> tuple[str, list[Outgoing]]:
    """报到: one of a unit's people is there; whoever whistled sees the board."""
    guard.check(desk, ticket, Action.ARRIVE)
    mine = _own(desk, ticket)
    if mine.arrived_at is not None:
        raise Refusal(f"{mark(ticket)}{mine.unit}已经报到")
    desk.remember(mine)
    mine.arrived_at, mine.arrived_by = desk.now, desk.speaker.person_id
    desk.session.add(mine)
    desk.record(ticket, Action.ARRIVE, unit=mine.unit, minutes=mine.minutes)
    head = f"{mark(ticket)}{mine.unit}{name_of(desk.speaker.person)}已报到（{_taken(mine)}）"
    board = board_lines(desk, ticket)
    text = "\n".join([head, *board]) if len(board) > 1 else head
    return f"{mark(ticket)}已记下{mine.unit}报到，谢谢", desk.tell(desk.person(mine.called_by), text, ticket)


def stand_down(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """撤哨: it is over, and the units hear so."""
    guard.check(desk, ticket, Action.STAND_DOWN)
    called = arrival.board(desk.session, ticket.number)
    if not called:
        raise Refusal(f"{mark(ticket)}没有吹哨，不用撤哨")
    desk.record(ticket, Action.STAND_DOWN, units=[one.unit for one in called])
    end(desk, ticket)
    there = {one.name: one for one in units.over(desk, ticket)}
    known = [there[one.unit] for one in called if one.unit in there]
    text = f"{mark(ticket)}已撤哨，没到的不用再到，谢谢"
    return [said for unit in known for said in units.tell(desk, unit, text, ticket)]


def end(desk: Desk, ticket: Ticket) -> None:
    """Nobody is waited for any more."""
    for one in arrival.board(desk.session, ticket.number):
        desk.remember(one)
        one.until = desk.now
        desk.session.add(one)


def awaited(desk: Desk) -> list[Ticket]:
    """The tickets to which the speaker's unit is whistled for and has not come."""
    me = desk.speaker.person
    if me is None or not me.unit:
        return []
    found = arrival.awaited(desk.session, me.unit)
    return [one for one in found if guard.fits(desk, one, Action.ARRIVE)]


def board_lines(desk: Desk, ticket: Ticket) -> list[str]:
    """The arrival board: a line for each unit. Empty if nobody is whistled for."""
    return [_line(desk, one) for one in arrival.board(desk.session, ticket.number)]


def _call(desk: Desk, ticket: Ticket, new: Sequence[Unit]) -> None:
    ticket.flags = sorted({*ticket.flags, Flag.WHISTLED})
    minutes = desk.office.whistle_minutes
    desk.record(ticket, Action.WHISTLE, units=[one.name for one in new], minutes=minutes)
    rows = [
        Arrival(
            ticket=ticket.number,
            seq=ticket.last_seq,
            unit=one.name,
            called_by=desk.speaker.person_id,
            at=desk.now,
            due_at=desk.now + timedelta(minutes=minutes),
        )
        for one in new
    ]
    desk.session.add_all(rows)
    desk.session.flush()
    for row in rows:
        desk.images.remember_new(row)


def _own(desk: Desk, ticket: Ticket) -> Arrival:
    me = desk.speaker.person
    called = arrival.board(desk.session, ticket.number)
    mine = next((one for one in called if me is not None and one.unit == me.unit), None)
    if mine is None:
        raise Refusal(f"{mark(ticket)}现在没有吹哨叫您的单位，不用报到")
    return mine


def _words(desk: Desk, ticket: Ticket) -> str:
    """What a called unit hears: until when, what it is about, and who whistled."""
    until = clock(desk, desk.now + timedelta(minutes=desk.office.whistle_minutes))
    head = f"请{until}前赶到{mark(ticket)}（{label(desk, ticket)}），到了回复：报到 {ticket.number}"
    who = f"{name_of(desk.speaker.person)} {(desk.speaker.person and desk.speaker.person.phone) or ''}"
    return "\n".join([head, *facts.lines(desk, ticket), f"反映：{ticket.text}", f"吹哨人：{who.strip()}"])


def _answer(desk: Desk, ticket: Ticket, new: Sequence[Unit]) -> str:
    head = f"{mark(ticket)}已吹哨，{desk.office.whistle_minutes}分钟内报到："
    text = with_list(head, [one.name for one in new])
    silent = [one.name for one in new if not units.tell(desk, one, text, ticket)]
    return f"{text}\n没有账号、请打电话：{'、'.join(silent)}" if silent else text


def _line(desk: Desk, one: Arrival) -> str:
    if one.arrived_at is not None:
        return f"{one.unit}：{clock(desk, one.arrived_at)}到，用时{_taken(one)}"
    return f"{one.unit}：{'还没到' if desk.now < one.due_at else '超时没到'}"


def _taken(one: Arrival) -> str:
    return f"{one.minutes}分钟" if one.minutes else "1分钟内"
