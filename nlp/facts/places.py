"""Where a matter is: parts of an address are found, joined from the wide to the narrow, and weighed."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from nlp.facts import place_words as words
from nlp.facts.mentions import ELSEWHERE, is_only_mentioned
from nlp.facts.names import Part, area, behind_breaks, rank_of
from nlp.facts.place_words import BUILDING, ESTATE, FLOOR, GROUP, ROAD, ROOM, SPOT, TOWN, UNIT, VILLAGE
from nlp.matcher import TermMatcher, longest_only
from nlp.telltales import Telltales

_JOINT = re.compile(r"(?:的|里的?|里面的?|内|上的?|那边的?|这边的?|附近的?)?[ ,，、.:：-]?")
_GROUP_CHAT = re.compile(
    r"(?:[0-9]{0,2}(?:业主|住户|网格|居民|村民|微信|交流|通知|工作|便民|服务|物业|党员"
    r"|家长|防疫|志愿|大家庭|互助)*群)[0-9]{0,2}.*$"
)
_NUMBERED = (GROUP, ESTATE, ROAD, VILLAGE)
_AREAS = (TOWN, VILLAGE, ESTATE)
_MOST = 50
_OF_THE = "村镇乡县"
"""村卫生室: that of the village, whose name need not be said."""
_SHORT = 24
_FILLING = re.compile(
    r"(?:我们?|咱们?|俺们?|就|是|在|住|的|这边|那边|这里|那里|这儿|那儿|[,，。.!！?？ ~呢吧啊呀哈哦嗯哩咧])*"
)
_SIGNS = frozenset("组队社片村屯庄寨口头边旁门栋幢座楼号单区路街巷桥园室-#井塘渠沟坡场苑里下后前")
SHAPES = (*(shape for _, shape, _ in words.SHAPES), words.AREA, ELSEWHERE)
_TELLTALES = Telltales([shape] for shape in SHAPES)
_FAR = 60
"""In a longer text two parts that stand apart are two places."""


class Place(NamedTuple):
    """Where a matter is. `vague`: everybody has such a spot, so it does not tell where."""

    words: str
    vague: bool = False


class Places(NamedTuple):
    """What a text says of places: the one of the matter, and those that are only mentioned."""

    main: Place | None
    mentioned: tuple[str, ...] = ()


_NOWHERE = Places(None)


class PlaceReader:
    """Finds places by the county's names and by their shapes; holds no state between texts."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """`names`: the county's places, of which each is known wherever it stands."""
        self._names = TermMatcher(name for name in names if len(name) > 1)

    def read(self, text: str, shaped: bool = True) -> Places:
        """The places of a text. `text` is plain; `shaped`: whether any shape of a place may stand in it."""
        if not shaped and not self._names.scan(text):
            return _NOWHERE
        chains = self._chains(text)
        told: list[list[Part]] = []
        others: list[str] = []
        for one in chains:
            if _is_mentioned(text, one):
                others.append(_written(text, one))
            else:
                told.append(one)
        others += [
            found.group() for found in ELSEWHERE.finditer(text) if not _is_inside(found, chains[:_MOST])
        ]
        return Places(_main(text, told), tuple(dict.fromkeys(others)))

    def read_label(self, name: str) -> Place | None:
        """The place that a group's name or a nickname holds (xx小区25号群, 3栋-张三), else None."""
        main = self.read(_GROUP_CHAT.sub("", name)).main
        return None if main is None or main.vague or _is_poor(main.words) else main

    def names_only(self, text: str) -> bool:
        """Whether a short text is a place and nothing else: 三组老井边, 就在东组那边."""
        if len(text) > _SHORT or _SIGNS.isdisjoint(text):
            return False
        chains = [one for one in self._chains(text) if not _is_vague(text, one)]
        if not chains:
            return False
        return _FILLING.fullmatch(text[: chains[0][0].start] + text[chains[-1][-1].end :]) is not None

    def _chains(self, text: str) -> list[list[Part]]:
        parts = _apart(sorted(self._parts(text), key=lambda one: (one.start, -one.end)))
        chains: list[list[Part]] = []
        for part in parts:
            if chains and _continues(text, chains[-1], part):
                chains[-1].append(part)
            else:
                chains.append([part])
        return [one for one in chains if not _is_lone(one)]

    def _parts(self, text: str) -> Iterator[Part]:
        known = [Part(hit.start, hit.end, rank_of(hit.term)) for hit in longest_only(self._names.find(text))]
        yield from known
        may = _TELLTALES.may_stand(text)
        for number, (rank, shape, needed) in enumerate(words.SHAPES):
            if may >> number & 1 and not needed.isdisjoint(text):
                for found in shape.finditer(text):
                    part = _whole(text, Part(found.start(), found.end(), rank))
                    if not _is_false_friend(text, part):
                        yield part
        if may >> len(words.SHAPES) & 1:
            for found in words.AREA.finditer(text):
                yield from area(text, found, known)


