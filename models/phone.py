"""Chinese telephone numbers: one form of digits for every way of writing one."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_DIGITS = re.compile(r"[\s\-‐-―－·.()]+")
_COUNTRY = re.compile(r"(?:\+86|0086|86(?=1\d{10}$))")
_NUMBER = re.compile(
    r"1[3-9]\d{9}"  # a mobile
    r"|0\d{2,3}[2-8]\d{6,7}"  # an area code and a landline
    r"|[2-8]\d{6,7}"  # a landline of one's own town
    r"|[48]00\d{7}"  # a service line
)


def normal_phone(phone: str) -> str | None:
    """The digits of a Chinese mobile or landline number without +86; None if it is neither."""
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", phone))
    country = _COUNTRY.match(digits)
    spellings = (digits[country.end() :], "0" + digits[country.end() :]) if country else (digits,)
    return next((one for one in spellings if _NUMBER.fullmatch(one)), None)
