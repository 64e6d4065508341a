"""督办单位: a department itself comes under supervision, without a matter, in the same four steps.

What is pressed is a unit of the staff list, by the centre above it; never a resident.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers.actions import orders
from handlers.actions.orders import About
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import SEVERAL, day, with_list
from models import unit_supervision
from models.appointment import posts_of
from models.grid import GridNode, is_at_or_above
from models.moves import CENTRE, MOVES, Action
from models.outbox import Outgoing
from models.person import Person
from models.role import Role
from models.unit import Unit, units_under
from models.unit_supervision import UnitSupervision

LIFTED = "解除督办"


@dataclass(frozen=True, slots=True)
class Meant:
    """A unit with its place, as the centre names it."""

    node: GridNode
    unit: Unit
    called: str

    @property
    def key(self) -> tuple[int, str]:
        """By what its steps are found."""
        return self.node.id or 0, self.unit.name

    @property
    def about(self) -> About:
        """As it stands in a sentence and in a command."""
        return About(self.called, self.called)


def meant(desk: Desk, words: str) -> Meant | None:
    """The unit that the first word names, at or below a place of the speaker's; None if it names none."""
    word = words.split(" ", maxsplit=1)[0].strip("，,：:、")
    every = {
        (node.id, unit.name): Meant(node, unit, _called(node, unit, word))
        for post in desk.speaker.posts
        if post.role in CENTRE
        for node, unit in units_under(desk.session, post.path, desk.now)
    }
    found = [one for one in every.values() if word and word == one.called]
    if len(found) > 1:
        names = [_in_full(one.node, one.unit) for one in found]
        raise Refusal(with_list(f"“{word[:12]}”{SEVERAL}", names))
    return found[0] if found else None


def take_step(desk: Desk, one: Meant, step: Action, words: str) -> tuple[str, list[Outgoing]]:
    """督办 司法所 期限 3天 要求…: the next of the four steps; the unit's people hear what is asked."""
    before = unit_supervision.current(desk.session, *one.key)
    orders.check_turn(desk, one.about, step, before)
    days, rest = orders.term(desk, one.about, step, words)
    demand = orders.demand(rest.partition(" ")[2])
    if before is None and demand is None:
        example = f"督办 {one.called} 期限 3天 要求按时报到"
        raise Refusal(f"督办单位请写明要求，例：{example}")
    if before is not None:
        _end(desk, before)
    begun = _begin(desk, one, step, (days, demand))
    label, until = MOVES[step].label, day(desk, begun.due_at)
    text = f"贵单位（{one.unit.name}）已被{label}，请在{until}前落实"
    text += f"\n要求：{begun.demand}" if begun.demand else ""
    return f"已{label}{one.called}，{until}到期", _tell(desk, one.unit, text)


def lift(desk: Desk, one: Meant) -> tuple[str, list[Outgoing]]:
    """解除督办 司法所: it has done what was asked; its people hear so."""
    standing = unit_supervision.current(desk.session, *one.key)
    if standing is None:
        raise Refusal(f"{one.called}现在没有督办")
    _end(desk, standing)
    desk.has_effect = True
    label = MOVES[Action(standing.step)].label
    return f"{one.called}的{label}已解除", _tell(
        desk, one.unit, f"贵单位（{one.unit.name}）的{label}已解除，谢谢"
    )


def over_speaker(desk: Desk) -> list[str]:
    """What stands over the units of the speaker, for his list of what is to be done."""
    me = desk.speaker.person
    posts = [post.node_id for post in desk.speaker.posts if post.role is Role.DEPARTMENT]
    if me is None or not me.unit or not posts:
        return []
    standing = unit_supervision.over(desk.session, [(node, me.unit) for node in posts])
    return [
        f"{MOVES[Action(one.step)].label}{one.unit}，{day(desk, one.due_at)}到期：{one.demand or '请落实'}"
        for one in standing
    ]


def follower(desk: Desk, standing: UnitSupervision) -> Person | None:
    """Who of the centre follows it: whoever ordered it, while in office over its place."""
    who = desk.person(standing.ordered_by)
    place = desk.node(standing.node_id).path
    posts = posts_of(desk.session, who.id or 0, desk.now) if who is not None else ()
    return who if any(one.role in CENTRE and is_at_or_above(one.path, place) for one in posts) else None


def _begin(desk: Desk, one: Meant, step: Action, asked: tuple[int, str | None]) -> UnitSupervision:
    days, demand = asked
    node, unit = one.key
    begun = UnitSupervision(
        node_id=node,
        unit=unit,
        seq=len(unit_supervision.every(desk.session, node, unit)) + 1,
        step=step,
        ordered_by=desk.speaker.person_id,
        demand=demand,
        at=desk.now,
        due_at=desk.office.calendar.after_workdays(desk.now, days),
    )
    desk.session.add(begun)
    desk.session.flush()
    desk.images.remember_new(begun)
    desk.has_effect = True
    return begun


def _end(desk: Desk, standing: UnitSupervision) -> None:
    desk.remember(standing)
    standing.until = desk.now
    desk.session.add(standing)


def _tell(desk: Desk, unit: Unit, text: str) -> list[Outgoing]:
    return [said for person in unit.people for said in desk.tell(person, text)]


def _called(node: GridNode, unit: Unit, word: str) -> str:
    full = _in_full(node, unit)
    return full if word == full else unit.name


def _in_full(node: GridNode, unit: Unit) -> str:
    return f"{node.name}{unit.name}"
