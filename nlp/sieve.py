"""What finds and thins the words of a text: built of a rule pack alone, and shared by all who judge by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.alarm import Alarm
from nlp.context import Context
from nlp.gate import Gate
from nlp.matcher import TermMatcher
from nlp.pack import KEPT, Pack
from nlp.privacy import Privacy
from nlp.reason import Cue, Reason
from nlp.shapes import Shapes
from nlp.together import CombinationFinder


@dataclass(frozen=True, slots=True)
class Sieve:
    """The parts of a classifier that know the pack, each built once; they hold no state between texts."""

    gate: Gate
    matcher: TermMatcher
    alone: Alone
    context: Context
    combinations: CombinationFinder
    shapes: Shapes
    alarm: Alarm
    privacy: Privacy


class Alone(dict[str, Sequence[Reason]]):
    """What each word says alone, made into reasons when it is first met; no larger than the pack."""

    def __init__(self, cues: Mapping[str, Sequence[Cue]]) -> None:
        self._cues = cues

    def __missing__(self, term: str) -> Sequence[Reason]:
        reasons = [Reason(term, cue) for cue in self._cues.get(term, ())]
        return self.setdefault(term, reasons)


@lru_cache(KEPT)
def sieve_of(pack: Pack) -> Sieve:
    """Build the sieve of a pack, once a process: in a county its places change more often than its rules."""
    shared = pack.shared
    alarm, privacy = Alarm(pack), Privacy(pack)
    combinations = CombinationFinder(pack.lexicon.combinations)
    known = (pack.lexicon, combinations, alarm, privacy)
    terms = [term for part in known for term in part.terms()]
    matcher = TermMatcher([*terms, *shared.masks, *shared.solved, *shared.unsolved])
    return Sieve(
        gate=Gate(matcher.terms, alarm.alone(), alarm.combinations, pack.lexicon.own_terms()),
        matcher=matcher,
        alone=Alone(pack.lexicon.cues),
        context=Context(shared),
        combinations=combinations,
        shapes=Shapes(shared.patterns),
        alarm=alarm,
        privacy=privacy,
    )
