"""Group chats 网格群: each bound to one node, with its owner and deputies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, UniqueConstraint, and_, or_
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.person import Person

OWNER = "owner"
DEPUTY = "deputy"


class ChatGroup(SQLModel, table=True):
    """A group chat bound to a node of the grid."""

    __tablename__ = "chat_group"
    __table_args__ = (UniqueConstraint("channel", "group_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    channel: str
    group_id: str
    node_id: int = Field(foreign_key="grid_node.id", index=True, sa_type=BigInt)
    muted_until: datetime | None = None
    """静音: until then the bot says nothing here but emergencies."""
    unbound_at: datetime | None = None
    """解绑: since then it belongs to no place; what was open stays with the place."""

    @property
    def is_bound(self) -> bool:
        """Whether it belongs to its place."""
        return self.unbound_at is None

    def is_muted(self, now: datetime) -> bool:
        """Whether the bot is to be silent here at `now`."""
        return self.muted_until is not None and now < self.muted_until


class GroupKeeper(SQLModel, table=True):
    """An owner 群主 or deputy 副群主 of a group, from when until when."""

    __tablename__ = "group_keeper"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    group_id: int = Field(foreign_key="chat_group.id", index=True, sa_type=BigInt)
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=BigInt)
    kind: str
    since: datetime
    until: datetime | None = None


def bound_group(session: Session, channel: str, group_id: str) -> ChatGroup | None:
    """The group of a channel's id, if it is bound."""
    found = known_group(session, channel, group_id)
    return found if found is not None and found.is_bound else None


def known_group(session: Session, channel: str, group_id: str) -> ChatGroup | None:
    """The group of a channel's id, if it is bound or was."""
    asked = select(ChatGroup).where(ChatGroup.channel == channel, ChatGroup.group_id == group_id)
    return session.exec(asked).first()


def homes(session: Session, group: int | None, node_id: int) -> list[int]:
    """The groups whose keepers decide on a ticket: its own, else those bound to its place."""
    if group is not None:
        return [group]
    bound = (ChatGroup.node_id == node_id, col(ChatGroup.unbound_at).is_(None))
    asked = select(ChatGroup.id).where(*bound).order_by(col(ChatGroup.id))
    return [one or 0 for one in session.exec(asked)]


def keepers(session: Session, group: int, kind: str, now: datetime) -> list[Person]:
    """The owners or deputies of a group at `now`, the latest named first."""
    asked = (
        select(Person)
        .join(GroupKeeper, col(GroupKeeper.person_id) == col(Person.id))
        .where(
            GroupKeeper.group_id == group,
            GroupKeeper.kind == kind,
            _at(now),
        )
        .order_by(col(GroupKeeper.id).desc())
    )
    return list(session.exec(asked))


def is_keeper(session: Session, group: int, person_id: int, now: datetime) -> bool:
    """Whether a person owns a group or deputises for its owner at `now`."""
    asked = select(GroupKeeper.id).where(
        GroupKeeper.group_id == group, GroupKeeper.person_id == person_id, _at(now)
    )
    return session.exec(asked.limit(1)).first() is not None


def kept_by(session: Session, person_id: int, now: datetime) -> list[ChatGroup]:
    """The groups that a person owns or deputises for at `now`."""
    asked = (
        select(ChatGroup)
        .join(GroupKeeper, col(GroupKeeper.group_id) == col(ChatGroup.id))
        .where(GroupKeeper.person_id == person_id, _at(now), col(ChatGroup.unbound_at).is_(None))
        .order_by(col(ChatGroup.id))
    )
    return list(session.exec(asked.distinct()))


def name_owner(session: Session, home: ChatGroup, person_id: int | None, now: datetime) -> None:
    """Name the owner of a group that was bound anew; whoever kept it before does so no more."""
    asked = select(GroupKeeper).where(GroupKeeper.group_id == home.id, _at(now))
    for former in session.exec(asked).all():
        former.until = now
        session.add(former)
    if person_id is not None:
        session.add(GroupKeeper(group_id=home.id or 0, person_id=person_id, kind=OWNER, since=now))
    session.flush()


def deputise(session: Session, group: int, person_id: int, span: tuple[datetime, datetime]) -> GroupKeeper:
    """Name a deputy of a group from one moment until another."""
    since, until = span
    named = GroupKeeper(group_id=group, person_id=person_id, kind=DEPUTY, since=since, until=until)
    session.add(named)
    session.flush()
    return named


def _at(now: datetime) -> ColumnElement[bool]:
    ended = or_(col(GroupKeeper.until).is_(None), col(GroupKeeper.until) > now)
    return and_(col(GroupKeeper.since) <= now, ended)
