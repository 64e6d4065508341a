"""One message in, one verdict out: find the words, let the context thin them, weigh what stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.alarm import Alarm, Danger
from nlp.catalogue import Catalogue, Category
from nlp.context import Context, aligned
from nlp.facts import FactReader
from nlp.matcher import Hit, TermMatcher, longest_only
from nlp.normalise import normalise
from nlp.pack import Pack, read_pack
from nlp.scoring import Reason, weigh
from nlp.segmenter import Segmenter
from nlp.shapes import Shapes
from nlp.together import CombinationFinder
from nlp.verdict import Evidence, Verdict

__all__ = ["Classifier", "Evidence", "Verdict", "build_classifier"]

_HEAD, _TAIL = 1_500, 500  # of a very long text the beginning states the matter and the end the wish
_CERTAIN = 9.0  # what an emergency weighs in the evidence: more than any word can
_SILENT = Verdict("none", "silent", None, None, "normal", False, 0.0)


@dataclass(frozen=True, slots=True)
class _Tools:
    """The parts of a classifier, each built once from the pack."""

    matcher: TermMatcher
    context: Context
    combinations: CombinationFinder
    shapes: Shapes
    alarm: Alarm
    segmenter: Segmenter
    facts: FactReader


class Classifier:
    """Judges messages; holds no state between them and may be shared by threads."""

    def __init__(self, pack: Pack, tools: _Tools) -> None:
        self.catalogue: Catalogue = pack.catalogue
        self._kinds = {category.code: category.kind for category in pack.catalogue}
        self._cues = pack.lexicon.cues
        self._shared = pack.shared
        self._tools = tools

    def warm_up(self) -> None:
        """Load the word dictionary now, so that the first report need not wait for it."""
        self._tools.segmenter.load()

    def classify(self, text: str) -> Verdict:
        """Return the verdict on one message."""
        plain = _clipped(normalise(text))
        hits = self._standing_hits(plain.lower())
        if not hits:
            return _SILENT
        reasons = self._reasons(plain.lower(), hits)
        danger = self._tools.alarm.danger(hits)
        if danger is not None:
            return self._emergency(plain, hits, reasons, danger)
        report, category = weigh(reasons, self._kinds, self._shared.silence)
        if category is None or report < self._shared.ask:
            return _silent(report, reasons)
        return self._reported(plain, hits, reasons, (report, category))

    def _standing_hits(self, text: str) -> list[Hit]:
        """Find the words that still stand when masks, endings, denials and word boundaries are heeded."""
        hits = longest_only(self._tools.matcher.find(text))
        if not hits or self._tools.context.is_solved(text, hits):
            return []
        hits = self._tools.context.standing(text, hits)
        if not any(self._speaks(hit) for hit in hits):
            return hits  # nothing can come of it: spare the segmenter
        return aligned(hits, self._tools.segmenter.cut(text))

    def _speaks(self, hit: Hit) -> bool:
        return any(cue.toward in self._kinds for cue in self._cues.get(hit.term, ()))

    def _reasons(self, text: str, hits: Sequence[Hit]) -> list[Reason]:
        """Return every reason once, in the order of the text."""
        alone = [Reason(hit.term, cue) for hit in hits for cue in self._cues.get(hit.term, ())]
        together = [
            Reason("+".join(part.term for part in parts), found.cue)
            for found, parts in self._tools.combinations.find(hits)
        ]
        return list(dict.fromkeys([*alone, *together, *self._tools.shapes.reasons(text)]))

    def _emergency(
        self, plain: str, hits: Sequence[Hit], reasons: Sequence[Reason], danger: Danger
    ) -> Verdict:
        named = self.catalogue.get(danger.category)
        first = Evidence("+".join(danger.terms), _CERTAIN, f"common.emergencies.{danger.name}")
        return Verdict(
            kind=named.kind,
            decision="register",
            category=named.code,
            label=named.label,
            urgency="emergency",
            sensitive=danger.sensitive or self._tools.alarm.is_private(hits, named.code),
            score=1.0,
            evidence=(first, *_evidence(reasons, named)),
            entities=self._tools.facts.read(plain),
        )

    def _reported(
        self, plain: str, hits: Sequence[Hit], reasons: Sequence[Reason], standing: tuple[float, str]
    ) -> Verdict:
        report, code = standing
        named = self.catalogue.get(code)
        return Verdict(
            kind=named.kind,
            decision="register" if report >= self._shared.register_from else "ask",
            category=code,
            label=named.label,
            urgency="urgent" if self._tools.alarm.is_urgent(hits) else "normal",
            sensitive=self._tools.alarm.is_private(hits, code),
            score=round(report, 4),
            evidence=_evidence(reasons, named),
            entities=self._tools.facts.read(plain),
        )


def build_classifier(
    rules: Sequence[Path] = (), places: Sequence[str] = (), cache_dir: Path | None = None
) -> Classifier:
    """Read the rule packs and prepare everything that judging needs."""
    pack = read_pack(rules)
    alarm = Alarm(pack.shared, pack.categories)
    shared = pack.shared
    terms = (*pack.lexicon.terms(), *alarm.terms(), *shared.masks, *shared.solved, *shared.unsolved)
    tools = _Tools(
        matcher=TermMatcher(terms),
        context=Context(shared),
        combinations=CombinationFinder(pack.lexicon.combinations),
        shapes=Shapes(shared.patterns),
        alarm=alarm,
        segmenter=Segmenter(places, cache_dir=cache_dir),
        facts=FactReader(places),
    )
    return Classifier(pack, tools)


def _clipped(text: str) -> str:
    return text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + text[-_TAIL:]


def _silent(score: float, reasons: Sequence[Reason]) -> Verdict:
    weighed = tuple(Evidence(reason.term, reason.cue.weight, reason.cue.rule) for reason in reasons)
    return Verdict("none", "silent", None, None, "normal", False, round(score, 4), weighed)


def _evidence(reasons: Sequence[Reason], named: Category) -> tuple[Evidence, ...]:
    """Name what spoke for this category and this kind, and what spoke for silence."""
    heard = {named.code, named.kind, "report", "none"}
    return tuple(
        Evidence(reason.term, reason.cue.weight, reason.cue.rule)
        for reason in reasons
        if reason.cue.toward in heard
    )
