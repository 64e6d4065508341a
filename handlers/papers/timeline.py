"""The timeline of a ticket as a paper tells it: when, what, who, and with which words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from handlers.actions.files import told
from handlers.actions.undo import STEPS
from handlers.desk import Desk
from handlers.message import Attachment
from handlers.papers.names import Calling
from models.event import TicketEvent
from models.moves import MOVES, Action

HEAD = ("序号", "时间", "步骤", "经手", "内容")
SHARES = (1, 3, 2, 3, 6)
WORDS = {
    Action.REPORT: "登记",
    Action.ASSIGN: "交办",
    Action.SATISFIED: "满意",
    Action.MOSTLY_SATISFIED: "基本满意",
    Action.PARTLY_SOLVED: "部分解决",
    Action.UNSATISFIED: "不满意",
}
"""Steps whose move does not tell it all, in the users' words."""


def rows(calling: Calling, steps: Sequence[TicketEvent]) -> list[list[str]]:
    """One row a step, under `HEAD`."""
    return [
        [str(one.seq), when(calling.desk, one), word(one.action), calling.actor(one), _content(calling, one)]
        for one in steps
    ]


def when(desk: Desk, step: TicketEvent) -> str:
    """The moment of a step on the county's clock."""
    local = desk.office.calendar.local(datetime.fromisoformat(step.at))
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def word(code: str) -> str:
    """What a step is called."""
    action = Action(code)
    named = WORDS.get(action) or STEPS.get(action)
    return named or (MOVES[action].label if action in MOVES else action.value)


def _content(calling: Calling, step: TicketEvent) -> str:
    """The words of a step, or what stands in its detail; where files lie is for nobody's eyes.

    Why an earlier file was made is for the office's.
    """
    detail = json.loads(step.detail)
    if step.action == Action.ATTACH:
        return told([Attachment(kind, "") for kind, count in detail["files"].items() for _ in range(count)])
    if step.action == Action.DISCLOSE and calling.public:
        return ""
    if step.action in (Action.ASSIGN, Action.LEAD):
        return f"交{calling.person(calling.desk.person(detail['to']))}" if detail.get("to") else ""
    called = [*([detail["unit"]] if detail.get("unit") else []), *detail.get("units", ())]
    return "：".join(part for part in ("、".join(called), step.note or "") if part)
