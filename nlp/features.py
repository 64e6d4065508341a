"""What the learned layer looks at: the pairs of a text, its words, and what the rules found in it.

The same code looks at texts for training and for judging, so that both see the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import add

from nlp.reason import Cue, Reason

LONGEST = 255  # characters of a text that are looked at: the matter stands at its beginning
MOST_WORDS = 150
START, END = "^", "$"  # mark where a text begins and ends
WORD, FINDING = "W:", "R:"
"""How the names of words and of findings begin, among the features."""
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


def words(cut: Sequence[str]) -> dict[str, None]:
    """Return the words of a text, each once."""
    return {word: None for word in cut[:MOST_WORDS] if not word.isspace()}


def findings(reasons: Iterable[Reason]) -> dict[str, None]:
    """Return what the rules found, by side and by how sure the rule is: once, twice, more often."""
    times: dict[str, int] = {}
    for _, cue in reasons:
        if not cue.own:  # a county's own words are weighed as the county says
            side = _side(cue)
            times[side] = times.get(side, 0) + 1
    found: dict[str, None] = {}
    for side, number in times.items():
        found[side] = None
        if number > 1:
            found[f"{side}:again"] = None
        if number > 2:
            found[f"{side}:often"] = None
    return found


@lru_cache(4096)
def _side(cue: Cue) -> str:
    if cue.toward in _OPEN_SIDES:
        return f"{FINDING}{cue.toward}:{'for' if cue.weight > 0 else 'against'}"
    level = cue.rule.rpartition(".")[2]
    return f"{FINDING}{cue.toward}:{level if level in _LEVELS else 'kind'}"


def count_of(names: Iterable[Iterable[str]], at_least: int) -> list[str]:
    """Return, in order, the features that stand in at least so many texts."""
    counts: Counter[str] = Counter()
    for found in names:
        counts.update(found)
    return sorted(name for name, number in counts.items() if number >= at_least and BLANK not in name)
