"""The space of an account: where it is the same account, and how it is compared there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from models.person import Identity


@dataclass(frozen=True, slots=True)
class Space:
    """Channels on which one account is one person: those of one corporation share its members."""

    channels: tuple[str, ...]
    """The channel that is spoken on first."""
    caseless: bool = False
    """Whether ZhangSan and zhangsan are one account, as its platform has it."""

    @property
    def name(self) -> str:
        """The same for each of its channels."""
        return min(self.channels)

    def key(self, account: str) -> str:
        """The account in the spelling by which it is compared."""
        return account.lower() if self.caseless else account


def space_of(spaces: Mapping[str, Space], channel: str) -> Space:
    """The space of a channel's accounts: the channel alone, if nothing else is said."""
    return spaces.get(channel) or Space((channel,))


def identities_of(session: Session, space: Space, account: str) -> list[Identity]:
    """The identities of an account: those of a known person first, then those of the first channel."""
    same = col(Identity.account) == account
    if space.caseless:
        same = or_(same, func.lower(Identity.account) == space.key(account))
    return _found(session, space, same)


def identity_of(session: Session, space: Space, account: str) -> Identity | None:
    """The identity behind an account; as it is spelled here if that is a known person's, by the index."""
    spelled = next(iter(_found(session, space, col(Identity.account) == account)), None)
    if not space.caseless or (spelled is not None and spelled.person_id is not None):
        return spelled
    return next(iter(identities_of(session, space, account)), None)


def known_identity(session: Session, space: Space, account: str, name: str | None) -> Identity:
    """The identity behind an account, made now if its words are the first that count."""
    found = identity_of(session, space, account)
    if found is None:
        found = Identity(channel=space.channels[0], account=account, name=name)
        session.add(found)
        session.flush()
    return found


def _found(session: Session, space: Space, same: ColumnElement[bool]) -> list[Identity]:
    found = session.exec(select(Identity).where(col(Identity.channel).in_(space.channels), same)).all()
    return sorted(found, key=lambda one: _rank(space, one))


def _rank(space: Space, one: Identity) -> tuple[bool, int, int]:
    return one.person_id is None, space.channels.index(one.channel), one.id or 0
