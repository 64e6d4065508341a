"""Place, time, phone and amount, read from the text as far as it says them."""

import re
from collections.abc import Iterable, Mapping

from nlp.matcher import TermMatcher, longest_only

_NUMBER = r"[0-9一二两三四五六七八九十百千]{1,6}"
_PLACE = re.compile(
    r"(?:[一-鿿]{2,6}(?:小区|花园|家园|公寓|新村|社区|村|镇|街道|大道|路|街|巷)){0,2}"
    r"(?:[0-9a-zA-Z一二三四五六七八九十]{1,4}(?:号楼|栋|幢|座|单元|组|社|队|楼|层|号|室|弄)){1,4}"
    r"|[一-鿿]{2,6}(?:小区|花园|家园|公寓|新村)"
    r"|[一-鿿]{1,4}(?:村口|路口|桥头|广场|市场|菜市场)"
    r"|(?:村口|村头|村东头|村西头|路口|桥头|门口|楼道|小区门口|学校门口|河边|广场)"
)
_WEEKDAY = r"(?:上|下|这|本)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天]"
_DATE = r"(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}[日号])?"
_HOUR = (
    r"(?:(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜)?[0-9一二两三四五六七八九十]{1,3}点(?:半|多|钟)?)"
)
_SPAN = rf"(?:{_NUMBER}|半|好几|几)(?:多)?(?:个)?(?:年|月|个月|星期|周|天|小时|分钟)(?:多|来)?"
_DAY = (
    r"(?:今|昨|前|明|后)(?:天|晚|早|夜)(?:早上|上午|中午|下午|晚上|夜里|半夜)?"
    r"|刚才|刚刚|半夜|凌晨|夜里|上个?月|去年"
)
_TIME = re.compile(rf"{_DATE}|{_WEEKDAY}|(?:{_DAY})(?:{_HOUR})?|{_SPAN}|{_HOUR}")
_PHONE = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})(?![0-9])")
_AMOUNT = re.compile(
    r"(?:[0-9]{1,9}(?:\.[0-9]{1,2})?|[一二两三四五六七八九十百千几]{1,6})(?:多|来)?(?:万|千|百)?(?:多|来)?(?:块钱|元钱|元|块|万)"
)
_PATTERNS = {"time": _TIME, "phone": _PHONE, "amount": _AMOUNT}


class FactReader:
    """Reads the facts of a text; knows the county's places."""

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._places = TermMatcher(place for place in places if len(place) > 1)

    def read(self, text: str) -> Mapping[str, str]:
        """Return the first place, time, phone and amount that the text names."""
        found = {name: match.group() for name, regex in _PATTERNS.items() if (match := regex.search(text))}
        place = self._place(text)
        return {"place": place, **found} if place else found

    def _place(self, text: str) -> str:
        """Join a known place with what narrows it: 幸福村 and 3组 are one place."""
        known = longest_only(self._places.find(text))
        written = _PLACE.search(text)
        if not known:
            return written.group() if written else ""
        named = known[0]
        if written is None or written.end() <= named.start:
            return named.term
        if written.start() <= named.start:
            return written.group() if written.end() >= named.end else text[written.start() : named.end]
        return named.term + (written.group() if written.start() == named.end else "")
