"""How names and numbers are written before they are compared: one form for every place."""

from __future__ import annotations

import re
import unicodedata

from models.crypto import KeyRing

NAME = "person.name"
PHONE = "person.phone"

_BETWEEN_DIGITS = re.compile(r"[\s\-‐-―－·.()]+")
_COUNTRY = re.compile(r"(?:\+86|0086|86(?=1\d{10}$))")
_NUMBER = re.compile(
    r"1[3-9]\d{9}"  # a mobile
    r"|0\d{2,3}[2-8]\d{6,7}"  # an area code and a landline
    r"|[2-8]\d{6,7}"  # a landline of one's own town
    r"|[48]00\d{7}"  # a service line
)


def normal_name(name: str) -> str:
    """A name as it is compared: full-width letters narrow, no spaces, no capitals."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def normal_phone(phone: str) -> str | None:
    """The digits of a Chinese mobile or landline number without +86; None if it is neither."""
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", phone))
    digits = _COUNTRY.sub("", digits, count=1) if _COUNTRY.match(digits) else digits
    return digits if _NUMBER.fullmatch(digits) else None


def name_index(keys: KeyRing, name: str) -> str:
    """The blind index of a person's name, for `Person.name_index`."""
    return keys.blind(normal_name(name), NAME)


def phone_index(keys: KeyRing, phone: str) -> str:
    """The blind index of a phone number, for `Person.phone_index`; all its spellings give the same."""
    return keys.blind(normal_phone(phone) or phone, PHONE)
