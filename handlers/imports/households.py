"""`import households`: who is served, where they live, and which plans they agreed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.imports import masking
from handlers.imports.accounts import CHANNEL, USER, AccountsDraft, draw_up_accounts
from handlers.imports.cells import clearable, code, day, name, split, text
from handlers.imports.columns import Column
from handlers.imports.draft import County, Draft, Kind, Tally
from handlers.imports.enrolments import EnrolmentsDraft, Wish
from handlers.imports.lines import Flaws, Line, blame_repeated
from handlers.imports.people import CODE, NAME, PHONE, Entry, PeopleDraft, erased
from handlers.imports.places import GRID, blame_unknown_places, blame_unknown_staff
from models.help import Help, find_help
from models.imports import Register
from models.person import HOUSEHOLD

COLUMNS = (
    CODE,
    NAME,
    PHONE,
    GRID,
    Column("plans", ("帮扶类别",), split, blank=()),
    Column("reason", ("理由", "帮扶理由"), text(500), masking.words, blank=""),
    Column("consent", ("同意", "同意日期"), day),
    Column("away", ("外出地",), clearable(name(100)), masking.words),
    Column("responsible", ("责任人", "责任人编码"), code, blank=""),
    CHANNEL,
    USER,
)


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One household; without plans it is only known, so that its words are placed by its grid."""

    line: Line
    code: str
    name: str
    phone: str | None
    grid: str
    plans: tuple[str, ...]
    reason: str
    consent: date | None
    away: str | None
    responsible: str
    channel: str
    user: str


@dataclass
class HouseholdsDraft:
    """The households of a file over those that are stored."""

    people: PeopleDraft
    accounts: AccountsDraft
    enrolments: EnrolmentsDraft
    left_out: int

    @property
    def tally(self) -> Tally:
        """Counted by household; a further plan or account is a change."""
        plans = self.enrolments
        changed = {wish.code for wish in plans.new + plans.changed}
        changed |= self.people.changed | set(self.accounts.linked.values())
        tally = Tally.of(
            (entry.code for entry in self.people.entries),
            self.people.new,
            changed,
            enrolments_added=len(plans.new),
            enrolments_changed=len(plans.changed),
            enrolments_left_ended=len(plans.left_ended),
            accounts_linked=len(self.accounts.linked),
        )
        return replace(tally, left_out=self.left_out)

    def write(self, register: Register) -> None:
        """People first, then what hangs on them."""
        ids = self.people.write(register)
        self.enrolments.write(register, ids)
        self.accounts.write(register, ids)


def draw_up(rows: Sequence[HouseholdRow], register: Register, county: County, flaws: Flaws) -> Draft:
    """Judge the households of a file."""
    blame_repeated(rows, lambda row: row.code, "code", flaws)
    nodes = blame_unknown_places(rows, register, flaws)
    staff = blame_unknown_staff(rows, "responsible", lambda row: row.responsible, register, flaws)
    stored = register.people(HOUSEHOLD, {row.code for row in rows})
    gone = erased(stored)
    kept = [row for row in rows if row.code not in gone]
    wishes = [wish for row in kept for wish in _wishes(row, staff, county, flaws)]
    entries = [Entry(row.code, row.name, row.phone, None, nodes.get(row.grid), row.away) for row in kept]
    ids = {person.code: person.id for person in stored.values()}
    enrolments = EnrolmentsDraft(wishes, ids, register.enrolments(set(ids.values())), county)
    accounts = draw_up_accounts(kept, ids, register, county, flaws)
    return HouseholdsDraft(PeopleDraft(HOUSEHOLD, entries, stored), accounts, enrolments, len(gone))


def _wishes(row: HouseholdRow, staff: Mapping[str, int], county: County, flaws: Flaws) -> Iterator[Wish]:
    """The plans of a row; without reason or consent nobody is enrolled."""
    if not row.plans:
        return
    known = {word: plan_code(word, county.plans) for word in row.plans}
    if None in known.values():
        flaws.add(row.line, "plans", _unknown_plan(county))
    if not row.reason:
        flaws.add(row.line, "reason", "a plan needs a reason; write why this household is helped")
    if row.consent is None:
        flaws.add(row.line, "consent", "a plan needs consent; write the day on which the household agreed")
    elif row.consent > county.calendar.today(county.now):
        flaws.add(
            row.line, "consent", "this day is still to come; write the day on which the household agreed"
        )
    else:
        for plan in dict.fromkeys(plan for plan in known.values() if plan):
            yield Wish(row.code, plan, row.reason, row.consent, staff.get(row.responsible))


def plan_code(word: str, further: Mapping[str, str]) -> str | None:
    """The plan's code of a word: one of the eight helps, or a plan of the county's own by code or name."""
    if one := find_help(word):
        return one.value
    return next((plan for plan, called in further.items() if word in (plan, called)), None)


def _unknown_plan(county: County) -> str:
    known = [f"{one.label} {one}" for one in Help] + [
        f"{called} {plan}" for plan, called in county.plans.items()
    ]
    return "some of these words is no plan; separate plans by semicolons and write " + "、".join(known)


KIND = Kind("households", COLUMNS, HouseholdRow, draw_up)
