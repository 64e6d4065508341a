"""What the learned layer looks at: the pairs of a text, its words, and what the rules found in it.

The same code looks at texts for training and for judging, so that both see the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import add

from nlp.reason import Reason

LONGEST = 255  # characters of a text that are looked at: the matter stands at its beginning
MOST_WORDS = 150
START, END = "^", "$"  # mark where a text begins and ends
BLANK = "\a"  # what stands in a number's place, and in no text
_NUMBER = re.compile(r"\d{6,}")
_LEVELS = frozenset({"strong", "weak", "together", "never"})
_OPEN_SIDES = frozenset({"report", "none", "dispute", "service"})


def marked(text: str) -> str:
    """Return what is looked at of a text, its ends marked; a telephone number says nothing of the matter."""
    return f"{START}{_NUMBER.sub(_blank, text[:LONGEST])}{END}"


def _blank(number: re.Match[str]) -> str:
    return BLANK * len(number[0])


def pairs(text: str) -> Iterator[str]:
    """Return every two neighbours of a text in its order, as often as they stand there, its ends marked.

    Longer and shorter pieces were tried: the words tell what they would tell (docs/understanding.md).
    """
    whole = marked(text)
    return map(add, whole, whole[1:])


def words(cut: Sequence[str]) -> dict[str, str]:
    """Return the words of a text by their names among the features: none is taken for a pair."""
    return {f"W:{word}": word for word in cut[:MOST_WORDS] if not word.isspace()}


def findings(reasons: Iterable[Reason]) -> Mapping[str, list[Reason]]:
    """Return what the rules found, by side and by how sure the rule is, with the reasons for each."""
    found: dict[str, list[Reason]] = {}
    for reason in reasons:
        if not reason.cue.own:  # a county's own words are weighed as the county says
            found.setdefault(_side(reason), []).append(reason)
    return {name: given for side, given in found.items() for name in _counted(side, len(given))}


def _side(reason: Reason) -> str:
    toward = reason.cue.toward
    if toward in _OPEN_SIDES:
        return f"R:{toward}:{'for' if reason.cue.weight > 0 else 'against'}"
    level = reason.cue.rule.rpartition(".")[2]
    return f"R:{toward}:{level if level in _LEVELS else 'kind'}"


def _counted(side: str, times: int) -> Iterator[str]:
    """Once, twice, more often: each is a finding of its own."""
    yield side
    if times > 1:
        yield f"{side}:again"
    if times > 2:
        yield f"{side}:often"


def count_of(names: Iterable[Iterable[str]], at_least: int) -> list[str]:
    """Return, in order, the features that stand in at least so many texts."""
    counts: Counter[str] = Counter()
    for found in names:
        counts.update(found)
    return sorted(name for name, number in counts.items() if number >= at_least and BLANK not in name)
