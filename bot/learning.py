"""Learning from this county's decided tickets: what is learned, what is held out, and how both are judged.

Texts are read and forgotten; what is left of them is a table of weights. It is always the shipped table that
is bent, by all tickets that are decided now: what was erased teaches nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.parts import Parts
from bot.published import in_use, pack_of
from bot.rule_watch import RuleWatch
from bot.unlearned import Figure, is_right, to_rehearse, what_is_kept
from models import decided
from models.decided import Decided
from models.place_names import place_names
from nlp.classifier import Classifier
from nlp.learned import Learned
from nlp.learning import learn
from nlp.lessons import Bounds, Lesson, bounds_of, new_features
from nlp.pack import read_pack
from nlp.packs.phrases import PhraseFinder
from nlp.rulepack import Source
from nlp.table import built_in, pack_table
from nlp.training.sample import promised

LEAST = 30  # decided tickets: fewer teach chance
MOST = 5_000  # the newest ones
HELD_OUT = 5  # every fifth ticket, by its number

Tell = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was learned, and what speaks against publishing it."""

    table: bytes
    taught: int
    figures: Sequence[Figure]
    against: Sequence[str]


class TooFewError(ValueError):
    """There is too little to learn from; the message says how much there is."""


@dataclass(frozen=True, slots=True)
class _Ticket:
    number: int
    text: str
    lesson: Lesson

    def is_right(self, judge: Classifier) -> bool:
        return is_right(judge.classify(self.text), self.lesson.reports, self.lesson.category)


@dataclass(frozen=True, slots=True)
class _Course:
    """What learning in this county starts from."""

    watch: RuleWatch
    pack: Source
    judge: Classifier
    """By the shipped table and the county's rules."""
    bounds: Bounds
    finder: PhraseFinder
    rehearsal: Sequence[Lesson]
    tell: Tell

    def learn(self, lessons: Sequence[Lesson]) -> Learned:
        base = built_in()
        new = new_features(lessons, self.finder, frozenset(base.names))
        return learn(base, lessons, self.rehearsal, self.bounds, new, self.tell)

    def judge_by(self, table: Learned) -> Classifier:
        return self.watch.trial(self.pack, table)


def learn_here(parts: Parts, watch: RuleWatch, tell: Tell) -> Outcome:
    """Learn without a fifth of the tickets, see how that one is judged, then learn from all of them."""
    with parts.database.reading() as session:
        found = (one for one in decided.decided(session) if one.answered and not one.sensitive)
        rows = list(islice(found, MOST))
        names = [*decided.names(session), *place_names(session)]
        pack = pack_of(in_use(session).rules)
    sources: list[Source] = [*parts.settings.nlp.rules, pack]
    judge = watch.trial(pack, built_in())
    tickets = _tickets(rows, judge)
    if len(tickets) < LEAST:
        raise TooFewError(
            f"tickets that were decided here by an answer and may teach: {len(tickets)};"
            f" learning needs {LEAST}"
        )
    read, promises = read_pack(sources), promised(sources)
    bounds = bounds_of(read.shared, {one.code: one.kind for one in read.catalogue})
    rehearsal = [
        Lesson(judge.read(one.text), bool(one.reports), one.category) for one in to_rehearse(promises)
    ]
    finder = PhraseFinder(watch.segmenter, names, ())
    course = _Course(watch, pack, judge, bounds, finder, rehearsal, tell)
    held = _held_out(course, tickets)
    table = course.learn([one.lesson for one in tickets])
    rest = what_is_kept(judge, course.judge_by(table), promises)
    packed = pack_table(table.head, table.names, table.weights)
    return Outcome(packed, len(tickets), [*held, *rest.figures], [*_against(held), *rest.against])


def _tickets(rows: Sequence[Decided], judge: Classifier) -> list[_Ticket]:
    """The tickets that may teach: dangers to life do not, whatever was decided about them."""
    return [
        _Ticket(one.number, one.text, Lesson(judge.read(one.text), one.category is not None, one.category))
        for one in rows
        if judge.classify(one.text).urgency != "emergency"
    ]


def _held_out(course: _Course, tickets: Sequence[_Ticket]) -> list[Figure]:
    """How the tickets that were held out are judged before and after the others were learned."""
    taught = [one.lesson for one in tickets if one.number % HELD_OUT]
    after = course.judge_by(course.learn(taught))
    groups = {"confirmed tickets held out": True, "rejected tickets held out": False}
    found = []
    for name, reports in groups.items():
        held = [one for one in tickets if not one.number % HELD_OUT and one.lesson.reports is reports]
        before, now = (sum(one.is_right(judge) for one in held) for judge in (course.judge, after))
        found.append(Figure(name, before, now, len(held)))
    return found


def _against(held: Sequence[Figure]) -> list[str]:
    if sum(one.after for one in held) >= sum(one.before for one in held):
        return []
    return ["the tickets that were held out would be judged worse"]
