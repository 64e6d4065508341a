"""One message in, one verdict out: find the words, let the context thin them, weigh what stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.alarm import Alarm, Danger
from nlp.belonging import adds, belonging, only_facts, weight_for
from nlp.catalogue import Catalogue, Category
from nlp.context import Context, aligned
from nlp.facts import FactReader
from nlp.gate import ALL, NOTHING, Gate, Glance, Worth
from nlp.matcher import Found, Hit, TermMatcher, longest_only, unmasked
from nlp.normalise import normalise
from nlp.pack import Pack, read_pack
from nlp.privacy import Privacy
from nlp.rulepack import Source
from nlp.scoring import Pairs, Reason, trusted, weigh
from nlp.segmenter import Segmenter
from nlp.shapes import Shapes
from nlp.together import CombinationFinder
from nlp.verdict import Evidence, Verdict

__all__ = ["Classifier", "Evidence", "Verdict", "build_classifier"]

_HEAD, _TAIL = 1_500, 500  # of a very long text the beginning states the matter and the end the wish
_CERTAIN = 9.0  # what an emergency weighs in the evidence: more than any word can
_LIFT = 1.5  # what nothing but words could add: a text whose words come nowhere near is left unread
_SILENT = Verdict("none", "silent", None, None, "normal", False, 0.0)


@dataclass(frozen=True, slots=True)
class _Tools:
    """The parts of a classifier, each built once from the pack."""

    gate: Gate
    matcher: TermMatcher
    context: Context
    combinations: CombinationFinder
    shapes: Shapes
    alarm: Alarm
    privacy: Privacy
    segmenter: Segmenter
    facts: FactReader


class Classifier:
    """Judges messages; holds no state between them and may be shared by threads."""

    def __init__(self, pack: Pack, tools: _Tools) -> None:
        self.catalogue: Catalogue = pack.catalogue
        self._kinds = {category.code: category.kind for category in pack.catalogue}
        self._cues = pack.lexicon.cues
        self._shared = pack.shared
        self._masks = frozenset(pack.shared.masks)
        self._weighty = self._masks | self._cues.keys()
        self._tools = tools

    @property
    def facts(self) -> FactReader:
        """What reads the facts of a text."""
        return self._tools.facts

    def warm_up(self) -> None:
        """Load the word dictionary now, so that the first report need not wait for it."""
        self._tools.segmenter.load()

    def classify(self, text: str, without: Pairs = frozenset()) -> Verdict:
        """Return the verdict on one message; words that are suspended weigh nothing, but dangers count."""
        return self._judge(text, without, self._tools.gate.glance)

    def explain(self, text: str) -> Verdict:
        """Return the verdict of `classify` with all the words that spoke, also where they came to nothing."""
        return self._judge(text, frozenset(), lambda _seen: ALL)

    def _judge(self, text: str, without: Pairs, glance_at: Callable[[Found], Glance]) -> Verdict:
        plain = _clipped(normalise(text))
        lower = plain.lower()
        seen = self._tools.matcher.scan(lower)
        glance = glance_at(seen)
        if glance is NOTHING:
            return _SILENT
        found = self._tools.matcher.hits(seen)
        danger = self._danger(lower, found) if glance.danger else None
        if danger is not None:
            return self._emergency(plain, found, danger)
        if not glance.report:
            return _SILENT
        hits, reasons = self._standing(lower, found, without)
        report, category = weigh(reasons, self._kinds, self._shared.silence)
        if category is None or report < self._shared.ask:
            return _silent(report, reasons)
        return self._reported(plain, hits, reasons, (report, category))

    def belonging(self, pieces: Sequence[str], category: str) -> tuple[bool, ...]:
        """Tell which of the pieces that one person said belong to a matter of a category."""
        return belonging(pieces, lambda text: self._weight(text, category), self.is_fact)

    def adds_to(self, text: str, category: str) -> bool:
        """Tell whether words said right after a report of a category, by the same person, belong to it."""
        plain = normalise(text)
        return adds(plain, self._said(plain), self._weight(text, category))

    def _said(self, plain: str) -> list[str]:
        """Return the words by which a text gives a place, a time, a telephone number or an amount."""
        told = self._tools.facts.read(plain)
        return [str(told[name]) for name in ("place", "time", "phone", "amount") if name in told]

    def _weight(self, text: str, category: str) -> float:
        heard = frozenset({"report", category, self.catalogue.get(category).kind})
        return weight_for(self._all_reasons(text), heard)

    def is_chatter(self, text: str) -> bool:
        """Tell whether the words of a text speak rather for talk than for anything else."""
        reasons = self._all_reasons(text)
        return weight_for(reasons, frozenset({reason.cue.toward for reason in reasons} - {"none"})) < 0

    def _all_reasons(self, text: str) -> list[Reason]:
        lower = _clipped(normalise(text)).lower()
        hits = longest_only(self._tools.matcher.find(lower), self._weighty)
        return self._reasons(lower, self._tools.context.standing(lower, hits))

    def is_fact(self, text: str) -> bool:
        """Tell whether a text gives a place, a time, a telephone number or an amount, and nothing else."""
        plain = normalise(text)
        return only_facts(plain, self._said(plain))

    def _danger(self, text: str, found: list[Hit]) -> Danger | None:
        """Read danger from every word, the short ones inside longer ones too: better once too often."""
        free = unmasked(found, self._masks)
        return self._tools.alarm.danger(text, self._tools.context.standing(text, free))

    def _standing(self, text: str, found: list[Hit], without: Pairs) -> tuple[list[Hit], list[Reason]]:
        """Find the words that still stand when masks, endings, denials and word boundaries are heeded."""
        hits = longest_only(found, self._weighty)
        if self._tools.context.is_solved(text, hits):
            return [], []
        hits = self._tools.context.standing(text, hits)
        if not hits:
            return [], []  # all denied: nothing needs cutting
        whole = aligned(hits, self._tools.segmenter.cut(text))
        return whole, trusted(self._reasons(text, whole, hits), without)

    def _reasons(self, text: str, hits: Sequence[Hit], near: Sequence[Hit] = ()) -> list[Reason]:
        """Return every reason once, in the order of the text, the shape of the text last."""
        if not hits:
            return []
        terms = dict.fromkeys(hit.term for hit in hits)
        alone = [Reason(term, cue) for term in terms for cue in self._cues.get(term, ())]
        together = [
            Reason("+".join(part.term for part in parts), found.cue)
            for found, parts in self._tools.combinations.find(hits, near)
        ]
        return [*alone, *dict.fromkeys(together), *self._tools.shapes.reasons(text)]

    def _emergency(self, plain: str, found: list[Hit], danger: Danger) -> Verdict:
        hits = longest_only(found, self._weighty)
        reasons = self._reasons(plain.lower(), hits)
        named = self.catalogue.get(self._cause(danger, reasons))
        first = Evidence("+".join(danger.terms), _CERTAIN, f"common.emergencies.{danger.name}")
        return Verdict(
            kind=named.kind,
            decision="register",
            category=named.code,
            label=named.label,
            urgency="emergency",
            sensitive=danger.sensitive or self._tools.privacy.is_private(hits, named.code),
            score=1.0,
            evidence=(first, *_evidence(reasons, named)),
            entities=self._tools.facts.read(plain),
        )

    def _cause(self, danger: Danger, reasons: Sequence[Reason]) -> str:
        """Return the category of an emergency: a bare cry belongs to whatever is reported beside it."""
        if not danger.vague:
            return danger.category
        report, category = weigh(reasons, self._kinds, self._shared.silence)
        return category if category is not None and report >= self._shared.ask else danger.category

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
            urgency="urgent" if self._tools.privacy.is_urgent(hits) else "normal",
            sensitive=self._tools.privacy.is_private(hits, code),
            score=round(report, 4),
            evidence=_evidence(reasons, named),
            entities=self._tools.facts.read(plain),
        )


def build_classifier(
    rules: Sequence[Source] = (),
    places: Sequence[str] = (),
    cache_dir: Path | None = None,
    segmenter: Segmenter | None = None,
) -> Classifier:
    """Read the rule packs and prepare what judging needs; a `segmenter` that knows the places may serve."""
    pack = read_pack(rules)
    shared = pack.shared
    alarm, privacy = Alarm(pack), Privacy(pack)
    combinations = CombinationFinder(pack.lexicon.combinations)
    known = (pack.lexicon, combinations, alarm, privacy)
    terms = [term for part in known for term in part.terms()]
    matcher = TermMatcher([*terms, *shared.masks, *shared.solved, *shared.unsolved])
    worth = Worth(frozenset(alarm.alone()), pack.lexicon.cues, shared.silence - _LIFT)
    tools = _Tools(
        gate=Gate(matcher.terms, worth, (alarm.combinations, combinations)),
        matcher=matcher,
        context=Context(shared),
        combinations=combinations,
        shapes=Shapes(shared.patterns),
        alarm=alarm,
        privacy=privacy,
        segmenter=segmenter or Segmenter(places, cache_dir=cache_dir),
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
