"""Makes the table: figures on held-out parts first, then the fit on everything that keeps all promises."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from nlp.classifier import Classifier, build_classifier
from nlp.judgement import SURE
from nlp.learned import Head
from nlp.look import BLOCKS, look_at
from nlp.pack import Pack, read_pack
from nlp.scoring import weigh
from nlp.table import pack_table, read_table
from nlp.training.fit import Fitted, Fitting
from nlp.training.heldout import HeldOut, Outcome
from nlp.training.sample import FOLDS, MADE_UP, SPOKEN, WRITTEN, Sample, Seen

SILENT = "silent"
_ROUNDS = 12  # how often promises that do not hold are repeated louder

_NOTHING_LEARNED = Head((SPOKEN,), (), dict.fromkeys(BLOCKS, 1.0), (0.0,) * 4, 0, 1, 0, 0)

Progress = Callable[[str], None]


class Trainer:
    """Fits on samples; what it is asked of lies in its constructor."""

    def __init__(self, samples: Sequence[Sample], tell: Progress) -> None:
        """Look at every sample once; `tell` is told what is being done."""
        self._tell = tell
        self._samples = list(samples)
        self._pack: Pack = read_pack()
        self._kinds = {category.code: category.kind for category in self._pack.catalogue}
        reader = build_classifier(learned=read_table(pack_table(_NOTHING_LEARNED, ["-"], bytes(4))))
        tell(f"reading {len(samples)} texts")
        self._seen = [_seen(reader, sample) for sample in self._samples]
        self._fitting = Fitting(self._seen, tuple(self._kinds))

    def held_out(self) -> HeldOut:
        """Return how every text stands that has a fold, judged by what was learned without its fold."""
        outcomes: dict[int, Outcome] = {}
        for fold in range(FOLDS):
            self._tell(f"holding out part {fold + 1} of {FOLDS}")
            places = [at for at, one in enumerate(self._samples) if one.fold == fold]
            kept = [one.heavier(0.0) if one.fold == fold else one for one in self._samples]
            outcomes.update(zip(places, self._outcomes(self._fitting.fit(kept), places), strict=True))
        return HeldOut([outcomes[at] for at in sorted(outcomes)], self._kinds)

    def table(self, held: HeldOut, note: str) -> bytes:
        """Return the table of everything, its promises repeated until they hold or no more can be done."""
        slope = float(np.log(self._pack.shared.register_from / (1 - self._pack.shared.register_from)) / SURE)
        silence = held.silence()
        begins = (silence, slope, *held.glances_from(silence), note)
        samples = self._samples
        for attempt in range(_ROUNDS):
            fitted = self._fitting.fit(samples)
            head = Head((WRITTEN, SPOKEN), self._fitting.codes, {}, (), *begins)
            packed = self._fitting.table(fitted, head)
            broken = self.broken(packed)
            self._tell(f"round {attempt + 1}: {len(broken)} messages are not judged as they must be")
            if not broken:
                break
            samples = [one.louder() if at in broken else one for at, one in enumerate(samples)]
        return packed

    def broken(self, packed: bytes) -> set[int]:
        """Return the places of what a table would not judge as promised, and of chat it speaks about."""
        judge = build_classifier(learned=read_table(packed))
        promises = ((at, one) for at, one in enumerate(self._samples) if one.example)
        broken = {at for at, one in promises if not one.kept(judge.classify(one.text))}
        chat = ((at, one) for at, one in enumerate(self._samples) if one.source == MADE_UP)
        return broken | {at for at, one in chat if judge.classify(one.text).decision != SILENT}

    def _outcomes(self, fitted: Fitted, places: Sequence[int]) -> Iterator[Outcome]:
        opinions, glances = self._fitting.opinions(fitted, places), self._fitting.glances(fitted, places)
        for at, opinion, both in zip(places, opinions, glances, strict=True):
            reasons = self._seen[at].reading.reasons
            standing = weigh(opinion, reasons, self._kinds, self._pack.shared.silence)
            yield Outcome(self._samples[at], standing, opinion.danger, both)


def _seen(reader: Classifier, sample: Sample) -> Seen:
    reading = reader.read(sample.text)
    return Seen(reading, look_at(*reading))
