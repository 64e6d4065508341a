"""包案, 五包一: one leader and one unit answer for a hard case, a team of up to five helps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers import facts
from handlers.actions import cadres, guard, units
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import label, mark, name_of
from models import lead
from models.appointment import posts_of
from models.lead import Lead, Supporter
from models.moves import Action
from models.outbox import Outgoing
from models.person import Person
from models.role import Role
from models.ticket import IN_WORK, Flag, Status, Ticket

LEADERS = (Role.LEADER, Role.COUNTY, Role.TOWN, Role.CADRE)
"""Who can lead a case."""
MOST_SUPPORTERS = 5


def name_lead(desk: Desk, ticket: Ticket, words: Sequence[str]) -> tuple[str, list[Outgoing]]:
    """包案 17 姓名 单位: he answers for it from now on; said again, another does, and both hear."""
    guard.check(desk, ticket, Action.LEAD)
    if not 1 <= len(words) <= 2:
        raise Refusal(f"{mark(ticket)}请写一位领导、一个单位，例：包案 {ticket.number} 张三 司法所")
    whom = cadres.named(desk, ticket, words[0], LEADERS)
    unit = _unit(desk, ticket, words[1:]) or whom.unit or _home(desk, whom)
    before = lead.lead_of(desk.session, ticket.number)
    if before is not None and (before.person_id, before.unit) == (whom.id, unit):
        raise Refusal(f"{mark(ticket)}已由{whom.name}包案，责任单位：{unit}")
    _hand_over(desk, ticket, before, (whom, unit))
    return f"{mark(ticket)}由{whom.name}包案，责任单位：{unit}", _tell_all(desk, ticket, before, whom)


def name_team(desk: Desk, ticket: Ticket, words: Sequence[str]) -> tuple[str, list[Outgoing]]:
    """五包一 17 张三 李四: these are the team, in place of whoever was."""
    guard.check(desk, ticket, Action.TEAM)
    leading = current(desk, ticket)
    named = {one.id or 0: one for one in (cadres.named(desk, ticket, word) for word in words)}
    if not 1 <= len(named) <= MOST_SUPPORTERS:
        raise Refusal(f"{mark(ticket)}请写1到{MOST_SUPPORTERS}人，例：五包一 {ticket.number} 张三 李四")
    if leading.person_id in named:
        raise Refusal(f"{mark(ticket)}{named[leading.person_id].name}是包案领导，不用再列入")
    before = lead.supporters(desk.session, ticket.number)
    names = "、".join(one.name for one in named.values())
    if {one.person_id for one in before} == set(named):
        raise Refusal(f"{mark(ticket)}五包一已经是：{names}")
    _set_team(desk, ticket, before, named)
    return f"{mark(ticket)}五包一：{names}", _tell_team(desk, ticket, before, named)


def current(desk: Desk, ticket: Ticket) -> Lead:
    """Who leads; `Refusal` if nobody does."""
    found = lead.lead_of(desk.session, ticket.number)
    if found is None:
        raise Refusal(f"{mark(ticket)}还没有包案领导，请先发：包案 {ticket.number} 姓名")
    return found


def hear(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """The lead hears that his matter has ended, or is in work again."""
    found = lead.lead_of(desk.session, ticket.number)
    if found is None or found.heard == ticket.status:
        return []
    before, now = Status(found.heard), Status(ticket.status)
    desk.remember(found)
    found.heard = now
    desk.session.add(found)
    if before in IN_WORK and now in IN_WORK:
        return []
    what = "又回到办理中" if now in IN_WORK else f"现在是“{now.label}”"
    return desk.tell(desk.person(found.person_id), f"{mark(ticket)}您包案的事{what}", ticket)


def lines(desk: Desk, ticket: Ticket) -> list[str]:
    """Who answers for it, for 进度."""
    found = lead.lead_of(desk.session, ticket.number)
    if found is None:
        return []
    return [f"包案：{name_of(desk.person(found.person_id))}，责任单位：{found.unit}"]


def _hand_over(desk: Desk, ticket: Ticket, before: Lead | None, to: tuple[Person, str]) -> None:
    whom, unit = to
    if before is not None:
        desk.remember(before)
        before.until = desk.now
        desk.session.add(before)
    ticket.flags = sorted({*ticket.flags, Flag.LED})
    frm = before.person_id if before else None
    desk.record(ticket, Action.LEAD, frm=frm, to=whom.id, unit=unit)
    row = Lead(
        ticket=ticket.number,
        seq=ticket.last_seq,
        person_id=whom.id or 0,
        unit=unit,
        heard=ticket.status,
        since=desk.now,
    )
    desk.session.add(row)
    desk.session.flush()
    desk.images.remember_new(row)


def _tell_all(desk: Desk, ticket: Ticket, before: Lead | None, whom: Person) -> list[Outgoing]:
    """The lead with the matter; everybody concerned with his name; who led before that it is over."""
    now = current(desk, ticket)
    head = f"请您包案{mark(ticket)}（{label(desk, ticket)}），责任单位：{now.unit}"
    told = desk.tell(whom, "\n".join([head, *facts.lines(desk, ticket), f"反映：{ticket.text}"]), ticket)
    unit = units.called_exactly(units.over(desk, ticket), now.unit)
    team = lead.people_of(desk.session, lead.supporters(desk.session, ticket.number))
    others = (desk.person(ticket.handler_id), *(unit.people if unit else ()), *team)
    text = f"{mark(ticket)}由{whom.name}包案，责任单位：{now.unit}"
    told += _tell_each(desk, ticket, text, (one for one in others if one and one.id != whom.id))
    if before is not None and before.person_id != whom.id:
        text = f"{mark(ticket)}改由{whom.name}包案，您不用再包，谢谢"
        told += desk.tell(desk.person(before.person_id), text, ticket)
    return told


def _set_team(desk: Desk, ticket: Ticket, before: Sequence[Supporter], named: dict[int, Person]) -> None:
    stay = {one.person_id for one in before if one.person_id in named}
    for one in before:
        if one.person_id not in named:
            desk.remember(one)
            one.until = desk.now
            desk.session.add(one)
    desk.record(ticket, Action.TEAM, team=sorted(named))
    rows = [
        Supporter(ticket=ticket.number, seq=ticket.last_seq, person_id=one, since=desk.now)
        for one in named
        if one not in stay
    ]
    desk.session.add_all(rows)
    desk.session.flush()
    for row in rows:
        desk.images.remember_new(row)


def _tell_team(
    desk: Desk, ticket: Ticket, before: Sequence[Supporter], named: dict[int, Person]
) -> list[Outgoing]:
    leading = desk.person(current(desk, ticket).person_id)
    already = {one.person_id for one in before}
    new = [one for number, one in named.items() if number not in already]
    gone = [one for one in lead.people_of(desk.session, before) if one.id not in named]
    head = f"请您参加{mark(ticket)}帮扶组（五包一），包案领导：{name_of(leading)}"
    words = "\n".join([head, *facts.lines(desk, ticket), f"反映：{ticket.text}"])
    told = _tell_each(desk, ticket, words, new)
    told += _tell_each(desk, ticket, f"{mark(ticket)}帮扶组已调整，您不用再参加，谢谢", gone)
    if leading is None or leading.id == desk.speaker.person_id:
        return told
    names = "、".join(one.name for one in named.values())
    return told + desk.tell(leading, f"{mark(ticket)}五包一：{names}", ticket)


def _tell_each(desk: Desk, ticket: Ticket, text: str, people: Iterable[Person]) -> list[Outgoing]:
    each = {one.id: one for one in people}
    return [said for one in each.values() for said in desk.tell(one, text, ticket)]


def _unit(desk: Desk, ticket: Ticket, words: Sequence[str]) -> str | None:
    return units.named(ticket, units.over(desk, ticket), words[0]).name if words else None


def _home(desk: Desk, whom: Person) -> str:
    """The place of a leader's first post, for one without a unit."""
    return desk.place_name(posts_of(desk.session, whom.id or 0, desk.now)[0].node_id)
