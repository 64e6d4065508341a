"""A small county for reminders: one town, villages with a cadre and an adviser, households to be served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from handlers.office import Office
from handlers.understanding import Understanding
from models.appointment import Appointment
from models.calendar import Calendar
from models.database import Database, Session
from models.enrolment import Enrolment
from models.grid import GridNode
from models.ladder import Ladder
from models.outbox import OutboxMessage
from models.person import HOUSEHOLD, STAFF, Identity, Person
from models.plan import Plan
from models.role import Role
from models.task import Task
from nlp.pack import read_pack
from schedules.pack import load_pack
from schedules.runner import run_due
from tests.judges import Fixed

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(ZONE, (time(21, 0), time(7, 30)), time(8, 30))
PLANS = load_pack()
LONG_AGO = datetime(2025, 1, 1, 9, 0, tzinfo=ZONE)


def at(day: str, clock: str = "08:30") -> datetime:
    """A moment in the county's zone: at("2026-10-08")."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE)


@dataclass
class County:
    """The database with whoever was settled in it; people are known by their names."""

    database: Database
    office: Office

    @classmethod
    def founded(cls, database: Database, plans: Sequence[str] = ("contact", "adviser")) -> County:
        """A county with a town and a coordinator at each of both levels."""
        pack = {code: plan for code, plan in PLANS.items() if code in plans}
        deaf = Understanding(Fixed(None, read_pack().catalogue))
        office = Office(database, CALENDAR, deaf, pack, Ladder())
        county = cls(database, office)
        county.node("ROOT", "县", None)
        county.node("A1", "镇", "ROOT")
        county.staff("郑主任", Role.COUNTY, "ROOT")
        county.staff("钱镇长", Role.TOWN, "A1")
        return county

    def with_plans(self, *plans: Plan) -> County:
        """The same county under other plans."""
        return County(self.database, replace(self.office, plans={plan.code: plan for plan in plans}))

    # Settling

    def node(self, code: str, level: str, parent: str | None) -> None:
        """A place named by its code."""
        with self.database.session() as session:
            above = self._node(session, parent) if parent else None
            node = GridNode(code=code, name=code, level=level, parent_id=above.id if above else None)
            session.add(node)
            session.flush()
            node.path = f"{above.path if above else '/'}{node.id}/"

    def village(self, code: str, cadre: str, adviser: str | None = None) -> None:
        """A village with its people in office."""
        self.node(code, "村", "A1")
        self.staff(cadre, Role.CADRE, code)
        if adviser:
            self.staff(adviser, Role.ADVISER, code)

    def staff(
        self, name: str, role: Role, code: str, since: datetime = LONG_AGO, account: bool = True
    ) -> int:
        """Somebody in office, with an account named like himself."""
        with self.database.session() as session:
            person = self._person(session, name)
            if person is None:
                person = Person(roster=STAFF, code=name, name=name, name_index=name)
                session.add(person)
                session.flush()
                if account:
                    session.add(Identity(channel="bridge", account=name, person_id=person.id))
            node = self._node(session, code)
            session.add(Appointment(person_id=person.id or 0, role=role, node_id=node.id or 0, since=since))
            return person.id or 0

    def leaves(self, name: str, until: datetime) -> None:
        """Somebody's posts end."""
        with self.database.session() as session:
            person = self._person(session, name)
            assert person is not None
            for post in session.exec(select(Appointment).where(Appointment.person_id == person.id)):
                post.until = until

    def enrols(
        self,
        name: str,
        code: str,
        since: datetime = LONG_AGO,
        responsible: str | None = None,
        plan: str = "contact",
    ) -> None:
        """A household is enrolled, for 帮联系 if nothing else is said."""
        with self.database.session() as session:
            node, named = self._node(session, code), self._person(session, responsible or "")
            person = Person(
                roster=HOUSEHOLD, code=name, name=name, name_index=name, phone="13800001234", node_id=node.id
            )
            session.add(person)
            session.flush()
            session.add(
                Enrolment(
                    person_id=person.id or 0,
                    plan=plan,
                    reason="外出务工",
                    consent_on=since.date(),
                    responsible_id=named.id if named else None,
                    since=since,
                )
            )

    # Time

    def runs(self, moment: datetime) -> list[str]:
        """One round at a moment."""
        return run_due(self.office, moment)

    def days(self, first: str, last: str, clocks: Sequence[str] = ("08:30",)) -> None:
        """Rounds at these hours of every day, rest days too."""
        day, end = date.fromisoformat(first), date.fromisoformat(last)
        while day <= end:
            for clock in clocks:
                self.runs(at(day.isoformat(), clock))
            day += timedelta(days=1)

    # Asking

    def digests(self, name: str | None = None) -> dict[str, str]:
        """What was posted: "name date" -> text; only one person's by date, if named."""
        with self.database.reading() as session:
            posted = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))).all()
            found = {f"{one.user_id} {one.key[-10:]}": one.text or "" for one in posted}
            assert len(found) == len(posted), "one message a person and day"
        if name is None:
            return found
        return {key.split()[1]: text for key, text in found.items() if key.split()[0] == name}

    def tasks(self) -> list[Task]:
        """All tasks, by id."""
        with self.database.reading() as session:
            return list(session.exec(select(Task).order_by(col(Task.id))))

    def changes(self, name: str, **values: Any) -> None:
        """Write into the task of the household of that name."""
        with self.database.session() as session:
            person = self._person(session, name)
            assert person is not None
            for task in session.exec(select(Task).where(Task.person_id == person.id)):
                for field, value in values.items():
                    setattr(task, field, value)

    @staticmethod
    def _node(session: Session, code: str) -> GridNode:
        return session.exec(select(GridNode).where(GridNode.code == code)).one()

    @staticmethod
    def _person(session: Session, name: str) -> Person | None:
        return session.exec(select(Person).where(Person.code == name)).first()


def families(count: int) -> Iterator[str]:
    """Names of households."""
    return (f"户{number:03}" for number in range(1, count + 1))
