"""People 人员: staff and households, and their accounts on channels."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed, keys_of
from models.crypto import KeyRing
from models.portions import portions

STAFF = "staff"
HOUSEHOLD = "household"
ERASED = "erased"
"""What stands in place of an account, name or number that was erased on request."""


class Person(SQLModel, table=True):
    """Someone on a list of the county: staff, or a household that is served. Names and numbers are sealed."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("roster", "code"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    roster: str
    code: str
    name: str = Field(sa_type=Sealed("person.name"))
    name_index: str = Field(index=True)
    phone: str | None = Field(default=None, sa_type=Sealed("person.phone"))
    phone_index: str | None = Field(default=None, index=True)
    unit: str | None = None
    node_id: int | None = Field(default=None, foreign_key="grid_node.id", index=True, sa_type=BigInt)
    """Where a household lives; staff stand in the tree by their appointments."""
    away: str | None = Field(default=None, sa_type=Sealed("person.away"))
    erased_at: datetime | None = None


class Identity(SQLModel, table=True):
    """An account on a channel. It exists once an import names it or its words became a ticket."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("channel", "account"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    channel: str
    account: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True, sa_type=BigInt)
    name: str | None = Field(default=None, sa_type=Sealed("identity.name"))

    @property
    def is_erased(self) -> bool:
        """Whether nobody knows any more whose account it was."""
        return self.account.startswith(ERASED)

    @property
    def actor(self) -> str:
        """The word for whoever acts by it: one for all accounts of a person, never a name."""
        return f"identity:{self.id}" if self.person_id is None else f"person:{self.person_id}"


def accounts_of(session: Session, person_id: int) -> Sequence[Identity]:
    """A person's accounts, the first given first."""
    asked = select(Identity).where(Identity.person_id == person_id).order_by(col(Identity.id))
    return session.exec(asked).all()


def account_on(session: Session, person_id: int, channel: str | None) -> Identity | None:
    """Where to reach a person: the account on `channel` if there is one, else the first of any channel."""
    accounts = accounts_of(session, person_id)
    return next((one for one in accounts if one.channel == channel), accounts[0] if accounts else None)


def behind(session: Session, accounts: Collection[str]) -> set[int]:
    """The people behind accounts, on whatever channel, by id."""
    asked = select(Identity.person_id).where(col(Identity.account).in_(sorted(accounts)))
    return {one for one in session.exec(asked) if one is not None}


def account_to_tell(
    session: Session, person_id: int, reach: Mapping[str, int], preferred: str | None = None
) -> Identity | None:
    """Where to tell a person something in private: on the channel that reaches people best.

    `reach`: how well each channel does, lower is better; among equals `preferred`, then the first given.
    """
    worst = max(reach.values(), default=0)
    accounts = sorted(
        accounts_of(session, person_id),
        key=lambda one: (reach.get(one.channel, worst), one.channel != preferred, one.id),
    )
    return accounts[0] if accounts else None


def by_code(session: Session, roster: str, code: str) -> Person | None:
    """The person of an import code on one roster."""
    return session.exec(select(Person).where(Person.roster == roster, Person.code == code)).first()


def name_index(keys: KeyRing, name: str) -> str:
    """The blind index of a name, so that it can be found without being readable."""
    return keys.blind("".join(name.split()), "person.name")


def phone_index(keys: KeyRing, phone: str) -> str:
    """The blind index of a telephone number: its digits only."""
    return keys.blind("".join(filter(str.isdigit, phone)), "person.phone")


def staff_named(session: Session, name: str) -> Sequence[Person]:
    """The staff of a name."""
    index = name_index(keys_of(session.get_bind().dialect), name)
    return session.exec(select(Person).where(Person.roster == STAFF, Person.name_index == index)).all()


def households_named(session: Session, name: str) -> Sequence[Person]:
    """The households of a name."""
    index = name_index(keys_of(session.get_bind().dialect), name)
    return session.exec(select(Person).where(Person.roster == HOUSEHOLD, Person.name_index == index)).all()


def names_among(session: Session, words: Collection[str]) -> set[str]:
    """Those of many words that are the name of somebody on a list of the county."""
    keys = keys_of(session.get_bind().dialect)
    by_index = {name_index(keys, word): word for word in words}
    found: set[str] = set()
    for some in portions(sorted(by_index)):
        asked = select(Person.name_index).where(col(Person.name_index).in_(some)).distinct()
        found |= {by_index[one] for one in session.exec(asked)}
    return found
