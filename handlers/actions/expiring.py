"""到期 of known answers: whoever keeps them is told once before the last day, and once after it.

An answer that has expired is not given; until it is corrected by an import, such questions become tickets.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers import ways
from handlers.desk import Desk
from handlers.office import Office
from handlers.wording import MOST_LISTED, excerpt
from models import knowledge
from models.appointment import everybody, reachable
from models.database import Collision
from models.knowledge import Faq
from models.person import Person

AHEAD = timedelta(days=14)
"""So long before its last day a question is brought up."""
BEFORE, AFTER = "before", "after"
TOLD = {
    BEFORE: "条便民咨询快到期，请核对答案后重新导入",
    AFTER: "条便民咨询已过期不再回答，请改好后重新导入",
}


def tell_expiring(office: Office, now: datetime) -> list[str]:
    """Tell the keepers of what runs out, and of what has run out: once each, on a working day."""
    calendar = office.calendar
    today = calendar.today(now)
    if not calendar.is_workday(today) or calendar.is_quiet(now):
        return []
    with office.database.reading() as session:
        waiting = {
            BEFORE: knowledge.to_be_warned(session, today, today + AHEAD),
            AFTER: knowledge.to_be_told_ended(session, today),
        }
    done = [_tell(office, stage, ids, now) for stage, ids in waiting.items() if ids]
    return [line for line in done if line]


def _tell(office: Office, stage: str, ids: Sequence[int], now: datetime) -> str | None:
    try:
        with office.database.session() as session:
            desk = Desk(office, session, now)
            keepers = _keepers(desk)
            found = [one for one in knowledge.hold_faqs(session, ids) if _told_for(one, stage) != one.expires]
            if not found or not keepers:
                return None
            for one in found:
                _note(one, stage)
                session.add(one)
            said = [told for whom in keepers for told in desk.tell(whom, _words(found, stage))]
            occasion = f"faq:{stage}:{found[0].id}:{found[0].expires}"
            ways.say(desk, ways.place(desk, said), occasion)
            return f"{len(found)} known answers: keepers told {stage} the last day"
    except Collision:
        return None


def _keepers(desk: Desk) -> list[Person]:
    """Whoever coordinates the county; where nobody does, its administrators, then the towns' coordinators."""
    for role in knowledge.KEEPERS:
        found = reachable(desk.session, everybody(desk.session, role, desk.now))
        if found:
            return found
    return []


def _words(found: Sequence[Faq], stage: str) -> str:
    lines = [f"{excerpt(one.question, 30)}（有效期至{one.expires}）" for one in found[:MOST_LISTED]]
    more = [f"等{len(found)}条"] if len(found) > MOST_LISTED else []
    return "\n".join([f"有{len(found)}{TOLD[stage]}", *lines, *more])


def _told_for(one: Faq, stage: str) -> object:
    return one.warned_for if stage == BEFORE else one.ended_for


def _note(one: Faq, stage: str) -> None:
    if stage == BEFORE:
        one.warned_for = one.expires
    else:
        one.ended_for = one.expires
