"""The names of areas: where the name before 村, 小区 or 路 begins, and whether it is one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp.facts import place_words as words
from nlp.facts.place_words import BUILDING, GROUP, ROAD, TOWN, UNIT, VILLAGE

_NAMING = re.compile(r"[一-鿿a-zA-Z]")
_NEVER_A_NAME = frozenset("村们")
_GOES_ON = {
    "村": "民里两干",
    "镇": "上里",
    "乡": "里亲镇村",
    "路": "灯过上面线由费程边沿况基",
    "街": "坊上道办",
    "县": "里城长",
    "庄": "稼户",
    "弄": "得好死坏清脏丢到",
}
"""村民, 镇上, 路灯: the word goes on, and is another."""


class Part(NamedTuple):
    """A part of an address in the text."""

    start: int
    end: int
    rank: int


def area(text: str, found: re.Match[str], known: list[Part]) -> Iterator[Part]:
    """The area of a name before 村, 小区, 路 …; and the number behind it, if it has one."""
    if text[max(0, found.start() - 1) : found.start()] in _NEVER_A_NAME:
        return
    suffix, rank = found.group(), words.AREAS[found.group()]
    start = _name_start(text, found.start())
    name = text[start : found.start()]
    if suffix in words.NEEDS_NO_NAME and not name and text[found.end() : found.end() + 1].isdigit():
        yield Part(start, found.end(), rank)
    if not name or _is_no_name(name, suffix) or _is_broken_off(text, found.end(), suffix):
        return
    if suffix in ("村", "镇", "乡") and name[-1:] in "一二三四五六七八九十几两":
        return
    if rank == ROAD and not words.ROAD_GOES_ON.match(text, found.end()) and not _is_known_road(name + suffix):
        return
    least = 2 if rank in (ROAD, TOWN) or suffix in ("广场", "市场", "庄", "寨", "屯") else 1
    inner = max((one.end for one in known if one.start < found.end() and one.end > start), default=start)
    if found.end() - inner > len(suffix) or (inner == start and len(name) >= least):
        yield Part(inner, found.end(), rank)


def _is_known_road(name: str) -> bool:
    return words.WELL_KNOWN_ROADS.fullmatch(name) is not None


def _name_start(text: str, end: int) -> int:
    return behind_breaks(text, end, words.NAME_BREAKS, words.LONGEST_NAME)


def behind_breaks(text: str, end: int, breaks: re.Pattern[str], most: int) -> int:
    """Where the name begins that ends at `end`: behind the last other word; at `end` if it is too long."""
    start = end
    while start > 0 and end - start <= most and _NAMING.match(text[start - 1]):
        start -= 1
    stretch = text[start:end]
    kept = [match.span() for match in words.NAMES_WITH_BREAKS.finditer(stretch)]
    for match in breaks.finditer(stretch):
        if not any(low <= match.start() < high for low, high in kept):
            start = end - len(stretch) + match.end()
    return start if end - start <= most else end


def _is_no_name(name: str, suffix: str) -> bool:
    return name[-1] in words.NO_NAME.get(suffix, "") or (
        len(name) == 1 and suffix in ("社区", "小区", "公寓")
    )


def _is_broken_off(text: str, end: int, suffix: str) -> bool:
    after = text[end : end + 1]
    return after != "" and after in _GOES_ON.get(suffix, "")


def rank_of(name: str) -> int:
    """The rank of a known name: by its last word, else that of a village."""
    for rank, shape, _ in words.SHAPES:
        if rank in (GROUP, BUILDING, UNIT) and shape.fullmatch(name):
            return rank
    for suffix in sorted(words.AREAS, key=len, reverse=True):
        if name.endswith(suffix):
            return words.AREAS[suffix]
    tail = re.search(r"[0-9一二三四五六七八九十东西南北](?:组|队|社|片区?|网格)$", name)
    return GROUP if tail else VILLAGE
