"""Echo 附和: words that only say that what somebody just told is so here too: +1, 我家也是, 这栋也停了."""

import re

from nlp.normalise import normalise

LONGEST = 24
_HERE = (
    r"(?:(?:我们?|咱们?|俺们?|大家|这|那|家里?|边|里|儿|的|对门|隔壁|前面|后面|东头|西头"
    r"|[0-9一二三四五六七八九十]{1,3}(?=栋|幢|号|单元|组|队|社|楼)"
    r"|栋|幢|号楼?|单元|楼[上下]?|组|队|社|排|条|巷子?|小区|院子?|村|片|户)*)"
)
_TOO = re.compile(rf"(?:\+ ?1[,， ]*)?{_HERE}(?:[都全])?也(?P<said>.{{0,8}})")
_SAME = re.compile(rf"\+ ?1|加[1一]|{_HERE}(?:同|同上|同样|一样)")
_ENDING = re.compile(r"[了啊呀哦嘛噢喽的啦.。!,，~ …]+$")
_GUESSING = re.compile(r"[吧吗么呢?][.。!~ …]*$")
_SAYS_NO_MORE = re.compile(
    r"[都全]?(?:是|有|遇到|碰到)?(?:这样|这个?情况|这种情况|一样|同样|如此|这个?问题)?"
)
_LITTLE = frozenset(
    "一二两三四五六七八九十几半天日月周年时分钟小"
    "了的是有没不无人在都全着过去来要会能就还很太真好行可以想又再给让被把家我你他她们这那个点里上下也"
)
"""Characters that tell nothing of a matter."""


def echo_of(text: str) -> str | None:
    """Return what an echo says of the matter, "" for a bare one (+1, 我家也是); None if it is no echo."""
    plain = _ENDING.sub("", normalise(text[: 2 * LONGEST]))
    if not plain or len(plain) > LONGEST or _GUESSING.search(plain):
        return None
    if _SAME.fullmatch(plain):
        return ""
    found = _TOO.fullmatch(plain)
    if found is None:
        return None
    said = found["said"]
    return "" if _SAYS_NO_MORE.fullmatch(said) else said


def may_mean(echo: str, told: str) -> bool:
    """Tell whether an echo can be one of a text: of what it says, all is told there."""
    telling = set(echo) - _LITTLE
    return not echo or (bool(telling) and telling <= set(normalise(told)))
