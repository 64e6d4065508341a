"""People of a roster: what a file says of them over what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handlers.imports import masking
from handlers.imports.cells import code, name, phone
from handlers.imports.columns import Column
from models.crypto import KeyRing
from models.imports import Register
from models.person import Person, name_index, phone_index
from models.stored import StoredPerson

CODE = Column("code", ("编码", "编号", "人员编码"), code, blank="", required=True, filled=True)
NAME = Column("name", ("姓名", "名字"), name(40), masking.name, blank="", required=True, filled=True)
PHONE = Column("phone", ("手机", "手机号", "手机号码", "电话", "电话号码", "联系电话"), phone, masking.number)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says of one person; None leaves what is stored, "" empties it."""

    code: str
    name: str
    phone: str | None = None
    unit: str | None = None
    node_id: int | None = None
    away: str | None = None


NOBODY = StoredPerson(0, "", "", None, None, None, None, None)


def over(said: str | None, stored: str | None) -> str | None:
    """What a file says of a value over what is stored."""
    return stored if said is None else said or None


@dataclass
class PeopleDraft:
    """The people of a file over those of their roster."""

    roster: str
    entries: Sequence[Entry]
    stored: Mapping[str, StoredPerson]

    @cached_property
    def new(self) -> set[str]:
        """The codes of those who are not stored yet."""
        return {entry.code for entry in self.entries} - self.stored.keys()

    @cached_property
    def changed(self) -> set[str]:
        """The codes of those about whom something else is said than is stored."""
        return {
            entry.code
            for entry in self.entries
            if (old := self.stored.get(entry.code)) and _wanted(entry, old) != _columns(old)
        }

    def write(self, register: Register) -> dict[str, int]:
        """Add and change them; the ids of all by code."""
        new = [self._row(register.keys, entry) for entry in self.entries if entry.code in self.new]
        register.add(Person, new)
        changed = [entry for entry in self.entries if entry.code in self.changed]
        register.change(
            Person,
            [self._row(register.keys, entry) | {"id": self.stored[entry.code].id} for entry in changed],
        )
        return register.person_ids(self.roster, [entry.code for entry in self.entries])

    def _row(self, keys: KeyRing, entry: Entry) -> dict[str, Any]:
        wanted = _wanted(entry, self.stored.get(entry.code, NOBODY))
        phone = wanted["phone"]
        return wanted | {
            "roster": self.roster,
            "code": entry.code,
            "name_index": name_index(keys, entry.name),
            "phone_index": None if phone is None else phone_index(keys, phone),
        }


def _wanted(entry: Entry, old: StoredPerson) -> dict[str, Any]:
    """A person's columns as the file wants them."""
    return {
        "name": entry.name,
        "phone": over(entry.phone, old.phone),
        "unit": over(entry.unit, old.unit),
        "node_id": entry.node_id or old.node_id,
        "away": over(entry.away, old.away),
    }


def _columns(old: StoredPerson) -> dict[str, Any]:
    return {key: getattr(old, key) for key in ("name", "phone", "unit", "node_id", "away")}


def erased(stored: Mapping[str, StoredPerson]) -> set[str]:
    """The codes of those who were erased on request: an import leaves them out."""
    return {code for code, person in stored.items() if person.erased_at is not None}
