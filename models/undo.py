"""撤销: a person's last deed, for some minutes, with the rows that it changed as they were before.

One deed a person, so that the newest stands in place of the one before. Nothing is taken back half: a row
that has changed since keeps all of them as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, inspect, update
from sqlmodel import Field, Session, SQLModel, col, select

from models import row_values
from models.announcement import Announcement
from models.appointment import Appointment
from models.arrival import Arrival
from models.broadcast import Broadcast
from models.columns import BigInt, Sealed
from models.coming import Coming
from models.duty import Duty
from models.enrolment import Enrolment
from models.gathering import Gathered
from models.group import ChatGroup, GroupKeeper
from models.knowledge import Notice
from models.lead import Lead, Supporter
from models.measure import Measure
from models.mediation import Mediation
from models.question import Asked, Question
from models.row_values import Values
from models.signature import Signature
from models.supervision import Supervision
from models.task import Task, TaskStatus
from models.ticket import Ticket
from models.typical_case import TypicalCase
from models.unit_supervision import UnitSupervision

Row = (
    Ticket
    | Question
    | Asked
    | Task
    | Enrolment
    | Duty
    | ChatGroup
    | GroupKeeper
    | Appointment
    | Arrival
    | Coming
    | Mediation
    | Signature
    | Supervision
    | UnitSupervision
    | Lead
    | Supporter
    | Measure
    | Notice
    | TypicalCase
    | Broadcast
    | Gathered
    | Announcement
)
"""What can be put back."""

KINDS: dict[str, type[SQLModel]] = {
    str(kind.__tablename__): kind
    for kind in (
        Ticket,
        Question,
        Asked,
        Task,
        Enrolment,
        Duty,
        ChatGroup,
        GroupKeeper,
        Appointment,
        Arrival,
        Coming,
        Mediation,
        Signature,
        Supervision,
        UnitSupervision,
        Lead,
        Supporter,
        Measure,
        Notice,
        TypicalCase,
        Broadcast,
        Gathered,
        Announcement,
    )
}

GROWING = {"last_seq", "last_link"}
"""What the timeline adds to is never put back; that it stands where it stood shows that nobody acted."""


class Final(StrEnum):
    """Why a deed cannot be taken back."""

    UNDONE = "undone"
    """It was, already."""
    REPORTED = "reported"
    """It opened a ticket; that has a verb of its own, 撤回."""
    JOINED = "joined"
    """It joined an open ticket; whoever does not mean that leaves it."""
    GATHERED = "gathered"
    """It made one matter of several tickets; taking it back takes them apart again."""
    SCATTERED = "scattered"
    """It took one matter apart."""
    CALLED = "called"
    """Somebody was called."""
    WITHDRAWN = "withdrawn"
    ERASED = "erased"
    """Its own words were erased by it."""
    CONSENT = "consent"
    """A reporter was asked whether it may be published; that has a verb of its own, 撤下."""
    STOPPED = "stopped"
    """A broadcast was stopped."""
    DROPPED = "dropped"
    """The words that were asked about were not kept."""
    BOUND = "bound"
    UNBOUND = "unbound"
    """A group was bound or let go; that has a verb of its own."""
    TIED = "tied"
    """An account was tied to a person, or was not."""
    GONE = "gone"
    """Words that it changed have been erased since."""


class Undo(SQLModel, table=True):
    """The last deed of one person or account."""

    __tablename__ = "undo"

    actor: str = Field(primary_key=True)
    deed: str
    """Its verb, in the users' word."""
    occasion: str
    """The message of the deed: the keys of what was said because of it begin so."""
    said: int
    at: datetime = Field(index=True)
    final: str | None = None
    """Why it cannot be taken back, if it cannot."""


class UndoImage(SQLModel, table=True):
    """One row that a deed changed or made: the columns that changed, as JSON. `before` None: it was made."""

    __tablename__ = "undo_image"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    actor: str = Field(index=True)
    kind: str
    row_id: int = Field(sa_type=BigInt)
    before: str | None = Field(default=None, sa_type=Sealed("undo_image.before"))
    after: str = Field(sa_type=Sealed("undo_image.after"))

    @property
    def was(self) -> Values:
        """The columns that changed, as they were; empty for a row that was made."""
        return row_values.unpack(self.before or "{}")

    @property
    def became(self) -> Values:
        """What they became; of a row that was made, all of them."""
        return row_values.unpack(self.after)


