"""One message in, one verdict out: find the words, let the context thin them, weigh what stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.alarm import Danger
from nlp.belonging import adds, belonging, only_facts, weight_for
from nlp.catalogue import Catalogue
from nlp.context import aligned
from nlp.facts import FactReader
from nlp.heeding import heeding, speak
from nlp.judgement import Judged, Judgement, Reading
from nlp.learned import ALL, NONE, Glance, Learned
from nlp.look import pairs_of
from nlp.matcher import Hit, longest_only, unmasked
from nlp.normalise import normalise
from nlp.own_words import in_own_words
from nlp.pack import Pack, read_pack
from nlp.reason import Reason
from nlp.rulepack import Source
from nlp.scoring import Pairs
from nlp.segmenter import Segmenter
from nlp.sieve import sieve_of
from nlp.table import built_in
from nlp.verdict import SILENT, Evidence, Verdict

__all__ = ["Classifier", "Evidence", "Verdict", "build_classifier"]

_HEAD, _TAIL = 1_500, 500  # of a very long text the beginning states the matter and the end the wish
_CERTAIN = 9.0  # what an emergency weighs in the evidence: more than any word can


@dataclass(frozen=True, slots=True)
class _Tools:
    """The parts of a classifier that the pack does not tell."""

    segmenter: Segmenter
    facts: FactReader
    judgement: Judgement


class Classifier:
    """Judges messages; holds no state between them and may be shared by threads."""

    def __init__(self, pack: Pack, tools: _Tools) -> None:
        self.catalogue: Catalogue = pack.catalogue
        self._shared = pack.shared
        self._masks = frozenset(pack.shared.masks)
        self._weighty = self._masks | pack.lexicon.cues.keys()
        self._has_own = bool(pack.lexicon.own_terms())
        self._sieve = sieve_of(pack)
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
        return self._answer(text, without)

    def explain(self, text: str) -> Verdict:
        """Return the verdict of `classify` with all the words that spoke, also where they came to nothing."""
        return self._answer(text, frozenset(), thorough=True)

    def read(self, text: str) -> Reading:
        """Return a text as it is judged, for those who learn from it."""
        lower = _clipped(normalise(text)).lower()
        return self._read(lower, self._longest(self._sieve.matcher.find(lower)), pairs_of(lower))[0]

    def _answer(self, text: str, without: Pairs, thorough: bool = False) -> Verdict:
        plain = normalise(text)
        verdict = self._judge(_clipped(plain), without, thorough)
        return verdict if verdict is SILENT else in_own_words(verdict, text, plain)

    def _judge(self, plain: str, without: Pairs, thorough: bool) -> Verdict:
        lower = plain.lower()
        pairs = pairs_of(lower)
        glance = ALL if thorough else self._tools.judgement.glance(pairs)
        if glance is NONE and not self._has_own:
            return SILENT
        seen = self._sieve.matcher.scan(lower)
        report = glance.report or (self._has_own and self._sieve.gate.says_own(seen))
        may = Glance(report, glance.danger or (report and self._sieve.gate.may_be_danger(seen)))
        found = self._sieve.matcher.hits(seen) if may.report or may.danger else []
        longest = self._longest(found)
        if self._sieve.context.is_solved(lower, longest):
            may = may._replace(report=False)
        if not (may.report or may.danger):
            return SILENT
        reading, hits = self._read(lower, longest, pairs)
        judged = self._tools.judgement.judge(reading)
        danger = self._danger(lower, found, judged.is_calm) if may.danger else None
        if judged.is_danger or danger is not None:
            return self._emergency(plain, hits, (reading, judged), danger)
        if not may.report:
            return SILENT
        if speak(reading.reasons, without):
            reading = heeding(reading, without)
            judged = self._tools.judgement.judge(reading)
        if judged.score < self._shared.ask:
            return self._silent(reading, judged, thorough)
        return self._reported(plain, hits, (reading, judged), thorough)

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
        hits = self._longest(self._sieve.matcher.find(lower))
        return self._reasons(lower, self._sieve.context.standing(lower, hits))

    def is_fact(self, text: str) -> bool:
        """Tell whether a text gives a place, a time, a telephone number or an amount, and nothing else."""
        plain = normalise(text)
        return only_facts(plain, self._said(plain))

    def _danger(self, text: str, found: list[Hit], calm: bool) -> Danger | None:
        """Read danger from every word, the short ones inside longer ones too: better once too often.

        `calm`: whether the text sounds so; then the rules are believed only where somebody cries out.
        """
        free = unmasked(found, self._masks)
        danger = self._sieve.alarm.danger(text, self._sieve.context.standing(text, free))
        return danger if danger is None or danger.cried or not calm else None

    def _longest(self, found: list[Hit]) -> list[Hit]:
        return longest_only(found, self._weighty)

    def _read(self, text: str, longest: list[Hit], pairs: Mapping[str, None]) -> tuple[Reading, list[Hit]]:
        """Of the words that nothing masks, find those that neither denials nor word boundaries undo."""
        near = self._sieve.context.standing(text, longest)
        words = self._tools.segmenter.cut(text)
        hits = aligned(near, words)
        reading = Reading(text, words, self._reasons(text, hits, near), pairs)
        return (heeding(reading) if self._has_own else reading), hits

    def _reasons(self, text: str, hits: Sequence[Hit], near: Sequence[Hit] = ()) -> list[Reason]:
        """Return every reason once, in the order of the text, the shape of the text last."""
        if not hits:
            return []
        alone, found = self._sieve.alone, list[Reason]()
        for term in dict.fromkeys([hit[2] for hit in hits]):
            found += alone[term]
        together = [
            Reason("+".join([part[2] for part in parts]), which.cue)
            for which, parts in self._sieve.combinations.find(hits, near)
        ]
        found += dict.fromkeys(together) if len(together) > 1 else together
        found += self._sieve.shapes.reasons(text)
        return found

    def _emergency(
        self, plain: str, hits: Sequence[Hit], standing: tuple[Reading, Judged], danger: Danger | None
    ) -> Verdict:
        """The verdict on danger to life, which the rules name, or which was learned (None)."""
        reading, judged = standing
        judgement = self._tools.judgement
        told, category = _dangers(danger), judged.standing.category
        if danger is not None and not (danger.vague and judged.score >= self._shared.ask):
            category = danger.category
        named = self.catalogue.get(category)
        signs = judgement.signs_of_danger(reading, judged) if judged.is_danger else ()
        return Verdict(
            kind=named.kind,
            decision="register",
            category=named.code,
            label=named.label,
            urgency="emergency",
            sensitive=(danger is not None and danger.sensitive)
            or self._sieve.privacy.is_private(hits, named.code),
            score=1.0,
            evidence=(*told, *signs, *judgement.evidence(reading, judged, of=named.code)),
            entities=self._tools.facts.read(plain),
        )

    def _silent(self, reading: Reading, judged: Judged, thorough: bool) -> Verdict:
        evidence = self._tools.judgement.evidence(reading, judged, against=True) if thorough else ()
        return Verdict("none", "silent", None, None, "normal", False, round(judged.score, 4), evidence)

    def _reported(
        self, plain: str, hits: Sequence[Hit], standing: tuple[Reading, Judged], thorough: bool
    ) -> Verdict:
        reading, judged = standing
        named = self.catalogue.get(judged.standing.category)
        return Verdict(
            kind=named.kind,
            decision="register" if judged.score >= self._shared.register_from else "ask",
            category=named.code,
            label=named.label,
            urgency="urgent" if judged.is_pressing or self._sieve.privacy.is_urgent(hits) else "normal",
            sensitive=self._sieve.privacy.is_private(hits, named.code),
            score=round(judged.score, 4),
            evidence=self._tools.judgement.evidence(reading, judged, thorough, named.code),
            entities=self._tools.facts.read(plain),
        )


def build_classifier(
    rules: Sequence[Source] = (),
    places: Sequence[str] = (),
    cache_dir: Path | None = None,
    segmenter: Segmenter | None = None,
    learned: Learned | None = None,
) -> Classifier:
    """Read the rule packs and prepare what judging needs; a `segmenter` that knows the places may serve.

    `learned`: a county's own table in place of the one that the project ships.
    """
    pack = read_pack(rules)
    kinds = {one.code: one.kind for one in pack.catalogue}
    tools = _Tools(
        segmenter=segmenter or Segmenter(places, cache_dir=cache_dir),
        facts=FactReader(places),
        judgement=Judgement(learned or built_in(), kinds, pack.shared.silence),
    )
    return Classifier(pack, tools)


def _clipped(text: str) -> str:
    return text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + text[-_TAIL:]


def _dangers(danger: Danger | None) -> tuple[Evidence, ...]:
    """Name the words by which the rules know a danger."""
    if danger is None:
        return ()
    return (Evidence("+".join(danger.terms), _CERTAIN, f"common.emergencies.{danger.name}"),)
