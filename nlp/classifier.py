"""One message in, one verdict out: find the words, let the context thin them, weigh what stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.alarm import Alarm, Danger
from nlp.catalogue import Catalogue
from nlp.context import Context, aligned
from nlp.facts import FactReader
from nlp.lexicon import Lexicon
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

    def classify(self, text: str) -> Verdict:
        """Return the verdict on one message."""
        plain = _clipped(normalise(text))
        hits = self._standing_hits(plain.lower())
        if not hits:
            return _SILENT
        danger = self._tools.alarm.danger(hits)
        reasons = self._reasons(plain.lower(), hits)
        report, category = weigh(reasons, self._kinds, self._shared.silence)
        if danger is not None:
            return self._emergency(plain, danger, reasons, category)
        if category is None or report < self._shared.ask:
            return _silent(report, reasons)
        return self._reported(plain, hits, reasons, (report, category))

    def _standing_hits(self, text: str) -> list[Hit]:
        """Find the words that still stand when masks, denials, endings and word boundaries are heeded."""
        hits = longest_only(self._tools.matcher.find(text))
        if not hits or self._tools.context.is_solved(text, hits):
            return []
        hits = self._tools.context.standing(text, hits)
        if not any(cue.toward in self._kinds for hit in hits for cue in self._cues.get(hit.term, ())):
            return hits
        return aligned(hits, self._tools.segmenter.cut(text))

    def _reasons(self, text: str, hits: Sequence[Hit]) -> list[Reason]:
        reasons = [Reason(hit.term, cue) for hit in hits for cue in self._cues.get(hit.term, ())]
        for together, parts in self._tools.combinations.find(hits):
            reasons.append(Reason("+".join(part.term for part in parts), together.cue))
        return reasons + self._tools.shapes.reasons(text)

    def _emergency(
        self, plain: str, danger: Danger, reasons: Sequence[Reason], category: str | None
    ) -> Verdict:
        named = self.catalogue.get(danger.category)
        evidence = (Evidence("+".join(danger.terms), 9.0, f"common.emergency.{danger.name}"),)
        return Verdict(
            named.kind,
            "register",
            named.code,
            named.label,
            "emergency",
            danger.sensitive,
            1.0,
            evidence + _evidence(reasons, named.code, named.kind),
            self._tools.facts.read(plain),
        )

    def _reported(
        self, plain: str, hits: Sequence[Hit], reasons: Sequence[Reason], standing: tuple[float, str]
    ) -> Verdict:
        report, code = standing
        named = self.catalogue.get(code)
        sure = report >= self._shared.register_from
        return Verdict(
            named.kind,
            "register" if sure else "ask",
            code,
            named.label,
            "urgent" if self._tools.alarm.is_urgent(hits) else "normal",
            self._tools.alarm.is_private(hits, code),
            round(report, 4),
            _evidence(reasons, code, named.kind),
            self._tools.facts.read(plain),
        )


def build_classifier(
    rules: Sequence[Path] = (), places: Sequence[str] = (), cache_dir: Path | None = None
) -> Classifier:
    """Read the rule packs and prepare everything that judging needs."""
    pack = read_pack(rules)
    alarm = Alarm(pack.shared, pack.categories)
    terms = [*_terms(pack.lexicon, pack), *alarm.terms()]
    tools = _Tools(
        matcher=TermMatcher(terms),
        context=Context(pack.shared),
        combinations=CombinationFinder(pack.lexicon.combinations),
        shapes=Shapes(pack.shared.patterns),
        alarm=alarm,
        segmenter=Segmenter(places, (), cache_dir),
        facts=FactReader(places),
    )
    return Classifier(pack, tools)


def _terms(lexicon: Lexicon, pack: Pack) -> list[str]:
    shared = pack.shared
    return [*lexicon.terms(), *shared.masks, *shared.solved, *shared.unsolved]


def _clipped(text: str) -> str:
    return text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + text[-_TAIL:]


def _silent(score: float, reasons: Sequence[Reason]) -> Verdict:
    weighed = tuple(Evidence(reason.term, reason.cue.weight, reason.cue.rule) for reason in reasons)
    return Verdict("none", "silent", None, None, "normal", False, round(score, 4), weighed)


def _evidence(reasons: Sequence[Reason], code: str, kind: str) -> tuple[Evidence, ...]:
    heard = {code, kind, "report", "none"}
    return tuple(
        Evidence(reason.term, reason.cue.weight, reason.cue.rule)
        for reason in dict.fromkeys(reasons)
        if reason.cue.toward in heard
    )