@dataclass(slots=True)
class Images:
    """Rows as they are before a piece of work, each as it was first seen."""

    rows: dict[tuple[str, int], tuple[SQLModel, Values | None]] = field(default_factory=dict)

    def remember(self, row: Row) -> None:
        """A stored row that may be changed."""
        self.rows.setdefault(_key(row), (row, row_values.of(row)))

    def remember_new(self, row: Row) -> None:
        """A row that was made just now."""
        self.rows.setdefault(_key(row), (row, None))

    def copy(self) -> Images:
        """The same, for going back to."""
        return replace(self, rows=dict(self.rows))

    def changes(self, session: Session, actor: str) -> Iterator[UndoImage]:
        """What has become of them: one image for each that was changed or made."""
        session.flush()
        for (kind, row_id), (row, before) in sorted(self.rows.items(), key=lambda one: one[0]):
            session.refresh(row)
            after = row_values.of(row)
            if before is None:
                yield UndoImage(actor=actor, kind=kind, row_id=row_id, after=row_values.pack(after))
                continue
            changed = [name for name, value in before.items() if value != after[name]]
            if changed:
                yield UndoImage(
                    actor=actor,
                    kind=kind,
                    row_id=row_id,
                    before=row_values.pack({name: before[name] for name in changed}),
                    after=row_values.pack({name: after[name] for name in changed}),
                )


def keep(session: Session, deed: Undo, images: Sequence[UndoImage]) -> None:
    """Keep a person's last deed in place of the one before."""
    forget(session, deed.actor)
    session.add(deed)
    session.add_all(images)
    session.flush()


def last_deed(session: Session, actor: str) -> Undo | None:
    """A person's last deed, as far as it is still kept."""
    return session.get(Undo, actor, populate_existing=True)


def images_of(session: Session, actor: str) -> Sequence[UndoImage]:
    """The rows that it changed, tickets first; always in one order, so that no two wait for each other."""
    asked = select(UndoImage).where(UndoImage.actor == actor)
    return session.exec(asked.order_by(col(UndoImage.kind).desc(), col(UndoImage.row_id))).all()


def settle(session: Session, actor: str, final: Final) -> bool:
    """Note that a deed cannot be taken back (any more); False if that was noted before."""
    settled = session.execute(
        update(Undo)
        .where(col(Undo.actor) == actor, col(Undo.final).is_(None))
        .values(final=final)
        .returning(col(Undo.actor))
    ).first()
    session.execute(delete(UndoImage).where(col(UndoImage.actor) == actor))
    return settled is not None


def put_back(
    session: Session, image: UndoImage, now: datetime, *, may_have_grown: bool = False
) -> SQLModel | None:
    """Put one row back; None if it has changed since. A row that was made is ended.

    `may_have_grown`: steps that have been added to its timeline since change nothing of what was done.

    It is held until the transaction ends, but for what belongs to a ticket: there the next step of the
    timeline decides who comes first, as among all who change a ticket.
    """
    kind = KINDS[image.kind]
    hold = kind not in (Ticket, Question, Coming, Mediation, Signature)
    row = session.get(kind, image.row_id, populate_existing=True, with_for_update=hold)
    current = {} if row is None else row_values.of(row)
    free = GROWING if may_have_grown else set()
    if row is None or any(current[name] != value for name, value in image.became.items() if name not in free):
        return None
    before = image.was if image.before is not None else _ended(kind, now)
    for name, value in before.items():
        if name not in GROWING:
            setattr(row, name, value)
    session.add(row)
    return row


def _ended(kind: type[SQLModel], now: datetime) -> Values:
    """How a row that was made is ended."""
    if kind is Task:
        return {"status": TaskStatus.ENDED, "closed_at": now, "next_on": None, "next_step": None}
    return {"until": now}


def settle_about(session: Session, kind: type[SQLModel], row_ids: Collection[int]) -> None:
    """Words of rows are being erased: the deeds that changed them can be taken back no more."""
    asked = select(UndoImage.actor).where(
        UndoImage.kind == str(kind.__tablename__), col(UndoImage.row_id).in_(row_ids)
    )
    for actor in set(session.exec(asked)):
        settle(session, actor, Final.GONE)


def forget(session: Session, actor: str) -> None:
    """Erase what is kept of a person's last deed."""
    session.execute(delete(UndoImage).where(col(UndoImage.actor) == actor))
    session.execute(delete(Undo).where(col(Undo.actor) == actor))


def older_than(session: Session, moment: datetime) -> Sequence[str]:
    """Whose last deed is too old to be taken back."""
    return session.exec(select(Undo.actor).where(col(Undo.at) <= moment)).all()


def _key(row: SQLModel) -> tuple[str, int]:
    (row_id,) = inspect(row).identity
    return str(row.__tablename__), row_id
