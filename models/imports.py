"""The county's rows as an import reads and writes them: many at a time, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, SQLColumnExpression, func, insert, or_, select, text, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import Session, SQLModel, col

from models.appointment import Appointment
from models.database import Database
from models.duty import Duty
from models.enrolment import Enrolment
from models.grid import GridNode
from models.group import OWNER, ChatGroup, GroupKeeper
from models.knowledge import Faq, Notice
from models.person import Identity, Person
from models.source import TicketSource, aged_id
from models.space import Space
from models.stored import (
    StoredDuty,
    StoredEnrolment,
    StoredFaq,
    StoredGroup,
    StoredIdentity,
    StoredNode,
    StoredNotice,
    StoredPerson,
)

ASK_AT_ONCE = 800
"""Keys in one question: below what an old SQLite takes."""
WRITE_AT_ONCE = 2_000
MANY = 1_000
ONE_IMPORT_AT_A_TIME = text("SELECT pg_advisory_xact_lock(1735550051)")

Key = TypeVar("Key")
Row = Mapping[str, Any]


class Register:
    """The county as an import sees it: questions and writes by the thousand, in one transaction.

    `session` is for actions, which work on a Desk.
    """

    def __init__(self, session: Session, database: Database, progress: Callable[[int], None]) -> None:
        """`progress` is told how many rows were written since it was last told."""
        self.keys = database.keys
        self._is_sqlite = database.is_sqlite
        self.session = session
        self.progress = progress

    # Questions

    def nodes(self) -> list[StoredNode]:
        """Every place of the tree."""
        asked = select(*_columns(GridNode, StoredNode))
        return [StoredNode(*row) for row in self.session.execute(asked)]

    def node_ids(self, codes: Collection[str]) -> dict[str, int]:
        """The ids of the places that exist, by code."""
        asked = select(col(GridNode.code), col(GridNode.id))
        return dict(self._all(asked, col(GridNode.code), codes))

    def people(self, roster: str, codes: Collection[str]) -> dict[str, StoredPerson]:
        """Those of a roster who are stored already, by code."""
        asked = select(*_columns(Person, StoredPerson)).where(col(Person.roster) == roster)
        return {row[1]: StoredPerson(*row) for row in self._all(asked, col(Person.code), codes)}

    def person_ids(self, roster: str, codes: Collection[str]) -> dict[str, int]:
        """The ids of those of a roster who are stored and were not erased, by code."""
        asked = select(col(Person.code), col(Person.id)).where(
            col(Person.roster) == roster, col(Person.erased_at).is_(None)
        )
        return dict(self._all(asked, col(Person.code), codes))

    def posts(self, people: Collection[int], now: datetime) -> set[tuple[int, str, int]]:
        """The posts (person, role, place) of these people that have not ended at `now`, begun or not."""
        lasts = or_(col(Appointment.until).is_(None), col(Appointment.until) > now)
        asked = select(col(Appointment.person_id), col(Appointment.role), col(Appointment.node_id))
        return {(*row,) for row in self._all(asked.where(lasts), col(Appointment.person_id), people)}

    def identities(self, space: Space, accounts: Collection[str]) -> list[StoredIdentity]:
        """Those of these accounts that are known already, on whichever channel of their space."""
        asked = select(*_columns(Identity, StoredIdentity)).where(col(Identity.channel).in_(space.channels))
        key = func.lower(col(Identity.account)) if space.caseless else col(Identity.account)
        return [StoredIdentity(*row) for row in self._all(asked, key, map(space.key, accounts))]

    def groups(self, keys: Collection[tuple[str, str]], now: datetime) -> dict[tuple[str, str], StoredGroup]:
        """Those of these (channel, group id) that are bound already, with the owners not ended at `now`."""
        bound = select(
            col(ChatGroup.id),
            col(ChatGroup.channel),
            col(ChatGroup.group_id),
            col(ChatGroup.node_id),
            col(ChatGroup.unbound_at).is_(None),
        )
        rows = [
            row
            for channel, names in _by_first(keys).items()
            for row in self._all(
                bound.where(col(ChatGroup.channel) == channel), col(ChatGroup.group_id), names
            )
        ]
        lasts = or_(col(GroupKeeper.until).is_(None), col(GroupKeeper.until) > now)
        asked = select(col(GroupKeeper.group_id), col(GroupKeeper.person_id))
        asked = asked.where(col(GroupKeeper.kind) == OWNER, lasts)
        owners: dict[int, set[int]] = {}
        for group, person in self._all(asked, col(GroupKeeper.group_id), [row[0] for row in rows]):
            owners.setdefault(group, set()).add(person)
        return {
            (channel, name): StoredGroup(id_, channel, name, node, is_bound, frozenset(owners.get(id_, ())))
            for id_, channel, name, node, is_bound in rows
        }

    def enrolments(self, people: Collection[int]) -> dict[tuple[int, str], StoredEnrolment]:
        """The enrolments of these people, open and ended, by person and plan."""
        rows = self._all(select(*_columns(Enrolment, StoredEnrolment)), col(Enrolment.person_id), people)
        return {(row[1], row[2]): StoredEnrolment(*row) for row in rows}

    def duties(self, days: Collection[date]) -> dict[tuple[date, int], StoredDuty]:
        """The duties of these days, by day and place."""
        rows = self._all(select(*_columns(Duty, StoredDuty)), col(Duty.day), days)
        return {(row[1], row[2]): StoredDuty(*row) for row in rows}

    def faqs(self, questions: Collection[str]) -> dict[str, StoredFaq]:
        """Those of these questions that are answered already."""
        rows = self._all(select(*_columns(Faq, StoredFaq)), col(Faq.question), questions)
        return {row[1]: StoredFaq(*row) for row in rows}

    def notices(self, titles: Collection[str]) -> dict[tuple[str, int], StoredNotice]:
        """The notices of these titles, by title and place; of several the newest."""
        own = select(*_columns(Notice, StoredNotice)).where(col(Notice.ticket).is_(None))
        rows = self._all(own, col(Notice.title), titles)
        found = sorted((StoredNotice(*row) for row in rows), key=lambda one: one.id)
        return {(one.title, one.node_id): one for one in found}

    def tickets(self, keys: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of these (source, number there) that are tickets already, or were and have aged."""
        kept = {(source, aged_id(self.keys, source, number)): (source, number) for source, number in keys}
        asked = select(col(TicketSource.source), col(TicketSource.source_id))
        found = {
            (*row,)
            for source, numbers in _by_first([*keys, *kept]).items()
            for row in self._all(
                asked.where(col(TicketSource.source) == source), col(TicketSource.source_id), numbers
            )
        }
        return {kept.get(one, one) for one in found}

    # Writes

    def add(self, table: type[SQLModel], rows: Sequence[Row]) -> None:
        """Insert rows; every row names the same columns.

        PostgreSQL learns of many new rows too late: it would plan what follows, each check of a foreign key
        too, for the small table that was.
        """
        for some in _portions(rows, WRITE_AT_ONCE):
            self.session.execute(insert(table), some)
            self.progress(len(some))
        if len(rows) >= MANY and not self._is_sqlite:
            self.session.execute(text(f"ANALYZE {table.__tablename__}"))

    def change(self, table: type[SQLModel], rows: Sequence[Row]) -> None:
        """Update rows by their `id`; every row names the same columns."""
        for some in _portions(rows, WRITE_AT_ONCE):
            self.session.execute(update(table), some)
            self.progress(len(some))

    def end_owners(self, groups: Collection[int], now: datetime) -> None:
        """End at `now` whoever owns these groups."""
        for some in _portions(list(groups), ASK_AT_ONCE):
            self.session.execute(
                update(GroupKeeper)
                .where(
                    col(GroupKeeper.group_id).in_(some),
                    col(GroupKeeper.kind) == OWNER,
                    or_(col(GroupKeeper.until).is_(None), col(GroupKeeper.until) > now),
                )
                .values(until=now)
                .execution_options(synchronize_session=False)
            )

    def _all(
        self, asked: Select[*tuple[Any, ...]], key: SQLColumnExpression[Any], values: Iterable[Any]
    ) -> Iterator[Any]:
        """The rows of `asked` whose `key` is one of `values`, asked for in portions."""
        for some in _portions(sorted(set(values)), ASK_AT_ONCE):
            yield from self.session.execute(asked.where(key.in_(some)))


@contextmanager
def open_register(
    database: Database, *, write: bool, progress: Callable[[int], None] = lambda _: None
) -> Iterator[Register]:
    """The register for one import: committed at the end if it `write`s, undone by any error.

    On PostgreSQL a second import waits for the first; on SQLite any writer does.
    """
    with database.session() if write else database.reading() as session:
        if write and not database.is_sqlite:
            session.execute(ONE_IMPORT_AT_A_TIME)
        yield Register(session, database, progress)


def _columns(table: type[SQLModel], shape: type[Any]) -> list[InstrumentedAttribute[Any]]:
    """The columns of `table` that a stored shape names, in its order."""
    return [getattr(table, field) for field in shape.__dataclass_fields__]


def _by_first(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Pairs by what comes first: IN of one column is looked up, IN of pairs compared with every row."""
    seconds: dict[str, list[str]] = {}
    for first, second in pairs:
        seconds.setdefault(first, []).append(second)
    return seconds


def _portions(rows: Sequence[Key], most: int) -> Iterator[Sequence[Key]]:
    return (rows[start : start + most] for start in range(0, len(rows), most))
