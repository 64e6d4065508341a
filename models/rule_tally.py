"""Tallies 对错账: how often a word of a rule was right or wrong, in each group and in the county.

Counts of words, never of people. What falls too low is suspended 停用 in its group, or in the whole county.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.group import ChatGroup
from models.precision import is_unreliable

COUNTY = 0
"""The scope of the county as a whole; any other is the id of a group."""
IN_A_GROUP, IN_THE_COUNTY = 4, 8
"""How many decisions it takes before a word can be suspended there."""
GROUPS = 2
"""In the county it takes wrong words in so many groups: one owner does not decide for all."""


class Pair(NamedTuple):
    """A rule and the term by which it spoke: `utilities.strong`, 停水."""

    rule: str
    term: str

    @property
    def category(self) -> str:
        """The category that the rule speaks for."""
        return self.rule.partition(".")[0]


class RuleTally(SQLModel, table=True):
    """One pair in one scope. Resumed, it begins to count anew."""

    __tablename__ = "rule_tally"
    __table_args__ = (UniqueConstraint("rule", "term", "scope"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    rule: str
    term: str
    scope: int = Field(default=COUNTY, sa_type=BigInt)
    right_count: int = 0
    wrong_count: int = 0
    suspended_at: datetime | None = Field(default=None, index=True)
    resumed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Suspension:
    """A pair that weighs nothing in a scope; `chat` is the group's channel and id, None for the county."""

    pair: Pair
    chat: tuple[str, str] | None
    right: int
    wrong: int
    since: datetime

    @property
    def precision(self) -> float:
        """The share of its decisions in which it was right."""
        return self.right / max(1, self.right + self.wrong)


def tally_of(session: Session, pair: Pair, scope: int) -> RuleTally:
    """The tally of a pair in a scope, held until the transaction ends; made if it is the first."""
    found = _held(session, pair, scope)
    if found is None:
        found = RuleTally(rule=pair.rule, term=pair.term, scope=scope)
        session.add(found)
        session.flush()
    return found


def judge(session: Session, tally: RuleTally, now: datetime) -> bool:
    """Suspend what was wrong too often, take up what no longer was; whether it is suspended just now."""
    session.add(tally)
    session.flush()
    poor = _is_poor(session, tally)
    new = poor and tally.suspended_at is None
    if new or not poor:
        tally.suspended_at = now if new else None
        session.flush()
    return new


def resume(session: Session, pair: Pair, scope: int, now: datetime) -> bool:
    """Let a suspended pair speak again, its counts at nothing; False if it is not suspended there."""
    tally = _held(session, pair, scope)
    if tally is None or tally.suspended_at is None:
        return False
    tally.suspended_at, tally.resumed_at = None, now
    tally.right_count = tally.wrong_count = 0
    session.add(tally)
    return True


def suspensions(session: Session) -> Sequence[Suspension]:
    """Everything that is suspended, the county's first, the latest first."""
    asked = (
        select(RuleTally, ChatGroup)
        .join(ChatGroup, col(ChatGroup.id) == col(RuleTally.scope), isouter=True)
        .where(col(RuleTally.suspended_at).is_not(None))
        .order_by(col(RuleTally.scope) != COUNTY, col(RuleTally.suspended_at).desc(), col(RuleTally.id))
    )
    return [_suspension(tally, group) for tally, group in session.exec(asked)]


def _held(session: Session, pair: Pair, scope: int) -> RuleTally | None:
    asked = select(RuleTally).where(
        RuleTally.rule == pair.rule, RuleTally.term == pair.term, RuleTally.scope == scope
    )
    return session.exec(asked.with_for_update().execution_options(populate_existing=True)).first()


def _is_poor(session: Session, tally: RuleTally) -> bool:
    counts = tally.right_count, tally.wrong_count
    if tally.scope != COUNTY:
        return is_unreliable(*counts, IN_A_GROUP)
    return is_unreliable(*counts, IN_THE_COUNTY) and _groups_against(session, tally) >= GROUPS


def _groups_against(session: Session, tally: RuleTally) -> int:
    asked = select(func.count(col(RuleTally.id))).where(
        RuleTally.rule == tally.rule,
        RuleTally.term == tally.term,
        col(RuleTally.scope) != COUNTY,
        col(RuleTally.wrong_count) > 0,
    )
    return session.exec(asked).one()


def _suspension(tally: RuleTally, group: ChatGroup | None) -> Suspension:
    chat = None if group is None else (group.channel, group.group_id)
    since = tally.suspended_at
    assert since is not None
    return Suspension(Pair(tally.rule, tally.term), chat, tally.right_count, tally.wrong_count, since)
