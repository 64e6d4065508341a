"""Makes the table: figures on held-out parts first, then the fit on everything that keeps all promises."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.classifier import Classifier, build_classifier
from nlp.learned import Head, look_at
from nlp.pack import Pack, read_pack
from nlp.scoring import Standing, weigh
from nlp.table import pack_table, read_table
from nlp.training.fit import Fitted, Fitting
from nlp.training.sample import FOLDS, SPOKEN, WRITTEN, Sample, Seen

_ALARMS = 0.004  # the share of plain chat at which the bot may begin to speak, on texts held out
_TALK_ALARMS = 0.03  # and of the written corpus' talk, where no other chat is given
_SURE = 0.25  # how far above that a report must stand to be registered unasked
_ROUNDS = 8  # how often promises that do not hold are repeated louder

_NOTHING_LEARNED = Head((SPOKEN,), (), {"pieces": 1.0, "words": 1.0, "findings": 1.0}, (0.0,) * 3, 0, 1, 0)

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What became of texts when they were held out: one standing a sample."""

    samples: Sequence[Sample]
    standings: Sequence[Standing]

    def silence(self) -> float:
        """Return the margin at which the allowed share of chat would be spoken about."""
        chat = [self.standings[at].margin for at, sample in enumerate(self.samples) if sample.chat]
        if chat:
            return _above(chat, _ALARMS)
        return _above(self._margins(lambda sample: sample.reports is False), _TALK_ALARMS)

    def share(self, of: Callable[[Sample], bool], above: float) -> float:
        """Return the share of some samples that stand above a margin."""
        margins = self._margins(of)
        return sum(margin > above for margin in margins) / max(1, len(margins))

    def _margins(self, of: Callable[[Sample], bool]) -> list[float]:
        return [
            standing.margin
            for sample, standing in zip(self.samples, self.standings, strict=True)
            if of(sample)
        ]


class Trainer:
    """Fits on samples; what it is asked of lies in its constructor."""

    def __init__(self, samples: Sequence[Sample], tell: Progress) -> None:
        """Look at every sample once; `tell` is told what is being done."""
        self._tell = tell
        self._samples = list(samples)
        self._pack: Pack = read_pack()
        self._kinds = {category.code: category.kind for category in self._pack.catalogue}
        reader = build_classifier(learned=read_table(pack_table(_NOTHING_LEARNED, ["-"], bytes(3))))
        tell(f"reading {len(samples)} texts")
        self._seen = [_seen(reader, sample) for sample in self._samples]
        self._fitting = Fitting(self._seen, tuple(self._kinds))

    def held_out(self) -> HeldOut:
        """Return how every text stands that has a fold, judged by what was learned without its fold."""
        standings: dict[int, Standing] = {}
        for fold in range(FOLDS):
            self._tell(f"holding out part {fold + 1} of {FOLDS}")
            kept = [one.heavier(0.0) if one.fold == fold else one for one in self._samples]
            places = [at for at, one in enumerate(kept) if one.weight == 0.0]
            fitted = self._fitting.fit(kept)
            standings.update(zip(places, self._standings(fitted, places), strict=True))
        places = sorted(standings)
        return HeldOut([self._samples[at] for at in places], [standings[at] for at in places])

    def table(self, silence: float, note: str) -> bytes:
        """Return the table of everything, its promises repeated until they hold or no more can be done."""
        slope = float(np.log(self._pack.shared.register_from / (1 - self._pack.shared.register_from)) / _SURE)
        samples = self._samples
        for attempt in range(_ROUNDS):
            fitted = self._fitting.fit(samples)
            heard = np.array([one.reports is True for one in samples])
            glance_from = self._fitting.glance_from(fitted, heard)
            head = Head((WRITTEN, SPOKEN), self._fitting.codes, {}, (), silence, slope, glance_from, note)
            packed = self._fitting.table(fitted, head)
            broken = self.broken(packed)
            self._tell(f"round {attempt + 1}: {len(broken)} promises of the rule files do not hold")
            if not broken:
                break
            samples = [one.heavier(2.0) if at in broken else one for at, one in enumerate(samples)]
        return packed

    def broken(self, packed: bytes) -> set[int]:
        """Return the places of the examples that a table would not judge as promised."""
        judge = build_classifier(learned=read_table(packed))
        return {at for at, one in enumerate(self._samples) if one.example and not _kept(judge, one)}

    def _standings(self, fitted: Fitted, places: Sequence[int]) -> Iterator[Standing]:
        for at, opinion in zip(places, self._fitting.opinions(fitted, places), strict=True):
            reasons = self._seen[at].reading.reasons
            yield weigh(opinion, reasons, self._kinds, self._pack.shared.silence)


def _seen(reader: Classifier, sample: Sample) -> Seen:
    reading = reader.read(sample.text)
    return Seen(reading, look_at(*reading))


def _kept(judge: Classifier, sample: Sample) -> bool:
    verdict = judge.classify(sample.text)
    if sample.danger:
        return verdict.urgency == "emergency"
    if not sample.reports:
        return verdict.decision == "silent"
    return verdict.decision == "register" and sample.category in (None, verdict.category)


def _above(margins: Sequence[float], share: float) -> float:
    """Return a margin that this share of the margins lies above, halfway to the next."""
    ordered = sorted(margins, reverse=True)
    place = min(max(1, int(share * len(ordered))), len(ordered) - 1)
    return round((ordered[place - 1] + ordered[place]) / 2, 4)
