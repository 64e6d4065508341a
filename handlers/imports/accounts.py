"""Accounts of people on channels: each belongs to one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from handlers.imports import masking
from handlers.imports.cells import code
from handlers.imports.columns import Column
from handlers.imports.draft import County
from handlers.imports.lines import Flaws, Line
from models.imports import Register
from models.person import Identity
from models.space import Space
from models.stored import StoredIdentity

CHANNEL = Column("channel", ("渠道",), code, blank="")
ANOTHERS = "this account belongs to another person; correct it or leave it empty"
USER = Column("user", ("账号", "帐号"), code, masking.number, blank="")


class HasAccount(Protocol):
    """A row with a person's code and perhaps an account."""

    @property
    def line(self) -> Line: ...
    @property
    def code(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def user(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Account:
    """An account as a file names it; two that differ only in spelling are the same."""

    channel: str
    key: str
    space: str
    name: str = field(compare=False)

    @property
    def shared(self) -> tuple[str, str]:
        """What it has in common with the same account on other channels of its space."""
        return self.space, self.key


@dataclass
class AccountsDraft:
    """The accounts of a file: who is to be reached where."""

    owners: Mapping[Account, str]
    """The person's code for each."""
    known: Mapping[tuple[str, str], Sequence[StoredIdentity]]
    """What is stored, by what accounts share."""

    @cached_property
    def linked(self) -> dict[Account, str]:
        """The accounts that get a person, with the person's code."""
        return {one: code for one, code in self.owners.items() if not self._has_person(one)}

    def write(self, register: Register, ids: Mapping[str, int]) -> None:
        """Make the accounts, and link those that spoke before anyone knew whose they are."""
        fresh = {one: ids[code] for one, code in self.linked.items()}
        register.add(
            Identity,
            [
                {"channel": one.channel, "account": one.name, "person_id": person}
                for one, person in fresh.items()
                if self._stored(one) is None
            ],
        )
        nobodys = {
            stored.id: person
            for one, person in fresh.items()
            for stored in self.known.get(one.shared, ())
            if stored.person_id is None
        }
        register.change(Identity, [{"id": id_, "person_id": person} for id_, person in nobodys.items()])

    def _stored(self, one: Account) -> StoredIdentity | None:
        return next((it for it in self.known.get(one.shared, ()) if it.channel == one.channel), None)

    def _has_person(self, one: Account) -> bool:
        stored = self._stored(one)
        return stored is not None and stored.person_id is not None


def draw_up_accounts(
    rows: Iterable[HasAccount], ids: Mapping[str, int], register: Register, county: County, flaws: Flaws
) -> AccountsDraft:
    """Judge the accounts of a file; `ids` are those of its people who are stored, by code."""
    named = [(row, _account(row, county)) for row in _paired(rows, county.channels, flaws)]
    known = _known([one for _, one in named], register, county)
    owners: dict[Account, str] = {}
    codes: dict[tuple[str, str], str] = {}
    for row, one in named:
        holders = {it.person_id for it in known.get(one.shared, ()) if it.person_id is not None}
        first = codes.setdefault(one.shared, row.code)
        if holders - {ids.get(row.code)}:
            flaws.add(row.line, "user", ANOTHERS)
        elif first != row.code:
            flaws.add(row.line, "user", f"this account stands with {first} too; leave it with one of them")
        else:
            owners[one] = row.code
    return AccountsDraft(owners, known)


def _account(row: HasAccount, county: County) -> Account:
    space = county.space(row.channel)
    return Account(row.channel, space.key(row.user), space.name, row.user)


def _known(
    accounts: Iterable[Account], register: Register, county: County
) -> dict[tuple[str, str], list[StoredIdentity]]:
    """What is stored of these accounts on any channel of their space, by what they share."""
    asked: dict[str, tuple[Space, set[str]]] = {}
    for one in accounts:
        asked.setdefault(one.space, (county.space(one.channel), set()))[1].add(one.key)
    known: dict[tuple[str, str], list[StoredIdentity]] = {}
    for name, (space, keys) in asked.items():
        for stored in register.identities(space, keys):
            known.setdefault((name, space.key(stored.account)), []).append(stored)
    return known


def _paired(rows: Iterable[HasAccount], channels: Collection[str], flaws: Flaws) -> Iterator[HasAccount]:
    """The rows with a whole account on a known channel; a half one is blamed."""
    for row in rows:
        if bool(row.channel) != bool(row.user):
            lacking = "user" if row.channel else "channel"
            flaws.add(
                row.line, lacking, "渠道 channel and 账号 user belong together; fill in both or neither"
            )
        elif row.channel and channels and row.channel not in channels:
            blame_channel(row.line, channels, flaws)
        elif row.channel:
            yield row


def blame_channel(line: Line, channels: Collection[str], flaws: Flaws) -> None:
    """Blame a channel that the configuration does not have."""
    known = ", ".join(sorted(channels))
    flaws.add(line, "channel", f"no channel has this name; the configuration has {known}")
