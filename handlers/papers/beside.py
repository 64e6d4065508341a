"""What stands beside a ticket's own way, for its case file: mediation, lead, whistles, supervision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.papers.blocks import Block, Paragraph, Rows
from handlers.papers.letter import steps
from handlers.papers.names import Calling
from handlers.papers.timeline import when
from handlers.papers.wording import full_day
from models import arrival, event, lead, measure, mediation
from models.mediation import Outcome
from models.moves import MOVES, Action

Section = tuple[str, Sequence[Block]]


def beside(calling: Calling) -> Iterator[Section]:
    """The sections that have something to say, in this order."""
    for section in (_mediation, _lead, _measures, _whistles, _supervision):
        title, blocks = section(calling)
        if blocks:
            yield title, blocks


def _mediation(calling: Calling) -> Section:
    desk = calling.desk
    held = mediation.latest(desk.session, calling.ticket.number)
    if held is None:
        return "调解", []
    told = {
        "时间": full_day(desk, held.at) if held.at else None,
        "地点": held.room,
        "当事人": held.parties,
        "到场": held.present,
        "调解人": calling.person(desk.person(held.mediator_id)) if held.mediator_id else None,
        "做到": "情理法诉"[: held.attempt] if held.attempt else None,
        "结果": Outcome(held.outcome).label if held.outcome else None,
        "协议": held.agreement,
        "司法确认": str(held.confirmed_on) if held.confirmed_on else None,
    }
    return "调解", [Paragraph("\n".join(f"{name}：{words}" for name, words in told.items() if words))]


def _lead(calling: Calling) -> Section:
    desk, number = calling.desk, calling.ticket.number
    held = lead.lead_of(desk.session, number)
    if held is None:
        return "领导包案", []
    lines = [f"包案领导：{calling.person(desk.person(held.person_id))}", f"责任单位：{held.unit}"]
    team = lead.people_of(desk.session, lead.supporters(desk.session, number))
    lines += [f"五包一：{'、'.join(calling.person(one) for one in team)}"] if team else []
    return "领导包案", [Paragraph("\n".join(lines))]


def _measures(calling: Calling) -> Section:
    found = measure.measures(calling.desk.session, calling.ticket.number)
    rows = [
        (str(one.number), one.content, calling.person(calling.desk.person(one.owner_id)), one.outcome or "")
        for one in found
    ]
    return "措施（一户一策）", [Rows(("序号", "措施", "责任人", "结果"), rows, (1, 4, 3, 4))] if rows else []


def _whistles(calling: Calling) -> Section:
    desk, number = calling.desk, calling.ticket.number
    held = {one.seq: one for one in event.standing(event.timeline(desk.session, number))}
    rows = [
        (one.unit, when(desk, held[one.seq]), "没到" if one.minutes is None else f"{one.minutes}分钟后到")
        for one in arrival.every(desk.session, number)
        if one.seq in held
    ]
    return "吹哨报到", [Rows(("单位", "吹哨", "报到"), rows, (3, 4, 3))] if rows else []


def _supervision(calling: Calling) -> Section:
    desk = calling.desk
    rows = [
        (MOVES[Action(one.step)].label, one.unit, full_day(desk, one.at), full_day(desk, one.due_at))
        for one in steps(desk, calling.ticket)
    ]
    return "督办", [Rows(("步骤", "单位", "发出", "期限"), rows, (2, 3, 3, 3))] if rows else []
