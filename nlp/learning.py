"""Learning from a county's own decisions: the table that is there is bent until it says what they say.

Passive-aggressive steps on the sides that decide, the better style and the categories, in a fixed order. What
was judged rightly before is rehearsed among the lessons, so that nothing is forgotten. The side of danger to
life is never touched.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

from nlp.bending import Bends
from nlp.learned import GLANCE, Learned, Opinion
from nlp.lessons import Bounds, Lesson, Seen, seen
from nlp.scoring import best, claims_of, margins_of, stand

EPOCHS = 8
_AVERAGED = 4  # the weights after so many of the last epochs are averaged
_ROUNDS = 4  # how often what slipped is taken up again, louder
# Reserves of the lessons: above registering, below asking, before the next category.
_BEYOND, _BELOW, _AHEAD = 0.2, 0.3, 0.2
_SLIM = 0.02  # what a rehearsed text must keep, if it never had more
_LOUDER = 0.05
_GLANCE_AHEAD = 0.02

Tell = Callable[[], None]
"""Told after each time that all was gone through."""


@dataclass(slots=True)
class _Task:
    """A lesson with where it is to stand."""

    seen: Seen
    base: Opinion
    bound: float
    """The margin that a report must reach, or that silence must stay below."""
    ahead: float = _AHEAD
    """How far its category must be before the next."""
    least: float | None = None
    """The margin on whose side a rehearsed text must stay; None: it is not rehearsed."""


@dataclass(frozen=True, slots=True)
class _Stand:
    """A text by the weights of the moment."""

    style: str
    code: str
    """Its own category, or else the one that stands highest."""
    margin: float
    claims: dict[str, float]

    @property
    def rival(self) -> str:
        """The strongest category beside its own."""
        return max((code for code in self.claims if code != self.code), key=self.claims.__getitem__)

    @property
    def ahead(self) -> float:
        """How far its category is before the next."""
        return self.claims[self.code] - self.claims[self.rival]


def learn(
    base: Learned,
    lessons: Sequence[Lesson],
    rehearsal: Sequence[Lesson],
    bounds: Bounds,
    new: Sequence[str] = (),
    tell: Tell = lambda: None,
) -> Learned:
    """Return the bent table; `new`: features that get a row. The same always gives the same."""
    learning = _Learning(base, bounds, new)
    tasks = [*learning.taught(lessons), *learning.rehearsed(rehearsal)]
    head = replace(base.head, note=f"{base.head.note}; bent by {len(lessons)} decided tickets")
    for turn in range(_ROUNDS):
        bent = Learned(head, *learning.practise(tasks, turn, tell))
        if not learning.slipped(tasks, bent):
            break
    return bent


class _Learning:
    """One course: the base, its bends and the bounds."""

    def __init__(self, base: Learned, bounds: Bounds, new: Sequence[str]) -> None:
        self._base, self._bounds, self._bends = base, bounds, Bends(base, new)
        self._known = frozenset([*base.names, *new])
        self._ask = base.head.silence + _odds(bounds.ask) / base.head.slope
        self._register = base.head.silence + _odds(bounds.register_from) / base.head.slope

    def taught(self, lessons: Iterable[Lesson]) -> list[_Task]:
        """Return the lessons on categories that the table knows, with where they shall stand."""
        found = []
        for one in lessons:
            if one.category is None or one.category in self._base.head.codes:
                taken = seen(one, self._known, self._bounds)
                bound = self._register + _BEYOND if one.reports else self._ask - _BELOW
                found.append(_Task(taken, self._base.weigh(taken.look), bound))
        return found

    def rehearsed(self, rehearsal: Iterable[Lesson]) -> list[_Task]:
        """Return what is judged rightly now; it shall keep what it has, up to what lessons must reach."""
        found = self.taught(rehearsal)
        for task in found:
            now = self._stand(task)
            if not task.seen.lesson.reports:
                task.least = self._ask
                task.bound = max(task.bound, min(now.margin, self._ask - _SLIM))
                continue
            task.least = self._register if now.margin >= self._register else self._ask
            task.bound = min(task.bound, max(now.margin, self._ask + _SLIM))
            task.ahead = min(task.ahead, max(now.ahead, _SLIM))
        return [task for task in found if not self._slips(task, self._base)]

    def practise(self, tasks: Sequence[_Task], turn: int, tell: Tell) -> tuple[list[str], bytes]:
        """Go through everything, each time in another order, the same in every run; return the bent table."""
        moments = []
        for epoch in range(EPOCHS):
            order = list(tasks)
            random.Random(turn * EPOCHS + epoch).shuffle(order)  # noqa: S311 - an order, no secret
            for task in order:
                self._take(task)
            if epoch >= EPOCHS - _AVERAGED:
                moments.append(self._bends.now())
            tell()
        return self._bends.table(moments)

    def slipped(self, tasks: Sequence[_Task], bent: Learned) -> list[_Task]:
        """Return what was rehearsed and is judged wrongly; it shall stand farther off the next time."""
        found = [task for task in tasks if self._slips(task, bent)]
        for task in found:
            task.bound += _LOUDER if task.seen.lesson.reports else -_LOUDER
            task.ahead += _LOUDER
        return found

    def _take(self, task: _Task) -> None:
        """Bend the table by one text, if it does not stand where it shall."""
        now, values = self._stand(task), task.seen.values
        if not task.seen.lesson.reports:
            self._bends.bend(values, {now.style: -1, now.code: -1}, now.margin - task.bound)
            return
        self._bends.bend(values, {now.style: 1, now.code: 1}, task.bound - now.margin)
        lacks = task.ahead - now.ahead
        if lacks <= 0 and best(now.claims, self._bounds.kinds) != now.code:
            lacks = task.ahead  # the categories of the other kind are too many
        self._bends.bend(values, {now.code: 1, now.rival: -1}, lacks)
        if task.least is None:
            self._bends.bend(task.seen.glances, {GLANCE: 1}, self._unseen(task.seen))

    def _stand(self, task: _Task) -> _Stand:
        """Return how a text stands by the weights of the moment."""
        sums, heard = self._bends.sums(task.seen.values), task.seen.said
        styles = {style: margin + sums.get(style, 0.0) for style, margin in task.base.styles.items()}
        categories = {code: margin + sums.get(code, 0.0) for code, margin in task.base.categories.items()}
        margins = margins_of(categories, heard)
        style = max(styles, key=styles.__getitem__)
        code = task.seen.lesson.category or max(margins, key=margins.__getitem__)
        return _Stand(style, code, styles[style] + margins[code] + heard.lift, claims_of(margins, heard))

    def _unseen(self, taken: Seen) -> float:
        """Return how much a text lacks to pass the first glance."""
        head, glance = self._base.head, self._base.glance_of(taken.lesson.reading.text)
        return head.glance_from + _GLANCE_AHEAD - glance - self._bends.sums(taken.glances).get(GLANCE, 0.0)

    def _slips(self, task: _Task, table: Learned) -> bool:
        """Tell whether a rehearsed text is judged wrongly by a table."""
        if task.least is None:
            return False
        wanted = task.seen.lesson
        standing = stand(table.weigh(task.seen.look), task.seen.said, self._bounds.kinds)
        if not wanted.reports:
            return standing.margin >= task.least
        return standing.margin < task.least or wanted.category not in (None, standing.category)


def _odds(score: float) -> float:
    return log(score / (1 - score))
