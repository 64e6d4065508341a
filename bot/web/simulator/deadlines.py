"""What comes due next on the stage, in the words of its page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from handlers.actions.decide import ASK_CHIEF, ASK_DEPUTY, DECIDE, REMIND
from handlers.office import Office
from models import coming, grid, person
from models.agenda import EVERYWHERE
from schedules.agenda import Deadline, What, next_deadline

STAGES = {
    REMIND: "再问群主",
    ASK_DEPUTY: "改问副群主",
    ASK_CHIEF: "改问网格长",
    DECIDE: "没人答复，直接登记",
}
TICKETS = {
    What.CONSENT: "【{}号】不再等反映人同意公示",
    What.TICKET: "工单【{}号】到期",
    What.REMINDER: "提醒经办人办【{}号】",
    What.ARRIVAL: "【{}号】报到时间到",
    What.SUPERVISION: "【{}号】督办到期",
}
COMING = {
    coming.Due.ANSWER: "反映人还没评价",
    coming.Due.REVISIT: "该回访了",
    coming.Due.MEETING: "今天调解",
    coming.Due.COURT: "司法确认快到期",
    coming.Due.EXPECTED: "说好的恢复时间到",
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that comes due: when, and what it is."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Whose deadlines count: tickets of the place of `grid` and below, and what the accounts are told."""

    grid: str
    accounts: Collection[str]


def next_due(office: Office, stage: Stage, now: datetime) -> Due | None:
    """The first deadline after `now` that somebody on the stage will notice."""
    with office.database.reading() as session:
        node = grid.by_code(session, stage.grid)
        people = person.behind(session, stage.accounts)
    found = next_deadline(office, now, node.path if node else EVERYWHERE, people)
    return Due(office.calendar.local(found.at), _words(office, found)) if found else None


def _words(office: Office, deadline: Deadline) -> str:
    if deadline.what is What.DIGEST:
        with office.database.reading() as session:
            return f"{session.get_one(person.Person, deadline.person_id).name}的提醒"
    if deadline.what in TICKETS:
        return TICKETS[deadline.what].format(deadline.number)
    if deadline.due is not None:
        return f"【{deadline.number}号】{COMING[deadline.due]}"
    return f"【{deadline.number}号】{STAGES[deadline.stage]}"
