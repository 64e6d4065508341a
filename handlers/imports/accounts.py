"""Accounts of people on channels: each belongs to one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from handlers.imports import masking
from handlers.imports.cells import code
from handlers.imports.columns import Column
from handlers.imports.draft import County
from handlers.imports.lines import Flaws, Line
from models.imports import Register
from models.person import Identity
from models.stored import StoredIdentity

CHANNEL = Column("channel", ("渠道",), code, blank="")
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


@dataclass
class AccountsDraft:
    """The accounts of a file: who is to be reached where."""

    owners: Mapping[tuple[str, str], str]
    """The person's code for each (channel, account)."""
    known: Mapping[tuple[str, str], StoredIdentity]

    @cached_property
    def linked(self) -> dict[tuple[str, str], str]:
        """The accounts that get a person, with the person's code."""
        return {key: code for key, code in self.owners.items() if not self._has_person(key)}

    def write(self, register: Register, ids: Mapping[str, int]) -> None:
        """Make the accounts, or link those that spoke before anyone knew whose they are."""
        fresh = {key: ids[code] for key, code in self.linked.items()}
        register.add(
            Identity,
            [
                {"channel": key[0], "account": key[1], "person_id": person}
                for key, person in fresh.items()
                if key not in self.known
            ],
        )
        register.change(
            Identity,
            [{"id": self.known[key].id, "person_id": fresh[key]} for key in fresh if key in self.known],
        )

    def _has_person(self, key: tuple[str, str]) -> bool:
        return key in self.known and self.known[key].person_id is not None


def draw_up_accounts(
    rows: Iterable[HasAccount], ids: Mapping[str, int], register: Register, county: County, flaws: Flaws
) -> AccountsDraft:
    """Judge the accounts of a file; `ids` are those of its people who are stored, by code."""
    named = list(_paired(rows, county.channels, flaws))
    known = register.identities({(row.channel, row.user) for row in named})
    owners: dict[tuple[str, str], str] = {}
    for row in named:
        key = (row.channel, row.user)
        holder = known[key].person_id if key in known else None
        if holder is not None and holder != ids.get(row.code):
            flaws.add(
                row.line, "user", "this account belongs to another person; correct it or leave it empty"
            )
        elif owners.setdefault(key, row.code) != row.code:
            flaws.add(
                row.line, "user", f"this account stands with {owners[key]} too; leave it with one of them"
            )
    return AccountsDraft(owners, known)


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