def _whole(text: str, part: Part) -> Part:
    """A spot with the name of what it is at: 门口 of 王老五家; three characters at most."""
    if part.rank != SPOT or words.STANDING.fullmatch(text, part.start, part.end):
        return part
    start = behind_breaks(text, part.start, words.OWNER_BREAKS, words.LONGEST_OWNER)
    bare = behind_breaks(text, start - 1, words.NAME_BREAKS, 2) == start - 1 if start else False
    return part._replace(start=start - 1 if bare and text[start - 1] in _OF_THE else start)


def _is_false_friend(text: str, part: Part) -> bool:
    before, after = text[max(0, part.start - 3) : part.start], text[part.end : part.end + 4]
    itself = text[part.start : part.end]
    if part.rank == SPOT and words.NOWHERE.fullmatch(itself):
        return True
    return any(
        one.before.search(before) and one.itself.fullmatch(itself) and one.after.match(after)
        for one in words.FALSE_FRIENDS
        if part.rank in one.ranks
    )


def _apart(parts: list[Part]) -> list[Part]:
    """Of parts that overlap the longest from the left; the rest of one that reaches further stays."""
    kept: list[Part] = []
    for part in parts:
        if kept and part.start < kept[-1].end:
            if part.end <= kept[-1].end or part.rank not in (SPOT, ROAD):
                continue
            last = kept[-1]
            kept[-1] = Part(last.start, part.end, part.rank) if last.rank >= part.rank else last
            if kept[-1] is last:
                kept.append(Part(last.end, part.end, part.rank))
            continue
        kept.append(part)
    return kept


def _continues(text: str, chain: list[Part], part: Part) -> bool:
    """Whether a part narrows the place before it, with nothing but a joint between them."""
    last = chain[-1]
    joint = text[last.end : part.start]
    if part.rank < last.rank or (part.rank == last.rank and part.rank not in (VILLAGE, ESTATE, SPOT)):
        return False
    if "、" in joint and part.rank == last.rank:
        return False
    return _JOINT.fullmatch(joint) is not None


def _is_lone(chain: list[Part]) -> bool:
    """A bare number of a room, or a unit's floor, is no place without a house before it."""
    return len(chain) == 1 and chain[0].rank == ROOM


def _is_mentioned(text: str, chain: list[Part]) -> bool:
    return is_only_mentioned(text, chain[0].start, chain[-1].end, area=chain[-1].rank in _AREAS)


def _is_inside(found: re.Match[str], chains: list[list[Part]]) -> bool:
    return any(one[0].start <= found.start() < one[-1].end for one in chains)


def _main(text: str, chains: list[list[Part]]) -> Place | None:
    """The place that tells most; what stands apart is joined if it only narrows (住阳光小区, 家在3栋)."""
    if not chains:
        return None
    clear = [one for one in chains if not _is_vague(text, one)]
    if not clear:
        return Place(_written(text, chains[0]), vague=True)
    best = max(clear, key=lambda one: (_weight(one), -one[0].start))
    first = clear[0]
    if first is not best and _narrows(first, best) and len(text) <= _FAR:
        return Place(_written(text, first) + _written(text, best))
    return Place(_written(text, best))


def _weight(chain: list[Part]) -> int:
    """A house says more than a village, a village with a group more than either; towns say little."""
    ranks = {part.rank for part in chain}
    return len(ranks) + (2 if ranks & {BUILDING, GROUP} else 0) - (1 if ranks == {TOWN} else 0)


def _narrows(wide: list[Part], narrow: list[Part]) -> bool:
    return (
        wide[0].start < narrow[0].start
        and wide[-1].rank in (*_AREAS, GROUP)
        and narrow[0].rank > wide[-1].rank
    )


def _is_vague(text: str, chain: list[Part]) -> bool:
    if len(chain) > 1:
        return False
    said = text[chain[0].start : chain[0].end]
    return chain[0].rank in (FLOOR, UNIT) or words.GENERIC.fullmatch(said) is not None


def _written(text: str, chain: list[Part]) -> str:
    """The parts without the joints between them; a number behind a road or an estate belongs to it."""
    last = chain[-1]
    number = words.NUMBER_AFTER.match(text, last.end) if last.rank in _NUMBERED else None
    told = [text[part.start : part.end] for part in chain]
    gaps = ["-" if text[a.end : b.start] == "-" else "" for a, b in pairwise(chain)] + [""]
    return "".join(part + gap for part, gap in zip(told, gaps, strict=True)) + (
        number.group() if number else ""
    )


def _is_poor(said: str) -> bool:
    """A floor or a door in a nickname tells nothing."""
    return len(said) < 2
