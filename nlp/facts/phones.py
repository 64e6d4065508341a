"""Telephone numbers of people, however they are parted; those of services are no person's."""

import re

_MOBILE = r"(?:\+?86[- ]?)?1[3-9][0-9][- .·]?[0-9]{4}[- .·]?[0-9]{4}"
_FIXED = r"\(?0[0-9]{2,3}\)?[- ]?[1-9][0-9]{2,3}[- ]?[0-9]{4}"
_NAMED = r"(?:(?<=电话)|(?<=座机)|(?<=固话)|(?<=电话:)|(?<=电话是)|(?<=电话 ))[2-8][0-9]{6,7}"
_PHONE = re.compile(rf"(?<![0-9.])(?<![0-9]-)(?:{_MOBILE}|{_FIXED}|{_NAMED})(?![0-9]|-[0-9]|[*xX×])")
_SPOKEN = re.compile(r"[幺一][三四五六七八九][零一二三四五六七八九幺〇]{9}(?![零一二三四五六七八九幺〇])")
SHAPES = (_PHONE, _SPOKEN)
_AS_FIGURES = str.maketrans("零〇一二三四五六七八九幺", "0012345678" + "91")
_SERVICE = re.compile(r"(?:400|800)")
_FIXED_WHOLE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([0-9]{7,8})")


def phones_in(text: str) -> list[str]:
    """Every number of a person, in figures only; a fixed line as area-number. `text` is plain."""
    found = [(match.start(), match.group().translate(_AS_FIGURES)) for match in _SPOKEN.finditer(text)]
    found += [(match.start(), _plain(match.group())) for match in _PHONE.finditer(text)]
    return list(dict.fromkeys(number for _, number in sorted(found) if not _SERVICE.match(number)))


def _plain(words: str) -> str:
    figures = re.sub(r"\D", "", words)
    if len(figures) == 13 and figures.startswith("86"):
        figures = figures[2:]
    fixed = _FIXED_WHOLE.fullmatch(figures)
    return f"{fixed[1]}-{fixed[2]}" if fixed and not figures.startswith("1") else figures
