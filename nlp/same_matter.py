"""Whether two people tell one matter: the same place and words that are close, or one outage for all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.echo import may_mean
from nlp.normalise import normalise
from nlp.similar import overlap_of_lesser

Shared = Mapping[str, Sequence[str]]
"""What is one matter for everybody, however many houses tell it: its name, and the words that tell it."""
CLOSE = (0.4, 0.6, 0.2)
"""What part of the lesser text's telling pairs the other must have, where none, one or both tell a place."""
_ANY_COMPLAINT = re.compile(
    r"没有?人[管修来理清]?理?|坏了?|[好几两三四五六七八九十半0-9]+[天年月周]了?|个月|打了?电话|没用|怎么办|能不能|能否|有没有"
    r"|物业|邻居|小区|业主|单元|楼道|公司|电话|领导|各位|请问|咨询|[他她人]家|有人|[一两]个|多久|哪个|部门|什么"
    r"|麻烦|尽快|处理|解决|一下|反映|投诉|严重|影响|出行|晚上|夜里|天天|老人|孩子|小孩|大家|我们?家?|咱们?家?|家里"
    r"|旁边|附近|门口|那[里边个盏条]?|这[里边个盏条]?|一直|还|都|又|了|的|把|被|给|很|太|好|来|去|啊|呀|呢|吧|在|是|有|没|不"
)
_LEFT_OUT = re.compile(r"[\W_]+")
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")


@dataclass(frozen=True, slots=True)
class Told:
    """A matter as somebody told it: the words, and the place (None: nobody knows)."""

    text: str
    place: str | None = None
    facts: tuple[str, ...] = ()
    """The words that give place, time, telephone number or amount."""


def is_same(one: Told, other: Told, shared: Shared, *, near: bool) -> bool:
    """Tell whether two texts of one category tell one matter.

    `near`: where a place that one does not tell may be taken for the other's.
    """
    things = _things(one.text, shared), _things(other.text, shared)
    if any(things):
        return bool(things[0] & things[1])
    if not same_place(one.place, other.place, near=near):
        return False
    enough = CLOSE[bool(one.place) + bool(other.place)]
    return overlap_of_lesser(_telling(one), _telling(other)) >= enough


def is_echo_of(echo: str, told: str, shared: Shared) -> bool:
    """Tell whether what an echo says (`nlp/echo.py`) can be said of a matter that was told."""
    things = _things(echo, shared)
    return bool(things & _things(told, shared)) if things else may_mean(echo, told)


def same_place(one: str | None, other: str | None, *, near: bool) -> bool:
    """Tell whether two places may be one: the same, or one within the words of the other."""
    if not one or not other:
        return near
    first, second = (normalise(place).translate(_NUMERALS) for place in (one, other))
    return first in second or second in first


def _things(text: str, shared: Shared) -> set[str]:
    plain = normalise(text)
    return {name for name, words in shared.items() if any(word in plain for word in words)}


def _telling(told: Told) -> str:
    """What tells the matter itself: the lamp, the heap of rubbish."""
    plain = normalise(told.text)
    for fact in sorted(map(normalise, told.facts), key=len, reverse=True):
        plain = plain.replace(fact, " ")
    return _LEFT_OUT.sub(" ", _ANY_COMPLAINT.sub(" ", plain)).strip()
