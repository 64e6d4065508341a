"""退出帮扶: whoever is enrolled in a plan ends it by his own word; whoever acts hears so in one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from handlers.desk import Desk
from handlers.refusal import Refusal
from models import enrolment, officeholders, task
from models.enrolment import Enrolment
from models.help import find_help
from models.outbox import Outgoing
from models.person import HOUSEHOLD, Person
from models.plan import counted_by

DEED = "退出帮扶"
NOTE = "本人退出"


def is_household(whom: Person | None) -> bool:
    """Whether somebody stands on the roster of families that are served or known."""
    return whom is not None and whom.roster == HOUSEHOLD and whom.erased_at is None


def leave_plans(desk: Desk, whom: Person, word: str) -> tuple[str, list[Outgoing]]:
    """End the speaker's own enrolments, those of one help or all; the names, and what others are told."""
    mine = enrolment.open_of(desk.session, whom.id or 0)
    if not mine:
        raise Refusal("您没有登记帮扶，不会再有人为这个联系您")
    wanted = find_help(word) if word else None
    ending = [one for one in mine if wanted is None or one.plan == wanted]
    if not ending:
        raise Refusal(f"您没有登记这一项，您登记的是{_names(desk, mine)}")
    told: dict[int, list[Enrolment]] = defaultdict(list)
    for one in ending:
        for person in _who_act(desk, whom, one):
            told[person].append(one)
        _end(desk, whom, one)
    desk.deed, desk.has_effect = DEED, True
    said = [
        each
        for person, plans in told.items()
        for each in desk.tell(desk.person(person), f"{whom.name}退出{_names(desk, plans)}，以后不用再联系")
    ]
    return _names(desk, ending), said


def _end(desk: Desk, whom: Person, one: Enrolment) -> None:
    alike = counted_by(desk.office.plans, one.plan)
    desk.remember(one, *task.open_of(desk.session, one.person_id, alike))
    enrolment.end(desk.session, one, whom.id, NOTE, desk.now)
    task.end_plans_for(desk.session, one.person_id, alike, desk.now)


def _who_act(desk: Desk, whom: Person, one: Enrolment) -> list[int]:
    """Who owes what is open of it; else whoever is named, or holds the plan's role nearest to the family."""
    open_tasks = task.open_of(desk.session, one.person_id, counted_by(desk.office.plans, one.plan))
    owed = dict.fromkeys(each.responsible_id for each in open_tasks)
    if owed:
        return list(owed)
    plan, staff = desk.office.plans.get(one.plan), officeholders.load(desk.session, desk.now)
    acts = one.responsible_id
    if acts is None or not staff.holds_post(acts, desk.now):
        node = whom.node_id
        acts = staff.nearest(node, str(plan.actor_role), desk.now) if plan and node else None
    return [acts] if acts is not None else []


def _names(desk: Desk, plans: Sequence[Enrolment]) -> str:
    known = desk.office.plans
    labels = (known[one.plan].name if one.plan in known else _label(one.plan) for one in plans)
    return "、".join(dict.fromkeys(labels))


def _label(code: str) -> str:
    found = find_help(code)
    return found.label if found else code
