"""What became of texts while they were held out: honest figures, and the margin at which to speak."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlp.evaluation import Evaluation
from nlp.judgement import CALM_BELOW, DANGER_FROM, SURE
from nlp.scoring import Standing
from nlp.training.sample import CORPUS, Sample
from nlp.verdict import Verdict

_ALARMS = 0.004  # the share of plain chat at which the bot may begin to speak
_TALK_ALARMS = 0.079  # and of the written corpus' talk, much of it written to mislead
_GLANCE_MISSES, _ALARM_MISSES = 0.005, 0.002
"""The share of what would be heard, as a report and as a danger, that the first glance may leave unread."""


class Outcome(NamedTuple):
    """How a sample stood that was held out."""

    sample: Sample
    standing: Standing
    danger: float
    glances: Sequence[float]
    """The first glances: at a report, and at danger to life."""


class Cried(NamedTuple):
    """How many texts were taken for danger to life, of how many, by what is true of them."""

    dangers: tuple[int, int]
    calm: tuple[int, int]
    """Of texts that tell no danger, look-alikes and talk."""
    reports: tuple[int, int]
    """Of other reports, of which danger is not told: hardly one is."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The outcomes of all samples that were held out."""

    outcomes: Sequence[Outcome]
    kinds: Mapping[str, str]

    def silence(self) -> float:
        """Return the margin at which the allowed share of chat would be spoken about."""
        chat = [one.standing.margin for one in self.outcomes if one.sample.chat]
        talk = [one.standing.margin for one in self.outcomes if _is_our_talk(one.sample)]
        return max(_above(some, share) for some, share in ((chat, _ALARMS), (talk, _TALK_ALARMS)) if some)

    def glances_from(self, silence: float) -> tuple[float, float]:
        """Return the first glances, at a report and at danger, below which hardly anything heard lies."""
        reports = [
            one.glances[0] for one in self.outcomes if one.sample.reports and one.standing.margin > silence
        ]
        dangers = [one.glances[1] for one in self.outcomes if one.sample.danger and one.danger >= CALM_BELOW]
        return _below(reports, _GLANCE_MISSES), _below(dangers, _ALARM_MISSES)

    def evaluations(self, silence: float) -> dict[str, Evaluation]:
        """Return the figures by source, each text judged by what was learned without it."""
        found: dict[str, Evaluation] = {}
        for one in self.outcomes:
            verdict = self._verdict(one, silence)
            for row in _rows(one.sample, self.kinds):
                found.setdefault(one.sample.source, Evaluation()).add(row, verdict)
        return found

    def dangers(self) -> dict[str, "Cried"]:
        """Return by source how often danger to life was heard, and cried where nobody is in danger."""
        found: dict[str, list[Outcome]] = {}
        for one in self.outcomes:
            found.setdefault(one.sample.source, []).append(one)
        return {source: _cried(outcomes) for source, outcomes in found.items()}

    def _verdict(self, one: Outcome, silence: float) -> Verdict:
        margin, code = one.standing.margin - silence, one.standing.category
        danger = one.danger > DANGER_FROM
        if margin <= 0 and not danger:
            return Verdict("none", "silent", None, None, "normal", False, 0.0)
        decision = "register" if danger or margin > SURE else "ask"
        urgency = "emergency" if danger else "normal"
        return Verdict(self.kinds[code], decision, code, None, urgency, False, 1.0)


def _cried(outcomes: Sequence[Outcome]) -> Cried:
    parts: dict[bool | None, list[bool]] = {True: [], False: [], None: []}
    for one in outcomes:
        parts[one.sample.danger].append(one.danger > DANGER_FROM)
    dangers, calm, reports = ((sum(parts[key]), len(parts[key])) for key in (True, False, None))
    return Cried(dangers, calm, reports)


def _rows(sample: Sample, kinds: Mapping[str, str]) -> Iterator[Mapping[str, str | None]]:
    """Return the row that the sample was made of, as far as its kind is known."""
    if sample.reports is False:
        yield {"text": "", "kind": "none", "category": None, "tag": "chitchat" if sample.chat else "other"}
    elif sample.reports and not sample.danger:
        kind = kinds[sample.category] if sample.category else "report"
        yield {"text": "", "kind": kind, "category": sample.category, "tag": None}


def _above(margins: Sequence[float], share: float) -> float:
    """Return a margin that this share of the margins lies above, halfway to the next."""
    ordered = sorted(margins, reverse=True)
    place = min(max(1, int(share * len(ordered))), len(ordered) - 1)
    return round((ordered[place - 1] + ordered[place]) / 2, 4)


def _below(glances: Sequence[float], share: float) -> float:
    """Return the glance that this share of the glances lies below."""
    ordered = sorted(glances)
    return round(ordered[int(share * len(ordered))], 5)


def _is_our_talk(sample: Sample) -> bool:
    return sample.reports is False and sample.source == CORPUS
