"""Answer times 应答时间: how soon residents who called by `1` were answered, by place; nobody is in it.

A call is one `1` in a group or 要 in private that called the chief. It is answered by the first word of
anybody who was called, within two hours; the answer time is from the call to that word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlmodel import Session, col, select

from models.call import ChiefCall
from models.grid import GridNode, under

SOON = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Answered:
    """Calls of one place: how many, how many were answered, half of these within `median_minutes`, and how
    many within five minutes.
    """

    n: int
    answered: int
    median_minutes: float | None
    within_5_minutes: int

    @property
    def share_within_5(self) -> float | None:
        """Of all calls, answered or not; None without any."""
        return self.within_5_minutes / self.n if self.n else None


def answer_times(
    session: Session, path: str, span: tuple[datetime, datetime]
) -> tuple[Answered, dict[str, Answered]]:
    """Of the calls at or below a place in a time (its end apart): of all, and by the code of each place.

    Places stand in the order of the tree, those without calls are left out.
    """
    asked = (
        select(GridNode.code, ChiefCall.at, ChiefCall.answered_at)
        .join(GridNode, col(GridNode.id) == col(ChiefCall.node_id))
        .where(under(path), col(ChiefCall.at) >= span[0], col(ChiefCall.at) < span[1])
        .order_by(col(GridNode.path), col(ChiefCall.at))
    )
    by_place: dict[str, list[timedelta | None]] = {}
    for code, at, answered_at in session.exec(asked):
        by_place.setdefault(code, []).append(None if answered_at is None else answered_at - at)
    every = [one for times in by_place.values() for one in times]
    return _count(every), {code: _count(times) for code, times in by_place.items()}


def _count(times: Iterable[timedelta | None]) -> Answered:
    told = list(times)
    answered = [one for one in told if one is not None]
    minutes = [one / timedelta(minutes=1) for one in answered]
    middle = round(median(minutes), 1) if minutes else None
    return Answered(len(told), len(answered), middle, len([one for one in answered if one <= SOON]))
