"""What the learned layer is not to see of a text: words that are suspended, or weighed by a county itself."""

from collections.abc import Sequence
from itertools import accumulate

from nlp.judgement import Reading
from nlp.reason import Reason
from nlp.scoring import Pairs, trusted


def speak(reasons: Sequence[Reason], pairs: Pairs) -> bool:
    """Tell whether any of the rules and terms speaks."""
    return bool(pairs) and any((reason.cue.rule, reason.term) in pairs for reason in reasons)


def heeding(reading: Reading, without: Pairs = frozenset()) -> Reading:
    """Return a reading in which what is suspended, or weighed by the county itself, was as if not said.

    That goes for what the learned layer sees; the county's own reasons are kept and weighed as it says.
    """
    kept = trusted(reading.reasons, without)
    learned = {reason.term for reason in kept if not reason.cue.own}
    gone = {one.term for one in reading.reasons if one.cue.own or one.term not in learned}
    words = _unsaid(reading.text, reading.words, gone)
    return Reading("".join(words), words, kept)


def _unsaid(text: str, words: Sequence[str], gone: set[str]) -> list[str]:
    """Return the words of a text as if some terms had not been said, the longer ones first."""
    for term in sorted(gone, key=lambda one: (-len(one), one)):
        text = text.replace(term, " " * len(term))
    ends = list(accumulate(map(len, words)))
    return [text[end - len(word) : end] for word, end in zip(words, ends, strict=True)]
