"""六公开: the six stages of a case file, which of them the record proves, and what is missing.

What is looked at is the timeline, without what was taken back. The program does not know what was shown to
whom: a stage that is proved can be shown; that it was is for whoever does so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from handlers import facts
from handlers.desk import Desk
from handlers.papers.timeline import when, word
from models.event import TicketEvent
from models.moves import Action
from models.ticket import Kind, Ticket

LAW = re.compile(
    r"《[^》]{2,40}》|民法典|法律|法规|司法解释|条例|办法|规定|政策|第[一二三四五六七八九十百千\d]+条"
)
"""Words that name a law, a rule or a policy."""
LOOKED = {Action.ARRIVE, Action.ATTEND, Action.OUTCOME, Action.ATTACH, Action.PLACE}
"""Steps that show that somebody came, met or saw something."""
HEARD = {Action.ATTEMPT, Action.MEDIATE}
SAID_BY_STAFF = {
    Action.RESOLVE,
    Action.REQUEST_APPROVAL,
    Action.RETURN,
    Action.MEASURE,
    Action.OUTCOME,
    Action.ATTEMPT,
    Action.MEDIATE,
    Action.AGREE,
}
"""Steps whose words are those of whoever works on it."""
REVISITS = {Action.REVISIT, Action.REVISIT_CLOSED, Action.RELAPSE}
MOST_PROOFS = 6


@dataclass(frozen=True, slots=True)
class Case:
    """What the stages are judged by."""

    desk: Desk
    ticket: Ticket
    steps: Sequence[TicketEvent]

    def of(self, actions: Iterable[Action]) -> list[TicketEvent]:
        """The steps of some kinds."""
        wanted = set(actions)
        return [one for one in self.steps if one.action in wanted]


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the six: what proves it, or what is missing."""

    name: str
    proofs: tuple[str, ...]
    missing: str

    @property
    def is_there(self) -> bool:
        """Whether the record proves it."""
        return bool(self.proofs)


def stages(case: Case) -> list[Stage]:
    """All six, in their order."""
    return [Stage(name, tuple(prove(case)[:MOST_PROOFS]), missing) for name, prove, missing in _SIX]


def _investigated(case: Case) -> list[str]:
    """Somebody accepted it, and came, met or saw something."""
    claimed, looked = case.of({Action.CLAIM}), case.of(LOOKED)
    return _told(case, [*claimed[:1], *looked]) if claimed and looked else []


def _facts(case: Case) -> list[str]:
    """What was said is still there, and where it is."""
    where = facts.place_of(case.desk, case.ticket)
    if not case.ticket.text or where is None:
        return []
    return ["反映内容", f"地点：{where[0]}"]


def _policy(case: Case) -> list[str]:
    """讲法, or words of those who work on it that name a law or rule."""
    law = [one for one in case.of({Action.ATTEMPT}) if json.loads(one.detail).get("attempt") == "law"]
    named = [one for one in case.of(SAID_BY_STAFF) if LAW.search(one.note or "")]
    steps = sorted({one.seq: one for one in (*law, *named)}.values(), key=lambda one: one.seq)
    return _told(case, steps)


def _reasoned(case: Case) -> list[str]:
    """A mediation was held."""
    return _told(case, case.of(HEARD))


def _decided(case: Case) -> list[str]:
    """There is a result, and of a dispute a superior's yes."""
    ends = case.of({Action.APPROVE} if case.ticket.kind == Kind.DISPUTE else {Action.RESOLVE, Action.APPROVE})
    return _told(case, ends[-1:]) if case.ticket.result and ends else []


def _revisited(case: Case) -> list[str]:
    """Somebody looked at it again after it was done."""
    return _told(case, case.of(REVISITS))


def _told(case: Case, steps: Sequence[TicketEvent]) -> list[str]:
    return [f"{when(case.desk, one)} {word(one.action)}" for one in steps]


_SIX: tuple[tuple[str, Callable[[Case], list[str]], str], ...] = (
    ("公开调查", _investigated, "没有接单后到场、见面、看现场或取得材料的记录"),
    ("公开事实", _facts, "没有写清地点，或者反映内容已经删除"),
    ("公开政策", _policy, "没有讲法、写明所依据的法律政策的记录"),
    ("公开评理", _reasoned, "没有讲情、讲理、讲法或调解的记录"),
    ("公开处理", _decided, "没有办理结果，或者还没有上级同意"),
    ("公开回访", _revisited, "没有回访的记录"),
)
